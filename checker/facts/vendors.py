"""Facts about a vendor in the portfolio: its chain, its parties, and what it reaches."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from checker.facts.bounds import Bounds
from checker.facts.parties import kinds
from checker.facts.shares import Shares
from checker.graph.depth import DEEPEST, depths
from checker.graph.graph import Graph
from checker.graph.records import RELIES_ON, SERVES

_SEGREGATIONS: Final = ("none", "logical", "dedicated_tenant", "dedicated_infra")
_LEVELS: Final = ("easily", "medium", "highly_complex", "not")

MOST_PARTIES: Final = 1_000_000
"""Entries that the lists of all vendors' parties may have together."""


def chains(graph: Graph, shares: Shares) -> Mapping[str, dict[str, Any]]:
    """By vendor how far its chain reaches."""
    vendors = [graph.numbers[party.id] for party in graph.parties.values() if party.is_vendor]
    ranks = depths(graph.successors, vendors)
    found: dict[str, dict[str, Any]] = {}
    for node in vendors:
        # Of a chain that takes too many steps to be walked, only that is known.
        own: dict[str, Any] = {"recorded": not shares.open[node], "at_least": ranks.get(node, 0)}
        if node in ranks and not shares.open[node] and ranks[node] <= DEEPEST:
            own["rank"] = ranks[node]
        found[graph.nodes[node]] = own
    return found


def parties_behind(graph: Graph, shares: Shares) -> Mapping[str, list[dict[str, Any]]]:
    """By vendor everybody behind it, nearest first; none where a part of the chain is unknown."""
    found: dict[str, list[dict[str, Any]]] = {}
    # Many vendors rely on the same party, and all of its edges say what for.
    told = cache(lambda id_: kinds(graph.before(id_, RELIES_ON)))
    left = MOST_PARTIES
    for party in graph.parties.values():
        if not party.is_vendor or shares.open[graph.numbers[party.id]]:
            continue
        behind = graph.behind(party.id)
        left -= sum(step.rank for step in behind.values())
        if left < 0:
            break
        found[party.id] = [
            {
                "party": id_,
                "name": graph.parties[id_].name,
                "rank": step.rank,
                "path": [*graph.path(behind, id_)],
                "kinds": [*told(id_)],
            }
            for id_, step in behind.items()
        ]
    return found


class Reaches(Mapping[str, dict[str, Any]]):
    """By vendor its clients from every inventory, and what else a breach of it reaches.

    Each is worked out when it is first looked at.
    """

    def __init__(self, graph: Graph, shares: Shares) -> None:
        self._graph, self._shares = graph, shares
        self._known: dict[str, dict[str, Any]] = {}

    def __getitem__(self, vendor: str) -> dict[str, Any]:
        if vendor not in self._known:
            if vendor not in self:
                raise KeyError(vendor)
            self._known[vendor] = _reach(self._graph, self._shares, vendor)
        return self._known[vendor]

    def __contains__(self, vendor: object) -> bool:
        party = self._graph.parties.get(vendor) if isinstance(vendor, str) else None
        return party is not None and party.is_vendor

    def __iter__(self) -> Iterator[str]:
        return (party.id for party in self._graph.parties.values() if party.is_vendor)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _reach(graph: Graph, shares: Shares, vendor: str) -> dict[str, Any]:
    counts = graph.counts.get(vendor, ())
    found: dict[str, Any] = {}
    if any("clients" in each.listed for each in counts):
        found["clients"] = [
            {"client": edge.target, **_weakest(edge.details)}
            for edge in graph.after(vendor, SERVES)
        ]
    declared = [each.declared for each in counts if each.declared is not None]
    if declared:
        found["declared"] = max(declared)
    through = shares.clients(graph.numbers[vendor])
    if through is not None:
        found["clients_through"] = Bounds(*through).record
    if any("data" in each.listed for each in counts):
        held = {holding.category for holding in graph.holdings.get(vendor, ())}
        links = (link for edge in graph.before(vendor, RELIES_ON) for link in edge.links)
        found["categories"] = sorted(
            held.union(*(link.data for link in links if link.data is not None)) - {""}
        )
    levels = [each.substitutability for each in counts if each.substitutability]
    if levels:
        found["substitutability"] = max(levels, key=_LEVELS.index)
    return found


def _weakest(segregations: tuple[str, ...]) -> dict[str, str]:
    """The segregation of a client: the weakest of those that are recorded, if one is."""
    if not segregations:
        return {}
    return {"segregation": min(segregations, key=_SEGREGATIONS.index)}
