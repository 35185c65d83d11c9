"""Exposing: everything that a breach at one party reaches. `vendorgate exposure`."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from checker.errors import UsageError
from checker.exposing import unknown
from checker.exposing.clients import clients_of
from checker.exposing.data import data
from checker.exposing.duties import Told, arising, existing
from checker.exposing.exposure import (
    NOBODY,
    About,
    Client,
    Data,
    Duty,
    Exposure,
    People,
    Reach,
    Recorded,
    State,
    Target,
    Unknown,
)
from checker.exposing.incidents import Incident, incidents
from checker.exposing.people import people
from checker.exposing.portfolio import Portfolio
from checker.exposing.scope import Scope, scope
from checker.suggest import which
from checker.time.text import format_timestamp

_STATES = tuple(State)


def expose(about: About, portfolio: Portfolio, incident_id: str = "") -> Exposure:
    """The exposure to what is asked about, as of the moment of the portfolio.

    Args:
        incident_id: the recorded incident to tell of; empty for a breach that may come.

    Raises:
        UsageError: there is no such incident, or it does not concern what is asked about.
    """
    whole = scope(about, portfolio.graph)
    known = [each for each in incidents(portfolio) if each.vendor in whole.vendors]
    incident = _named(about, portfolio, known, incident_id) if incident_id else None
    if incident is not None:
        whole = _narrowed(whole, incident)
    rows = data(about, whole, portfolio, incident)
    clients = clients_of(about, whole, portfolio, incident, rows)
    by_vendor: dict[str, list[Data]] = {}
    for row in rows:
        by_vendor.setdefault(row.vendor, []).append(row)
    counts = [
        (vendor, _people(portfolio, vendor, by_vendor.get(vendor, ()), incident))
        for vendor in whole.vendors
        if any(portfolio.entries(vendor))
    ]
    concerns = _concerned(about, clients)
    related = [incident] if incident else [each for each in known if _related(about, each)]
    told = [existing(portfolio, each, concerns) for each in related]
    if incident is None:
        told += _arising(portfolio, dict(counts), concerns, related)
    return Exposure(
        about=about,
        as_of=format_timestamp(portfolio.as_of),
        incident=incident_id,
        recorded=tuple(
            Recorded(each.id, each.vendor, str(each.record.get("status", ""))) for each in known
        ),
        organisations=tuple(whole.organisations),
        clients=clients,
        data=rows,
        people=tuple(counts),
        total=sum((own for _, own in counts), NOBODY),
        duties=_sorted(told),
        unknown=_unknown(about, whole, portfolio, incident, (rows, clients, told)),
    )


def _named(
    about: About, portfolio: Portfolio, known: Sequence[Incident], incident_id: str
) -> Incident:
    for each in known:
        if each.id == incident_id:
            return each
    for each in incidents(portfolio):
        if each.id == incident_id:
            raise UsageError(
                f"the incident '{incident_id}' was at '{each.vendor}', which '{about.id}' does not"
                " reach",
                f"vendorgate exposure {each.vendor} --incident {incident_id}",
            )
    hint = which(incident_id, [each.id for each in known], "incidents")
    raise UsageError(f"there is no incident '{incident_id}'", hint)


def _narrowed(whole: Scope, incident: Incident) -> Scope:
    """The scope of one incident: the vendor where it was, and the path to it."""
    path = whole.vendors[incident.vendor]
    kept = [each for each in whole.organisations if each.id in path]
    return Scope(kept, {incident.vendor: path})


def _related(about: About, incident: Incident) -> bool:
    """Whether an incident that is not over is about what is asked about."""
    if not incident.is_open:
        return False
    match about.target:
        case Target.PARTY:
            return about.id in {incident.vendor, incident.root}
        case Target.CLIENT:
            return True
        case Target.CATEGORY:
            exposed = incident.record.get("exposed")
            return exposed is None or about.id in {record["category"] for record in exposed}


def _people(
    portfolio: Portfolio, vendor: str, rows: Sequence[Data], incident: Incident | None
) -> People:
    """The people of whom a vendor's data are reached, which are the rows."""
    if incident is not None and "exposed" in incident.record:
        rows = [row for row in rows if row.reach is not Reach.BESIDE]
    listed = any("data" in each.listed for each in portfolio.graph.counts.get(vendor, ()))
    return people(rows, incident, listed=listed)


def _concerned(about: About, clients: Sequence[Client]) -> Callable[[str], bool]:
    if about.target is Target.PARTY:
        return lambda _client: True
    ids = {each.id for each in clients}
    return lambda client: client in ids


def _arising(
    portfolio: Portfolio,
    counts: Mapping[str, People],
    concerns: Callable[[str], bool],
    related: Sequence[Incident],
) -> Iterator[Told]:
    """The obligations that would arise; one that a client would owe for several vendors is one.

    Args:
        related: incidents that are not over: whom they affect at their vendor has obligations.
    """
    affected = {
        (each.vendor, portfolio.graph.id_of(client))
        for each in related
        for client in each.record.get("clients_affected", ())
    }
    owed: dict[tuple[str, str, str, str], Duty] = {}
    for vendor, own in counts.items():

        def new(client: str, vendor: str = vendor) -> bool:
            return concerns(client) and (vendor, client) not in affected

        for entry, place in portfolio.entries(vendor):
            told = arising(portfolio, entry, place, own, new)
            for duty in told.duties:
                by_vendor = duty.vendor if duty.sender == duty.vendor else ""
                key = duty.client, duty.source, duty.to, by_vendor
                # At one vendor enough people may be affected, and at another not.
                if key not in owed or (duty.sure and not owed[key].sure):
                    owed[key] = duty
            yield Told([], told.gaps)
    yield Told([*owed.values()], [])


def _sorted(told: Sequence[Told]) -> tuple[Duty, ...]:
    duties = [duty for each in told for duty in each.duties]
    # What has no day comes last among its own.
    return tuple(
        sorted(
            duties,
            key=lambda duty: (
                *(_STATES.index(duty.state), duty.due or "~", duty.client, duty.vendor),
                *(duty.incident, duty.source, duty.to),
            ),
        )
    )


def _unknown(
    about: About,
    whole: Scope,
    portfolio: Portfolio,
    incident: Incident | None,
    answer: tuple[Sequence[Data], Sequence[Client], Sequence[Told]],
) -> tuple[Unknown, ...]:
    rows, clients, told = answer
    return unknown.unknown(
        chain(
            unknown.of_incident(incident),
            unknown.of_scope(about, whole, portfolio),
            unknown.of_ways(about, whole, portfolio),
            unknown.of_data(rows),
            unknown.of_clients(clients),
            *(each.gaps for each in told),
        )
    )
