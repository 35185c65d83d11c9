"""Scales: what vendors weigh, by services, clients, records or spend, as far as it is recorded."""

from collections.abc import Callable, Mapping
from typing import Final

from checker.facts.bounds import Range
from checker.graph.graph import Graph
from checker.graph.records import SERVES

_CENTS: Final = 100


def services(graph: Graph, vendor: str) -> Range:
    """The services of a vendor, each as every organisation records it."""
    return _open_without(graph, vendor, "services", len(graph.services.get(vendor, ())))


def critical_services(graph: Graph, vendor: str) -> Range:
    """The services on which a critical or important function depends."""
    own = graph.services.get(vendor, ())
    low = sum(service.critical is True for service in own)
    doubtful = sum(service.critical is None for service in own)
    return _open_without(graph, vendor, "services", low) + Range(0, doubtful)


def clients(graph: Graph, vendor: str) -> Range:
    """The recorded clients of a vendor, from every inventory; each once."""
    count = len(graph.after(vendor, SERVES))
    known = any("clients" in each.listed for each in graph.counts.get(vendor, ()))
    return Range(count, count if known else None)


def records(graph: Graph, vendor: str) -> Range:
    """The records of data that a vendor holds."""
    own = graph.holdings.get(vendor, ())
    low = sum(holding.records or 0 for holding in own)
    if any(holding.records is None for holding in own):
        return Range(low, None)
    return _open_without(graph, vendor, "data", low)


def spend(graph: Graph, vendor: str) -> Range:
    """The yearly cost of a vendor's contracts, in hundredths; of several currencies nothing."""
    own = graph.costs.get(vendor, ())
    if len(graph.currencies) > 1:
        return Range(0, None)
    low = sum(round(cost.amount * _CENTS) for cost in own if cost.amount is not None)
    if any(cost.amount is None for cost in own):
        return Range(low, None)
    return _open_without(graph, vendor, "contracts", low)


def _open_without(graph: Graph, vendor: str, key: str, low: int) -> Range:
    """A number that has no upper bound where an inventory lacks the list that it counts."""
    for each in graph.counts.get(vendor, ()):
        if key not in each.listed:
            return Range(low, None)
    return Range(low, low)


SCALES: Final[Mapping[str, tuple[Callable[[Graph, str], Range], str]]] = {
    "critical_services": (critical_services, "services"),
    "services": (services, "services"),
    "clients": (clients, "clients"),
    "records": (records, "data"),
    "spend": (spend, "contracts"),
}
"""By name the weight of a vendor, and the vendor's list that it is made of."""


class Scales:
    """The weights of all vendors of a graph, by each scale once."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._known: dict[str, Mapping[str, Range]] = {}

    def weights(self, scale: str) -> Mapping[str, Range]:
        """The weight of each vendor, in order of id."""
        if scale not in self._known:
            weigh, _ = SCALES[scale]
            vendors = (party.id for party in self.graph.parties.values() if party.is_vendor)
            self._known[scale] = {vendor: weigh(self.graph, vendor) for vendor in vendors}
        return self._known[scale]
