"""Origins: the records that a fact of the portfolio was made of, and those that it lacks.

What is not recorded comes first where it keeps a value from being told.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Final

from checker.facts.concentration import grouped
from checker.facts.scales import SCALES, Scales
from checker.graph.graph import Graph
from checker.graph.read import id_of
from checker.graph.records import RELIES_ON, SERVES, Place

MOST: Final = 50
"""Places of one fact: more than an explanation shows."""

_UNTOLD: Final = frozenset({"exact", "rank", "at_most", "parties", "single_point_of_failure"})
_LISTS: Final = {
    "declared": ("clients_declared",),
    "categories": ("data",),
    "substitutability": ("substitutability", "level"),
}
_SCALED: Final = {"critical_services": "services", "records": "data", "clients": "clients"}


def of_vendor(
    graph: Graph, doubtful: Sequence[bool], vendor: Place, path: Sequence[str | int], value: Any
) -> Iterator[Place]:
    """The places of a fact of a vendor.

    Args:
        doubtful: by number of a party whether a part of its chain is not recorded.
        vendor: its place.
        path: of the fact, from its name in the vendor on.
        value: the vendor, as policies see it.
    """
    id_ = graph.id_of(id_of(value, int(vendor.path[1])))
    name, rest = path[0], [each for each in path[1:] if isinstance(each, str)]
    if name == "nth_parties":
        if len(path) < 2:
            yield Place(vendor.inventory, (*vendor.path, "subprocessors"))
            return
        yield from _of_party(graph, vendor, value[name][path[1]], rest)
    elif name == "reach":
        yield from _of_reach(graph, id_, rest)
    else:
        behind = graph.behind(id_)
        if len(path) > 1 and name == "parties" and isinstance(path[1], int):
            way = value[name][path[1]]["path"]
        else:
            if doubtful[graph.numbers[id_]]:
                yield from _gaps(graph, (id_, *behind), "subprocessors")
            way = graph.path(behind, [*behind][-1]) if behind else ()
        yield from _along(graph, way)
        yield Place(vendor.inventory, (*vendor.path, "subprocessors"))


def _along(graph: Graph, way: Sequence[str]) -> Iterator[Place]:
    """The records of the links of a way."""
    for one, other in pairwise(way):
        for edge in graph.after(one, RELIES_ON):
            if edge.target == other:
                yield edge.places[0]


def _gaps(graph: Graph, vendors: Sequence[str], key: str) -> Iterator[Place]:
    """The places at which vendors lack a list."""
    for id_ in vendors[:MOST]:
        for count in graph.counts.get(id_, ()):
            if key not in count.listed:
                yield Place(count.place.inventory, (*count.place.path, key))


def _of_party(graph: Graph, vendor: Place, value: Any, rest: Sequence[str]) -> Iterator[Place]:
    """The places of a party: how every vendor comes to rely on it, those that name it first."""
    id_ = value["id"]
    if rest and rest[0] == "alternatives":
        for count in graph.counts.get(id_, ()):
            yield Place(count.place.inventory, (*count.place.path, "substitutability"))
    if _UNTOLD.intersection(rest) or _is_open(value, rest):
        yield from _missing(graph, [id_, *graph.dependents(id_)], rest[0])
    edges = graph.before(id_, RELIES_ON)
    own = [place for edge in edges for place in edge.places if place.path[:2] == vendor.path]
    yield from (place for place in own if place.inventory == vendor.inventory)
    if not rest or rest[0] in {"id", "name", "kinds"}:
        return
    yield from (place for edge in edges for place in edge.places[:MOST])
    dependents = graph.dependents(id_)
    for party in [*dependents][:MOST]:
        step = dependents[party]
        yield from _along(graph, (party, step.previous))
        key = _SCALED.get(rest[0])
        if key:
            yield from (
                Place(count.place.inventory, (*count.place.path, key))
                for count in graph.counts.get(party, ())
            )


def _is_open(value: Any, rest: Sequence[str]) -> bool:
    """Return whether a path leads to bounds that are not one number."""
    bounds = value.get(rest[0]) if len(rest) == 1 else None
    return isinstance(bounds, dict) and "at_least" in bounds and "exact" not in bounds


def _missing(graph: Graph, surely: Sequence[str], name: str) -> Iterator[Place]:
    """The records that keep a bound from being exact: chains, and then what would be counted."""
    yield from graph.gaps["subprocessors"][:MOST]
    if name in _SCALED:
        yield from _gaps(graph, surely, _SCALED[name])
        yield from graph.gaps[_SCALED[name]][:MOST]


def _of_reach(graph: Graph, id_: str, rest: Sequence[str]) -> Iterator[Place]:
    name = rest[0] if rest else "clients"
    counts = graph.counts.get(id_, ())
    if name == "clients_through":
        if _UNTOLD.intersection(rest):
            yield from _missing(graph, (id_, *graph.dependents(id_)), "clients")
        name = "clients"
    if name == "clients":
        yield from (each for edge in graph.after(id_, SERVES) for each in edge.places)
    key = _LISTS.get(name, (name,))
    yield from (Place(count.place.inventory, (*count.place.path, *key)) for count in counts)


def of_portfolio(scales: Scales, path: Sequence[str | int]) -> Iterator[Place]:
    """The places of a concentration: what is not recorded, then the vendors that weigh most.

    Args:
        path: by what, by which weight, and the field.
    """
    by, scale, *rest = (str(step) for step in (*path, "", ""))
    if scale not in SCALES:
        return
    key = SCALES[scale][1]
    graph, vendors = scales.graph, scales.weights(scale)
    groups = grouped(graph, vendors) if by == "group" else vendors

    def rank(id_: str) -> tuple[int, str, int, str]:
        own = graph.group(id_) if by == "group" else id_
        return -groups[own].low, own, -vendors[id_].low, id_

    if _UNTOLD.intersection(rest):
        yield from _gaps(graph, [id_ for id_ in vendors if vendors[id_].high is None], key)
    for id_ in sorted(vendors, key=rank)[:MOST]:
        for count in graph.counts.get(id_, ()):
            yield Place(count.place.inventory, (*count.place.path, key))
