"""Statutes: what the regimes ask of a client that is affected by an incident."""

from collections.abc import Iterator
from typing import Any

from checker.facts.deadline import plain
from checker.facts.duty import Duty, Obligation, obligation, untold
from checker.facts.incident import Incident
from checker.facts.people import more
from checker.facts.recorded import Path, Recorded, Truth, every, inverse
from checker.facts.regime import Deadline, Regime, Regimes
from checker.record import NamedTuple
from checker.time.moments import Moment


class _Clock(NamedTuple):
    """The clock of a deadline.

    Attributes:
        start: when it started.
        started: whether it has, under a law in force.
        listed: where the client's regime is listed.
    """

    start: Recorded[Moment]
    started: Truth
    listed: Path


def by_regime(
    incident: Incident, client: str, place: Path, regimes: Regimes
) -> Iterator[Obligation]:
    """The obligations under the regimes that a client reports under, one for each deadline."""
    under = incident.around.reports_under(client)
    if under.value is None:
        told = {"kind": Recorded("regime", (place,)), "client": Recorded(client, (place,))}
        text = f"{client}: the regimes that it reports under are not recorded"
        yield untold(
            incident,
            client,
            "reports-under",
            place=place,
            text=text,
            gaps=under.places,
            more=told,
        )
        return
    listed: dict[str, tuple[Regime, Deadline, Path]] = {}
    for index, name in enumerate(under.value):
        if name in regimes:
            for deadline in regimes[name].deadlines:
                where = (*under.places[0], index)
                # Two regimes may share a deadline: it is owed once.
                listed.setdefault(deadline.id, (regimes[name], deadline, where))
    for regime, deadline, where in listed.values():
        start, started = incident.start(client, deadline)
        in_force = incident.in_force(deadline, start)
        if deadline.limit and in_force.value is not False:
            clock = _Clock(start, every((started, in_force)), where)
            yield _deadline(incident, (client, place), regime, deadline, clock)


def _deadline(
    incident: Incident,
    affected: tuple[str, Path],
    regime: Regime,
    deadline: Deadline,
    clock: _Clock,
) -> Obligation:
    client, place = affected
    start, started, listed = clock
    limit = Recorded(deadline.limit, (listed,))
    due = plain(start, limit, incident.around.calendar)
    exempt = incident.not_reportable(client, regime)
    owed = every(
        (
            inverse(exempt),
            started,
            inverse(incident.void(client, deadline, due)),
            more(incident.record, incident.path, deadline.people),
        )
    )
    duty = Duty(
        kind="regime",
        rule=deadline.id,
        source=Recorded(deadline.source, (listed,)),
        client=client,
        sender=Recorded(client, (place,)) if deadline.sender == "client" else incident.vendor_id,
        to=deadline.to,
        notice=deadline.notice,
        limit=limit,
        starts_with=Recorded(deadline.starts_with, (listed,)),
        start=start,
        relief=deadline.relief,
        may_be_held=deadline.may_be_held,
        owed=owed,
    )
    also: dict[str, Recorded[Any]] = {
        "regime": Recorded(regime.id, (listed,)),
        "not_reportable": exempt,
    }
    return obligation(incident, duty, place, also)
