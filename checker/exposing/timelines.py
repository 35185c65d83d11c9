"""Timelines: of each recorded incident who must tell whom until when, the worst first."""

from typing import Final

from checker.exposing.duties import existing
from checker.exposing.exposure import Duty, State
from checker.exposing.incidents import Incident, incidents
from checker.exposing.portfolio import Portfolio
from checker.graph.records import Place
from checker.record import NamedTuple

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
