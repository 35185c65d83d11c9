"""Obligations of incidents: a timeline for each, which a table beside it says in words."""

from collections.abc import Mapping, Sequence
from typing import Final

from checker.exposing.exposure import Duty, State
from checker.exposing.timelines import Line, Timeline, drawn
from checker.formats.exposure_parts import state, terms, when
from checker.record import NamedTuple

SHOWN: Final = 20
"""Incidents that are told, the worst first: of more, `vendorgate exposure` tells each."""

STEP: Final = 14
"""The height of a duty in a drawing."""

_KINDS: Final[Mapping[State, str]] = {
    State.LATE: "fail",
    State.OVERDUE: "fail",
    State.UNCLEAR: "unknown",
    State.OPEN: "waived",
    State.SENT: "pass",
}


class Row(NamedTuple):
    """A duty in words."""

    state: str
    alarm: bool
    due: str
    who: str
    terms: str
    sent: str


class Told(NamedTuple):
    """An incident, its duties in words and to scale, and what is not recorded of others."""

    timeline: Timeline
    detected: str
    rows: Sequence[Row]
    line: Line
    kinds: Sequence[str]


class Duties(NamedTuple):
    """The incidents that are told, and how many are not."""

    told: Sequence[Told]
    others: int
    step: int = STEP


def duties(timelines: Sequence[Timeline], as_of: str) -> Duties:
    """The part of a page that tells who must tell whom.

    Args:
        timelines: the worst first.
        as_of: the moment of the report.
    """
    told = [_told(each, as_of) for each in timelines[:SHOWN]]
    return Duties(told, max(len(timelines) - SHOWN, 0))


def _told(timeline: Timeline, as_of: str) -> Told:
    return Told(
        timeline,
        when(timeline.detected),
        [_row(each) for each in timeline.duties],
        drawn(timeline, as_of),
        [_KINDS.get(each.state, "skip") for each in timeline.duties],
    )


def _row(duty: Duty) -> Row:
    return Row(
        state(duty),
        duty.state in {State.LATE, State.OVERDUE},
        when(duty.due) or "?",
        f"{duty.sender} to {duty.client if duty.to == 'client' else duty.to}",
        terms(duty),
        when(duty.sent_at) or "not sent",
    )
