"""The deadline of an obligation: from its start and its limit, with relief and silence."""

from collections.abc import Sequence

from checker.facts.recorded import Path, Recorded, Truth, last_of, true
from checker.time import deadlines
from checker.time.calendars import Calendar
from checker.time.days import EAST, WEST, Span
from checker.time.moments import Moment, format_span, parse_moment
from checker.time.periods import period_of
from checker.values import CelError, Missing

CALENDAR: Path = ("calendar",)


def plain(start: Recorded[Moment], limit: Recorded[str], calendar: Calendar) -> Recorded[Moment]:
    """The last instant that is in time: the start and the limit, and nothing else."""
    gaps = [place for each in (start, limit) if each.value is None for place in each.places]
    if start.value is None or limit.value is None:
        return Recorded(None, tuple(gaps))
    places = (*start.places, *limit.places)
    try:
        span = deadlines.deadline(start.value, period_of(limit.value), calendar)
    except (Missing, CelError):
        return Recorded(None, ((*CALENDAR, "holidays"), *places))
    return Recorded(parse_moment(format_span(span)), places)


def relieved(due: Recorded[Moment], calendar: Calendar) -> Recorded[Moment]:
    """A deadline, moved to noon of the next business day where it falls on none."""
    if due.value is None:
        return due
    try:
        span = deadlines.relief(due.value, calendar)
    except (Missing, CelError):
        lacking = "holidays" if calendar.zone is not None else "zone"
        return Recorded(None, ((*CALENDAR, lacking), *due.places))
    if span == due.value.span:
        return due
    return Recorded(parse_moment(format_span(span)), (*due.places, CALENDAR))


def held(due: Recorded[Moment], until: Recorded[Moment]) -> Recorded[Moment]:
    """A deadline that does not end before the silence does that law enforcement asked for."""
    return due if until.value is None else last_of((due, until), due.places[0])


def ending(day: Recorded[Moment], calendar: Calendar) -> Recorded[Moment]:
    """The end of a day that somebody wrote down."""
    if day.value is None:
        return day
    return Recorded(parse_moment(format_span(deadlines.ending(day.value, calendar))), day.places)


def in_force(start: Recorded[Moment], first: str, last: str, calendar: Calendar) -> Truth:
    """Whether a law was in force when a clock started.

    Args:
        first: its first day, and `last` its last one; empty for no limit.
    """
    if start.value is None:
        # Without a start there is no deadline: that is what is missing, and no doubt of the law.
        return true(*start.places)
    slack = EAST - WEST if calendar.zone is None else 0
    answers: list[bool | None] = []
    if first:
        begins = parse_moment(first, calendar.zone).span.first
        answers.append(_since(start.value.span, Span(begins, begins + slack)))
    if last:
        ends = parse_moment(last, calendar.zone).span.last
        over = _since(start.value.span, Span(ends - slack + 1, ends + 1))
        answers.append(None if over is None else not over)
    return Recorded(_all(answers), start.places)


def _since(start: Span, begins: Span) -> bool | None:
    """Whether something started when, or after, something else had begun."""
    if start.first >= begins.last:
        return True
    return False if start.last < begins.first else None


def _all(answers: Sequence[bool | None]) -> bool | None:
    if False in answers:
        return False
    return None if None in answers else True


def comes_before(one: Recorded[Moment], other: Recorded[Moment]) -> Truth:
    """Whether a moment surely came before another; not told where both orders are possible."""
    if one.value is None or other.value is None:
        return Recorded(
            None,
            tuple(
                p for recorded in (one, other) if recorded.value is None for p in recorded.places
            ),
        )
    places = (*other.places, *one.places)
    first, second = one.value.span, other.value.span
    if first.last < second.first:
        return true(*places)
    return Recorded(False if first.first >= second.last else None, places)
