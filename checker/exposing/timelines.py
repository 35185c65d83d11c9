"""Timelines: of each recorded incident who must tell whom until when, the worst first."""

from typing import Final

from checker.exposing.duties import existing
from checker.exposing.exposure import Duty, State
from checker.exposing.incidents import Incident, incidents
from checker.exposing.portfolio import Portfolio
from checker.graph.records import Place
from checker.record import NamedTuple
from checker.time.moments import parse_moment
from checker.values import CelError

_ORDER: Final = (State.LATE, State.OVERDUE, State.UNCLEAR, State.OPEN, State.SENT)


class Timeline(NamedTuple):
    """The obligations of one incident, the worst first.

    Attributes:
        detected: by the vendor; empty where that is not recorded, as is `status`.
        gaps: what is not recorded of other obligations, about whom, and where to record it.
    """

    vendor: str
    incident: str
    status: str
    detected: str
    place: Place
    duties: tuple[Duty, ...]
    gaps: tuple[tuple[str, str, Place], ...]


def timelines(portfolio: Portfolio) -> tuple[Timeline, ...]:
    """The incidents that had begun and that oblige somebody, or may."""
    found = [_timeline(portfolio, incident) for incident in incidents(portfolio)]
    return tuple(sorted((each for each in found if each.duties or each.gaps), key=_rank))


def _timeline(portfolio: Portfolio, incident: Incident) -> Timeline:
    told = existing(portfolio, incident, lambda _: True)
    times = incident.record.get("times", {})
    return Timeline(
        vendor=incident.vendor,
        incident=incident.id,
        status=str(incident.record.get("status", "")),
        detected=str(times.get("vendor_detected", "")),
        place=incident.place,
        duties=tuple(sorted(told.duties, key=lambda each: (_worst(each), each.due, each.terms))),
        gaps=tuple(told.gaps),
    )


def _worst(duty: Duty) -> int:
    return _ORDER.index(duty.state)


def _rank(timeline: Timeline) -> tuple[int, str, str, Place]:
    unclear = _ORDER.index(State.UNCLEAR)
    worst = min(map(_worst, timeline.duties), default=unclear)
    if timeline.gaps:
        worst = min(worst, unclear)
    return worst, timeline.vendor, timeline.incident, timeline.place


class Stretch(NamedTuple):
    """The place of a duty on a line from the detection to the last moment that is known.

    Attributes:
        due: thousandths of the line; None where that is not known, as is `sent`.
    """

    duty: Duty
    due: int | None
    sent: int | None


class Line(NamedTuple):
    """The duties of a timeline to scale, and where the moment of the report is on it."""

    stretches: tuple[Stretch, ...]
    now: int


def drawn(timeline: Timeline, as_of: str) -> Line:
    """The timeline to scale.

    Args:
        as_of: the moment of the report.
    """
    now = _instant(as_of) or 0
    ends = [(_instant(each.due), _instant(each.sent_at)) for each in timeline.duties]
    known = [now, *(each for pair in ends for each in pair if each is not None)]
    first = _instant(timeline.detected)
    first = min(known) if first is None else first
    length = max(max(known) - first, 1)

    def at(instant: int | None) -> int | None:
        return None if instant is None else min(max(instant - first, 0) * 1_000 // length, 1_000)

    pairs = zip(timeline.duties, ends, strict=True)
    return Line(
        tuple(Stretch(duty, at(due), at(sent)) for duty, (due, sent) in pairs), at(now) or 0
    )


def _instant(text: str) -> int | None:
    """The last nanosecond that a moment may mean."""
    try:
        return parse_moment(text).span.last if text else None
    except CelError:
        return None
