"""Clients that are reached: of whom, and what keeps each apart from the others."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from checker.exposing.exposure import About, Client, Data, Target
from checker.exposing.incidents import Incident
from checker.exposing.portfolio import Portfolio
from checker.exposing.scope import Scope
from checker.graph.party import Edge
from checker.graph.records import SERVES

_WALLS = ("none", "logical", "dedicated_tenant", "dedicated_infra")
"""Segregations, the weakest first: where inventories differ, it counts."""


def clients_of(
    about: About,
    whole: Scope,
    portfolio: Portfolio,
    incident: Incident | None,
    rows: Sequence[Data],
) -> tuple[Client, ...]:
    """The clients of the vendors of a scope, those that an incident affects first.

    Args:
        rows: the data that are reached.
    """
    affected = None if incident is None else incident.record.get("clients_affected")
    ids = None if affected is None else {portfolio.graph.id_of(each) for each in affected}
    owners: dict[str, set[str]] = {}
    for row in rows:
        owners.setdefault(row.vendor, set()).add(row.owner)
    found = []
    for vendor, path in whole.vendors.items():
        for edge in portfolio.graph.after(vendor, SERVES):
            if _served(about, edge, owners.get(vendor, set())):
                name = portfolio.graph.parties[edge.target].name
                told = None if ids is None else edge.target in ids
                wall = min(edge.details, key=_WALLS.index, default="")
                found.append(Client(edge.target, name, vendor, path, wall, told, edge.places[0]))
    return tuple(sorted(found, key=lambda each: (each.affected is False, each.id, each.vendor)))


def _served(about: About, edge: Edge, owners: AbstractSet[str]) -> bool:
    """Whether a client is concerned.

    Args:
        owners: the clients whose the data are, with an empty one where that is not recorded.
    """
    match about.target:
        case Target.PARTY:
            return True
        case Target.CLIENT:
            return edge.target == about.id
        case Target.CATEGORY:
            return "" in owners or edge.target in owners
