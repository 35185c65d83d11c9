"""The unknown: what is not recorded, and would change the answer."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeAlias

from checker.exposing.exposure import About, Client, Data, Reach, Target, Unknown
from checker.exposing.incidents import Incident
from checker.exposing.people import is_personal
from checker.exposing.portfolio import Portfolio
from checker.exposing.scope import Scope
from checker.graph.records import RELIES_ON, SERVES, Place

Gap: TypeAlias = tuple[str, str, Place]
"""A text, whom it is about, and where to record it."""


def unknown(gaps: Iterable[Gap]) -> tuple[Unknown, ...]:
    """The gaps with one text as one, in the order in which texts come first."""
    found: dict[str, dict[str, Place]] = {}
    for text, about, place in gaps:
        found.setdefault(text, {}).setdefault(about, place)
    return tuple(
        Unknown(text, tuple(sorted(own)), tuple(own[about] for about in sorted(own)))
        for text, own in found.items()
    )


def of_scope(about: About, scope: Scope, portfolio: Portfolio) -> Iterator[Gap]:
    """The gaps of parties: clients, chains, and lists of data that nobody wrote down."""
    graph = portfolio.graph
    for vendor in scope.vendors:
        entries = [*portfolio.entries(vendor)]
        if not entries:
            continue
        place = entries[0][1]
        counts = graph.counts.get(vendor, ())
        known = len(graph.after(vendor, SERVES))
        declared = max((each.declared or 0 for each in counts), default=0)
        if about.target is not Target.CLIENT:
            if declared > known:
                yield f"who else is its client: it says {declared}, {known} known", vendor, place
            elif not any("clients" in each.listed for each in counts):
                yield "who its clients are", vendor, place
        if not any("data" in each.listed for each in counts):
            yield "which data it holds", vendor, place
    yield from _chains(about, scope, portfolio)


def _chains(about: About, scope: Scope, portfolio: Portfolio) -> Iterator[Gap]:
    graph = portfolio.graph
    told = {organisation.id for organisation in scope.organisations}
    match about.target:
        case Target.PARTY:
            text = f"on whom they rely: perhaps on {about.id}, too"
            ids = [id_ for id_ in graph.parties if id_ not in told]
        case Target.CLIENT | Target.CATEGORY:
            text, ids = "on whom they rely", sorted(told)
    for id_ in graph.unrecorded(ids):
        yield text, id_, graph.parties[id_].places[0]


def of_ways(about: About, scope: Scope, portfolio: Portfolio) -> Iterator[Gap]:
    """The gaps of links that do not say which data they lead to."""
    if about.target is not Target.PARTY:
        return
    for vendor in scope.vendors:
        if not portfolio.graph.holdings.get(vendor):
            continue
        for edge in portfolio.graph.after(vendor, RELIES_ON):
            if edge.target != vendor and edge.target in scope.vendors:
                for link in edge.links:
                    if link.data is None:
                        yield f"which of its data {edge.target} can reach", vendor, link.place


_OF_ROWS: Sequence[tuple[str, Callable[[Data], bool]]] = (
    ("what exactly it is: there is no entry", lambda row: not row.entry),
    (
        "how many records",
        lambda row: row.entry and row.records is None and is_personal(row) is not False,
    ),
    ("whom they are about", lambda row: row.entry and is_personal(row) is None),
    ("whose they are", lambda row: row.entry and not row.owner and is_personal(row) is not True),
    ("how they are encrypted at rest", lambda row: row.entry and not row.at_rest),
)


def of_data(rows: Sequence[Data]) -> Iterator[Gap]:
    """The gaps of data that are reached."""
    for text, lacks in _OF_ROWS:
        for row in rows:
            if row.reach is not Reach.BESIDE and lacks(row):
                yield text, f"{row.vendor}/{row.id}", row.place


def of_clients(clients: Sequence[Client]) -> Iterator[Gap]:
    """The clients of whom nobody wrote down what keeps them apart."""
    for client in clients:
        if not client.segregation:
            yield "what keeps them apart", f"{client.id} at {client.vendor}", client.place


def of_incident(incident: Incident | None) -> Iterator[Gap]:
    """The gaps of an incident that is asked about."""
    if incident is None:
        return
    for key, text in (
        ("clients_affected", "which clients are affected"),
        ("exposed", "which data were exposed"),
    ):
        if key not in incident.record:
            yield text, incident.id, incident.place
    if not any(key.startswith("individuals") for key in incident.record):
        yield "how many people are affected", incident.id, incident.place
