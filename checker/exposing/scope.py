"""The scope of an exposure: the parties that are reached, and which vendors' records tell more."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from checker.exposing.exposure import About, Organisation, Target
from checker.graph.graph import Graph
from checker.graph.party import Edge
from checker.graph.records import RELIES_ON, SERVES
from checker.graph.search import Step
from checker.record import NamedTuple

LONGEST: Final = 20
"""Ids of a path."""

GAP: Final = "…"
"""What stands for the ids that are left out of a path."""


class Scope(NamedTuple):
    """The parties that are reached, the nearest first.

    Attributes:
        vendors: those whose data and clients count, by id with the path to each.
    """

    organisations: Sequence[Organisation]
    vendors: Mapping[str, tuple[str, ...]]


def scope(about: About, graph: Graph) -> Scope:
    """The scope of what is asked about."""
    match about.target:
        case Target.PARTY:
            return _of_party(about.id, graph)
        case Target.CLIENT:
            return _of_client(about.id, graph)
        case Target.CATEGORY:
            return _of_category(about.id, graph)


def _of_party(id_: str, graph: Graph) -> Scope:
    """Whoever relies on a party, and the party itself."""
    paths = _paths({id_: (id_,)}, graph.dependents(id_))
    return Scope(_organisations(graph, paths, outward=False), paths)


def _of_client(id_: str, graph: Graph) -> Scope:
    """The vendors of a client, and everybody behind them."""
    vendors = sorted({edge.source for edge in graph.before(id_, SERVES)})
    paths = _paths({each: (id_, each) for each in vendors}, _behind(graph, vendors))
    organisations = _organisations(graph, paths, outward=True)
    return Scope(organisations, {each: paths[each] for each in vendors})


def _of_category(category: str, graph: Graph) -> Scope:
    """The vendors that hold data of a category, and whoever can reach them there."""
    held: dict[str, tuple[str, ...]] = {
        vendor: (vendor,)
        for vendor, holdings in graph.holdings.items()
        if any(holding.category == category for holding in holdings)
    }
    reaching: dict[str, tuple[str, ...]] = {}
    for edge in graph.edges:
        if edge.kind == RELIES_ON and any(category in (link.data or ()) for link in edge.links):
            held.setdefault(edge.source, (edge.source,))
            reaching.setdefault(edge.target, (edge.source, edge.target))
    held = dict(sorted(held.items()))
    paths = {**held, **{id_: reaching[id_] for id_ in sorted(reaching.keys() - held.keys())}}
    return Scope(_organisations(graph, paths, outward=True), held)


def _paths(
    starts: Mapping[str, tuple[str, ...]], steps: Mapping[str, Step[str]]
) -> dict[str, tuple[str, ...]]:
    """The path to each of those that steps reach, the nearest of which come first."""
    paths = dict(starts)
    for id_, step in steps.items():
        paths[id_] = extended(paths[step.previous], id_)
    return paths


def extended(path: tuple[str, ...], id_: str) -> tuple[str, ...]:
    """The path with one more id, not longer than a path may be."""
    return shortened((*path, id_))


def shortened(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path; of one that is too long its beginning and its end.

    All paths of a chain of a hundred thousand links have five thousand million ids.
    """
    if len(path) <= LONGEST:
        return path
    half = LONGEST // 2
    return (*path[:half], GAP, *path[half + 1 - LONGEST :])


def _behind(graph: Graph, starts: Collection[str]) -> Mapping[str, Step[str]]:
    """Everybody behind several vendors, with the step before, the nearest first."""
    found: dict[str, Step[str]] = {}
    level, rank = list(starts), 0
    while level:
        rank += 1
        reached = []
        for id_ in level:
            for edge in graph.after(id_, RELIES_ON):
                if edge.target not in found and edge.target not in starts:
                    found[edge.target] = Step(rank, id_)
                    reached.append(edge.target)
        level = sorted(reached)
    return found


def _organisations(
    graph: Graph, paths: Mapping[str, tuple[str, ...]], *, outward: bool
) -> Sequence[Organisation]:
    """The parties of a scope, in the order of their paths.

    Args:
        outward: whether paths lead to whoever is relied upon, and not to whoever relies.
    """
    return [_organisation(graph, id_, path, outward=outward) for id_, path in paths.items()]


def _organisation(graph: Graph, id_: str, path: tuple[str, ...], *, outward: bool) -> Organisation:
    party = graph.parties[id_]
    edges: tuple[Edge, ...] = ()
    if len(path) > 1:
        source, target = path[-2:] if outward else (path[-1], path[-2])
        edges = tuple(edge for edge in graph.after(source, RELIES_ON) if edge.target == target)
    return Organisation(
        id_,
        party.name,
        path,
        tuple(sorted({kind for edge in edges for kind in edge.details})),
        party.is_vendor,
        edges[0].places[0] if edges else None,
    )
