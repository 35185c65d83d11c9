"""Shares: how many clients depend on a party; where there is but one client, how many vendors."""

from collections.abc import Collection, Mapping

from checker.graph.closure import Dependents
from checker.graph.graph import Graph
from checker.graph.records import SERVES
from checker.graph.weights import Weights
from checker.record import NamedTuple


class Shares(NamedTuple):
    """The shares of parties.

    Attributes:
        of: by id the share of those that are counted which depend on it, from 0 to 1; one that
            it would take too long to count has none.
        least: the share of one.
        unit: who is counted: `clients` or `vendors`.
    """

    of: Mapping[str, float]
    least: float
    unit: str


def shares(graph: Graph, clients: Collection[str]) -> Shares:
    """The shares of all parties of a graph; one that is counted depends on itself."""
    dependents = Dependents(graph.successors, graph.predecessors)
    if len(clients) > 1:
        return _of_clients(graph, dependents, {id_: n for n, id_ in enumerate(sorted(clients))})
    vendors = Weights([int(party.is_vendor) for party in graph.parties.values()])
    total = max(vendors.total, 1)
    found = {}
    for id_, number in graph.numbers.items():
        own = dependents.of(number)
        if own is not None:
            found[id_] = vendors.over(own) / total
    return Shares(found, 1 / total, "vendors")


def _of_clients(graph: Graph, dependents: Dependents, clients: Mapping[str, int]) -> Shares:
    masks = [0] * len(graph.numbers)
    for id_, bit in clients.items():
        masks[graph.numbers[id_]] |= 1 << bit
    for edge in graph.edges:
        if edge.kind == SERVES and edge.target in clients:
            masks[graph.numbers[edge.source]] |= 1 << clients[edge.target]
    served = dependents.united(masks)
    found = {}
    for id_, number in graph.numbers.items():
        own = served(number)
        if own is not None:
            found[id_] = own.bit_count() / len(clients)
    return Shares(found, 1 / len(clients), "clients")
