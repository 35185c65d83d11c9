"""Shares: how many clients depend on a party; where there is but one client, how many vendors."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from checker.graph.graph import Graph
from checker.graph.records import SERVES


class Shares(NamedTuple):
    """The shares of parties.

    Attributes:
        of: by id the share of those that are counted which depend on it, from 0 to 1.
        least: the share of one.
        unit: who is counted: `clients` or `vendors`.
    """

    of: Mapping[str, float]
    least: float
    unit: str


def shares(graph: Graph, clients: Collection[str]) -> Shares:
    """The shares of all parties of a graph; one that is counted depends on itself."""
    unit = "clients" if len(clients) > 1 else "vendors"
    if unit == "clients":
        counted = {id_: number for number, id_ in enumerate(sorted(clients))}
        own = {id_: 1 << number for id_, number in counted.items()}
        for edge in graph.edges:
            if edge.kind == SERVES and edge.target in counted:
                own[edge.source] = own.get(edge.source, 0) | 1 << counted[edge.target]
    else:
        vendors = sorted(id_ for id_, party in graph.parties.items() if party.is_vendor)
        own = {id_: 1 << number for number, id_ in enumerate(vendors)}
        counted = dict.fromkeys(vendors, 0)
    total = max(len(counted), 1)
    return Shares(
        {id_: mask.bit_count() / total for id_, mask in reaching(graph, own).items() if mask},
        1 / total,
        unit,
    )


def reaching(graph: Graph, own: Mapping[str, int]) -> Mapping[str, int]:
    """By id the union of the sets of a party and of everybody that relies on it.

    Args:
        own: by id a set, as a number with a bit for each member.
    """
    parts = graph.components
    sets = [0] * len(parts.members)
    for id_, mask in own.items():
        sets[parts.of[graph.numbers[id_]]] |= mask
    # Edges lead to the same or a lower component: from above, each is whole when passed on.
    for component in range(len(sets) - 1, -1, -1):
        for node in parts.members[component]:
            for target in graph.successors[node]:
                if parts.of[target] != component:
                    sets[parts.of[target]] |= sets[component]
    return {id_: sets[parts.of[number]] for id_, number in graph.numbers.items()}
