"""The duty to send one notice, and the obligation that it is when records are read."""

from collections.abc import Mapping
from typing import Any, Final

from checker.facts.deadline import comes_before, held, plain, relieved
from checker.facts.incident import Incident
from checker.facts.recorded import (
    Path,
    Recorded,
    Truth,
    every,
    false,
    field,
    first_of,
    inverse,
    moment,
    some,
)
from checker.record import NamedTuple
from checker.time.calendars import Calendar
from checker.time.days import day_at
from checker.time.moments import Moment
from checker.time.periods import Unit, period_of
from checker.time.words import spread_in_words

WORDS: Final[Mapping[str, str]] = {
    "occurred_from": "its beginning",
    "occurred_to": "its end",
    "vendor_detected": "detection",
    "vendor_confirmed": "confirmation",
    "contained": "containment",
    "resolved": "its repair",
    "public_disclosed": "disclosure",
    "aware_at": "awareness",
    "classified_at": "classification",
    "materiality_determined_at": "the finding that it is material",
    "determined_at": "the finding that it occurred",
}
"""The moments that start clocks, as a sentence names them."""

_DERIVED: Final = (
    *("kind", "client", "rule", "source", "from", "to", "limit", "starts_with", "started_at"),
    *("owed", "due", "sent_at", "sent_in_time"),
)


class Obligation(NamedTuple):
    """One obligation.

    Attributes:
        place: of the affected client in the incident.
        fields: by name; what is not told has no value.
    """

    place: Path
    fields: Mapping[str, Recorded[Any]]

    @property
    def record(self) -> dict[str, Any]:
        """The obligation as policies see it."""
        return {
            name: recorded.value
            for name, recorded in self.fields.items()
            if recorded.value is not None
        }


class Duty(NamedTuple):
    """The duty to send one notice.

    Attributes:
        kind: `contract` or `regime`, and `rule`: the contract or the deadline that asks for it.
        source: of the rule, as a reader knows it.
        client: the affected one.
        sender: who owes the notice.
        to: whom it is for.
        notice: the name under which it is sent; empty where it needs none.
        limit: as `72 hours`.
        starts_with: the moment or the notice that starts the clock.
        start: when that was.
        owed: whether anything is.
    """

    kind: str
    rule: str
    source: Recorded[str]
    client: str
    sender: Recorded[str]
    to: str
    notice: str
    limit: Recorded[str]
    starts_with: Recorded[str]
    start: Recorded[Moment]
    relief: bool
    may_be_held: bool
    owed: Truth


def obligation(
    incident: Incident, duty: Duty, place: Path, more: Mapping[str, Recorded[Any]]
) -> Obligation:
    """A duty, worked out from the records of an incident.

    Args:
        place: of the affected client.
        more: fields besides those of every obligation.
    """
    hold = incident.held_until() if duty.may_be_held else Recorded(None, ())
    due = _due(duty, hold, incident)
    sent_at, sent_in_time = _sent(duty, due, incident)
    own = f"{incident.id.value}/{duty.client}/{duty.rule}"
    fields: dict[str, Recorded[Any]] = {
        **named(incident, own, place),
        "client": Recorded(duty.client, (place,)),
        "kind": Recorded(duty.kind, duty.source.places),
        "rule": Recorded(duty.rule, duty.source.places),
        "source": duty.source,
        "from": duty.sender,
        "to": Recorded(duty.to, duty.source.places),
        "notice": Recorded(duty.notice or None, duty.source.places),
        "limit": duty.limit,
        "starts_with": duty.starts_with,
        "started_at": _text(duty.start),
        "owed": duty.owed,
        "due": _text(due),
        "held_until": _text(hold),
        "sent_at": _text(sent_at),
        "sent_in_time": sent_in_time,
        "late_by": _late_by(due, sent_at, duty.limit, incident.around.calendar),
        "terms": _terms(duty, place),
        **more,
    }
    return Obligation(place, fields)


def untold(
    incident: Incident,
    *rest: str,
    place: Path,
    text: str,
    gaps: tuple[Path, ...],
    more: Mapping[str, Recorded[Any]],
) -> Obligation:
    """The obligation that stands for those of which a missing record does not tell.

    Args:
        rest: its id, after that of the incident.
        text: what is not recorded.
        gaps: the places to record it.
        more: the fields that are told.
    """
    own = "/".join((str(incident.id.value), *rest))
    gap: Recorded[Any] = Recorded(None, gaps)
    told = {**named(incident, own, place), "terms": Recorded(text, (place,)), **more}
    return Obligation(place, {**dict.fromkeys(_DERIVED, gap), **told})


def named(incident: Incident, own: str, place: Path) -> dict[str, Recorded[Any]]:
    """The fields that every obligation of an incident has."""
    return {
        "id": Recorded(own, (place,)),
        "vendor": incident.vendor_id,
        "incident": incident.id,
        "status": incident.status,
    }


def _due(duty: Duty, hold: Recorded[Moment], incident: Incident) -> Recorded[Moment]:
    calendar = incident.around.calendar
    due = plain(duty.start, duty.limit, calendar)
    return held(relieved(due, calendar) if duty.relief else due, hold)


def _sent(duty: Duty, due: Recorded[Moment], incident: Incident) -> tuple[Recorded[Moment], Truth]:
    """The moment at which the notice was sent first, and whether one was sent in time."""
    where = incident.notices.places
    if incident.notices.value is None:
        return Recorded(None, where), Recorded(None, where)
    moments: list[Recorded[Moment]] = []
    answers: list[Truth] = []
    sender = duty.sender.value or ""
    for entry, matches in incident.sent(duty.client, sender, duty.to, duty.notice):
        sent = moment(field(*entry, "sent_at"), incident.around.calendar)
        if matches.value:
            moments.append(sent)
        answers.append(every((matches, inverse(comes_before(due, sent)))))
    told = [recorded for recorded in moments if recorded.value is not None]
    first = first_of(told, where[0]) if told else Recorded(None, where)
    if not answers:
        return first, false(*where, *due.places)
    return first, some(answers)


def _late_by(
    due: Recorded[Moment], sent: Recorded[Moment], limit: Recorded[str], calendar: Calendar
) -> Recorded[str]:
    """The time by which a notice was surely late; in days where the limit is in days."""
    places = (*sent.places, *due.places)
    if due.value is None or sent.value is None or limit.value is None:
        return Recorded(None, places)
    ended, began = sent.value.span, due.value.span
    if ended.first <= began.last:
        return Recorded(None, places)
    if period_of(limit.value).unit is not Unit.TIME and calendar.zone is not None:
        first = day_at(ended.first, calendar.zone) - day_at(began.last, calendar.zone)
        last = day_at(ended.last, calendar.zone) - day_at(began.first, calendar.zone)
        return Recorded(f"{first} d" if first == last else f"{first} to {last} d", places)
    return Recorded(spread_in_words(ended.first - began.last, ended.last - began.first), places)


def _text(recorded: Recorded[Moment]) -> Recorded[str]:
    value = recorded.value
    return Recorded(None if value is None else value.text, recorded.places)


def _terms(duty: Duty, place: Path) -> Recorded[str]:
    """The duty in one line, the client first: `lab-cyan: 48 hours from detection (QF-1)`."""
    limit = duty.limit.value or "hours not recorded,"
    name = duty.starts_with.value
    start = "a start that is not recorded" if name is None else WORDS.get(name, f"notice {name}")
    return Recorded(f"{duty.client}: {limit} from {start} ({duty.source.value})", (place,))
