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
from checker.record import NamedTuple

MOST: Final = 50
"""Places of one fact: more than an explanation shows."""

_UNTOLD: Final = frozenset({"exact", "rank", "at_most", "parties", "single_point_of_failure"})
_LISTS: Final = {
    "declared": ("clients_declared",),
    "categories": ("data",),
    "substitutability": ("substitutability", "level"),
}
_SCALED: Final = {"critical_services": "services", "records": "data", "clients": "clients"}


class Origins:
    """The places of the facts of vendors, of the graph of one run."""

    def __init__(self, graph: Graph, doubtful: Sequence[bool]) -> None:
        """Take what they follow from.

        Args:
            doubtful: by number of a party whether a part of its chain is not recorded.
        """
        self._graph, self._doubtful = graph, doubtful
        # Every field of a party is asked for apart, and thousands of vendors may rely on it.
        self._links: dict[tuple[Place, str], _Links] = {}
        self._lacking: dict[str, Sequence[Place]] = {}

    def of_vendor(self, vendor: Place, path: Sequence[str | int], value: Any) -> Iterator[Place]:
        """The places of a fact of a vendor.

        Args:
            vendor: its place.
            path: of the fact, from its name in the vendor on.
            value: the vendor, as policies see it.
        """
        graph = self._graph
        id_ = graph.id_of(id_of(value, int(vendor.path[1])))
        name, rest = path[0], [each for each in path[1:] if isinstance(each, str)]
        if name == "nth_parties":
            if len(path) < 2:
                yield Place(vendor.inventory, (*vendor.path, "subprocessors"))
                return
            yield from self._of_party(vendor, value[name][path[1]], rest)
        elif name == "reach":
            yield from self._of_reach(id_, rest)
        else:
            behind = graph.behind(id_)
            if len(path) > 1 and name == "parties" and isinstance(path[1], int):
                way = value[name][path[1]]["path"]
            else:
                if self._doubtful[graph.numbers[id_]]:
                    yield from _gaps(graph, (id_, *behind), "subprocessors")
                way = graph.path(behind, [*behind][-1]) if behind else ()
            yield from _along(graph, way)
            yield Place(vendor.inventory, (*vendor.path, "subprocessors"))

    def _of_party(self, vendor: Place, value: Any, rest: Sequence[str]) -> Iterator[Place]:
        """The places of a party: how every vendor comes to rely on it, those that name it first."""
        graph, id_ = self._graph, value["id"]
        if rest and rest[0] == "alternatives":
            for count in graph.counts.get(id_, ()):
                yield Place(count.place.inventory, (*count.place.path, "substitutability"))
        if _UNTOLD.intersection(rest) or _is_open(value, rest):
            yield from self._missing(id_, rest[0])
        links = self._links.get((vendor, id_))
        if links is None:
            links = self._links[vendor, id_] = _links(graph, vendor, id_)
        yield from links.own
        if not rest or rest[0] in {"id", "name", "kinds"}:
            return
        yield from links.every
        key = _SCALED.get(rest[0])
        for party, step in graph.dependents(id_, MOST).items():
            yield from _along(graph, (party, step.previous))
            if key:
                yield from (
                    Place(count.place.inventory, (*count.place.path, key))
                    for count in graph.counts.get(party, ())
                )

    def _of_reach(self, id_: str, rest: Sequence[str]) -> Iterator[Place]:
        graph = self._graph
        name = rest[0] if rest else "clients"
        counts = graph.counts.get(id_, ())
        if name == "clients_through":
            if _UNTOLD.intersection(rest):
                yield from self._missing(id_, "clients")
            name = "clients"
        if name == "clients":
            yield from (each for edge in graph.after(id_, SERVES) for each in edge.places)
        key = _LISTS.get(name, (name,))
        yield from (Place(count.place.inventory, (*count.place.path, *key)) for count in counts)

    def _missing(self, id_: str, name: str) -> Iterator[Place]:
        """The records that keep a bound from being exact: chains, then what would be counted."""
        yield from self._gaps("subprocessors")
        if name in _SCALED:
            graph = self._graph
            surely = [id_, *graph.dependents(id_, MOST)]
            yield from _gaps(graph, surely, _SCALED[name])
            yield from self._gaps(_SCALED[name])

    def _gaps(self, name: str) -> Sequence[Place]:
        """The first places at which any vendor lacks a list."""
        if name not in self._lacking:
            self._lacking[name] = self._graph.gaps(name, MOST)
        return self._lacking[name]


class _Links(NamedTuple):
    """The records of who relies on a party.

    Attributes:
        own: those of the vendor that it stands at.
        every: those of all vendors, the first of each.
    """

    own: tuple[Place, ...]
    every: tuple[Place, ...]


def _links(graph: Graph, vendor: Place, id_: str) -> _Links:
    edges = [edge.links for edge in graph.before(id_, RELIES_ON)]
    own = [
        link.place
        for links in edges
        for link in links
        if link.place.path[:2] == vendor.path and link.place.inventory == vendor.inventory
    ]
    return _Links(tuple(own), tuple([link.place for links in edges for link in links[:MOST]]))


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


def _is_open(value: Any, rest: Sequence[str]) -> bool:
    """Return whether a path leads to bounds that are not one number."""
    bounds = value.get(rest[0]) if len(rest) == 1 else None
    return isinstance(bounds, dict) and "at_least" in bounds and "exact" not in bounds


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
