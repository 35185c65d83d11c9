"""Shares: how much of a portfolio depends on one party, between bounds.

A vendor whose chain is not recorded may depend on anybody: it counts for the greatest share.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Final

from checker.facts.bounds import Bounds, Range, share
from checker.facts.scales import Scales
from checker.graph.closure import Dependents
from checker.graph.graph import Graph
from checker.graph.records import SERVES
from checker.graph.weights import Some, Weights

_NONE: Final = Range(0, 0)


def open_chains(graph: Graph) -> Sequence[bool]:
    """By number of a party whether a vendor behind it, or it, lacks a record of its chain."""
    parties = [*graph.parties.values()]
    found = [False] * len(parties)
    for each in graph.components.members:  # sinks first: whatever these rely on was told before
        if any(
            (parties[node].is_vendor and not parties[node].chain)
            or any(found[target] for target in graph.successors[node])
            for node in each
        ):
            for node in each:
                found[node] = True
    return found


class _Scale:
    """One weight of all vendors, summed over those that depend on a party."""

    def __init__(self, ranges: Sequence[Range], doubtful: Sequence[bool]) -> None:
        self._all = _Sums(ranges)
        self._open = _Sums(
            [each if may else _NONE for each, may in zip(ranges, doubtful, strict=True)]
        )

    def share(self, dependents: Some) -> Bounds:
        """The share of those that depend."""
        part, doubted = self._all.over(dependents), self._open.over(dependents)
        doubtful = self._open.total.less(doubted)
        rest = self._all.total.less(part).less(doubtful)
        return share(part.range, rest.range, doubtful.range)


class _Total(tuple[int, int, int]):
    """A sum of ranges: of the least, of the greatest that are known, and how many are not."""

    __slots__ = ()

    def less(self, other: "_Total") -> "_Total":
        """Take away the sum of some of them."""
        return _Total(one - two for one, two in zip(self, other, strict=True))

    @property
    def range(self) -> Range:
        """The sum as a range."""
        low, high, endless = self
        return Range(low, None if endless else high)


class _Sums:
    def __init__(self, ranges: Sequence[Range]) -> None:
        self._weights = (
            Weights([each.low for each in ranges]),
            Weights([each.high or 0 for each in ranges]),
            Weights([int(each.high is None) for each in ranges]),
        )
        self.total = _Total(each.total for each in self._weights)

    def over(self, nodes: Some) -> _Total:
        return _Total(each.over(nodes) for each in self._weights)


class Shares:
    """The shares of a portfolio that depend on each party, worked out as they are asked for."""

    def __init__(self, scales: Scales) -> None:
        graph = self._graph = scales.graph
        self._weights = scales.weights
        self._parties = [*graph.parties.values()]
        self._vendors = [int(party.is_vendor) for party in self._parties]
        self.open = open_chains(graph)

    @cached_property
    def dependents(self) -> Dependents:
        """The parties that rely on each one."""
        return Dependents(self._graph.successors, self._graph.predecessors)

    @cached_property
    def _counts(self) -> tuple[Weights, Weights]:
        doubtful = [v * int(may) for v, may in zip(self._vendors, self.open, strict=True)]
        return Weights(self._vendors), Weights(doubtful)

    @cached_property
    def _scales(self) -> Mapping[str, _Scale]:
        return {
            scale: _Scale([weighed.get(each.id, _NONE) for each in self._parties], self.open)
            for scale in ("critical_services", "records")
            for weighed in (self._weights(scale),)
        }

    def told(self, node: int) -> dict[str, Any]:
        """The bounds of what depends on a party, by name; none where the portfolio is too large."""
        nodes = self.dependents.of(node)
        if nodes is None:
            return {}
        itself = self._vendors[node]
        vendors, doubtful = self._counts
        count = vendors.over(nodes) - itself
        # Whoever is in the set depends surely; the others of an open chain may.
        others = doubtful.total - doubtful.over(nodes)
        found: dict[str, Any] = {"vendors": Bounds(count, count + others).record}
        for name, scale in self._scales.items():
            found[name] = scale.share(nodes).record
        clients = self.clients(node)
        if clients is not None:
            everybody = max(self._everybody, 1)
            found["clients"] = Bounds(*(each / everybody for each in clients)).record
        return found

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        served = {edge.target for edge in self._graph.edges if edge.kind == SERVES}
        return {client: number for number, client in enumerate(sorted(served))}

    @property
    def _everybody(self) -> int:
        """The number of clients that the portfolio knows."""
        return len(self._numbers)

    @cached_property
    def _clients(self) -> Any:
        """By node the union of clients, how many vendors lack the list, and both of open chains."""
        graph = self._graph
        masks = [
            sum(1 << self._numbers[edge.target] for edge in graph.after(party.id, SERVES))
            for party in self._parties
        ]
        clients = self._weights("clients")
        lacking = [int(clients.get(each.id, _NONE).high is None) for each in self._parties]
        doubtful = 0
        for mask, may in zip(masks, self.open, strict=True):
            doubtful |= mask if may else 0
        lacks = any(lack and may for lack, may in zip(lacking, self.open, strict=True))
        return self.dependents.united(masks), Weights(lacking), doubtful, lacks

    def clients(self, node: int) -> tuple[int, int] | None:
        """The least and the greatest number of known clients that one party reaches."""
        united, lacking, doubtful, lacks = self._clients
        mask, nodes = united(node), self.dependents.of(node)
        if mask is None or nodes is None:
            return None
        if lacks or lacking.over(nodes):
            return mask.bit_count(), self._everybody
        return mask.bit_count(), (mask | doubtful).bit_count()
