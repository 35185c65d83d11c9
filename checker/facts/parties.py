"""Parties: who stands behind vendors, and what depends on each of them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from checker.facts.failure import points_of_failure
from checker.facts.shares import Shares
from checker.graph.graph import Graph
from checker.graph.party import Edge
from checker.graph.records import RELIES_ON, Place

_NAMED: Final = 10
"""Vendors that a text names."""

_SEARCHED: Final = 1_000
"""Parties that are looked at for finding them."""


def named_by(graph: Graph, vendors: Mapping[Place, str]) -> Mapping[str, Place]:
    """By party, in order of id, the vendor that it stands at: the first by ids that relies on it.

    Args:
        vendors: their ids as their inventories have them, by place.
    """
    found: dict[str, tuple[str, str, Place]] = {}
    for edge in graph.edges:
        for link in edge.links if edge.kind == RELIES_ON else ():
            place = Place(link.place.inventory, link.place.path[:2])
            # Ids, not lines: a cell keeps its identity wherever its vendor stands.
            stands = place.inventory, vendors[place], place
            found[edge.target] = min(found.get(edge.target, stands), stands)
    return {id_: found[id_][-1] for id_ in sorted(found)}


def parties(graph: Graph, shares: Shares) -> Mapping[str, dict[str, Any]]:
    """Each party on which somebody relies, as policies see it."""
    fails = points_of_failure(graph, shares.open)
    found = {}
    for id_ in sorted({edge.target for edge in graph.edges if edge.kind == RELIES_ON}):
        node = graph.numbers[id_]
        party, edges = graph.parties[id_], graph.before(id_, RELIES_ON)
        record: dict[str, Any] = {"id": id_, "name": party.name, "kinds": kinds(edges)}
        record.update(shares.told(node))
        record["behind"] = nearest(graph, node)
        single = fails(node)
        if single is not None:
            record["single_point_of_failure"] = single
        listed = [each.alternatives for each in graph.counts.get(id_, ())]
        told = [each for each in listed if each is not None]
        if told:
            record["alternatives"] = sorted({name for each in told for name in each})
        found[id_] = record
    return found


def kinds(edges: Sequence[Edge]) -> list[str]:
    """The kinds of work for which somebody relies on a party."""
    return sorted({detail for edge in edges for detail in edge.details})


def nearest(graph: Graph, node: int) -> str:
    """The vendors that rely on a party, the nearest first, as a text that names the first ten."""
    seen, level, found = {node}, [node], list[str]()
    parties = graph.nodes
    while level and len(found) <= _NAMED and len(seen) < _SEARCHED:
        level = sorted({above for each in level for above in graph.predecessors[each]} - seen)
        seen.update(level)
        found += [parties[each] for each in level if graph.parties[parties[each]].is_vendor]
    more = ", and others" if level and len(found) > _NAMED else ""
    return ", ".join(found[:_NAMED]) + more
