"""Deadlines: until when there is time, whether it was kept, and whether it has passed.

A limit is a duration or a text in the words of laws and contracts: `72 hours`, `30 days`,
`1 month`, `4 business days`. The last argument is the inventory's calendar: in its zone a day is a
day, and on its holidays nobody works. Without one a day is that day anywhere on Earth.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from checker.cel.functions.declare import Functions
from checker.cel.functions.moments import (
    CALENDAR,
    UNDECLARED,
    cannot_tell,
    cost_of_calendar,
    spoken,
)
from checker.cel.traits import PARTIAL, Direction, Format, Gap, Meaning
from checker.cel.types import BOOL, DURATION, STRING, TIMESTAMP, Type
from checker.time.calendars import Calendar, calendar_of
from checker.time.days import Span
from checker.time.deadlines import deadline, ending, relief
from checker.time.moments import format_span, parse_moment
from checker.time.periods import MOST_BUSINESS_DAYS, period_of
from checker.values import Duration, Missing, Timestamp

DECLARED: Final = Functions()

_REMEMBERED: Final = 4_096
_START: Final[tuple[Type, ...]] = (STRING,)
_PAIR: Final[tuple[Type, ...]] = (STRING, STRING)


@lru_cache(_REMEMBERED)
def _last(start: str, limit: str | Duration, calendar: Calendar) -> Span:
    """The deadline, known by texts: these are quicker to look up than moments."""
    return deadline(parse_moment(start, calendar.zone), period_of(limit), calendar)


@lru_cache(_REMEMBERED)
def _end(deadline: str, calendar: Calendar) -> Span:
    return ending(parse_moment(deadline, calendar.zone), calendar)


def _cost(*values: Any) -> int:
    """That of reading the calendar, and of counting the days of a limit in words."""
    counted = MOST_BUSINESS_DAYS // 4 if isinstance(values[-2], str) else 0
    return cost_of_calendar(*values) + counted


_VAGUE: Final = PARTIAL._replace(gap=Gap.VAGUE, formats={0: Format.MOMENT})
_VAGUE_PERIOD: Final = _VAGUE._replace(formats={0: Format.MOMENT, 1: Format.PERIOD})
_DUE: Final = _VAGUE._replace(meaning=Meaning.DUE)
_DUE_PERIOD: Final = _VAGUE_PERIOD._replace(meaning=Meaning.DUE)
_WITHIN: Final = PARTIAL._replace(
    meaning=Meaning.WITHIN,
    gap=Gap.VAGUE,
    monotone={1: Direction.FALLING, 2: Direction.RISING},
    formats={0: Format.MOMENT, 1: Format.MOMENT},
)
_WITHIN_PERIOD: Final = _WITHIN._replace(formats={**_WITHIN.formats, 2: Format.PERIOD})
_OVERDUE: Final = _VAGUE._replace(monotone={0: Direction.FALLING, 1: Direction.RISING})


@DECLARED.function("due", "due_string_duration", (*_START, DURATION), STRING, _DUE)
@DECLARED.function("due", "due_string_string", (*_START, STRING), STRING, _DUE_PERIOD)
@DECLARED.function(
    "due", "due_string_duration_map", (*_START, DURATION, CALENDAR), STRING, _DUE, cost=_cost
)
@DECLARED.function(
    "due", "due_string_string_map", (*_START, STRING, CALENDAR), STRING, _DUE_PERIOD, cost=_cost
)
def due(start: str, limit: str | Duration, calendar: Mapping[str, Any] = UNDECLARED) -> str:
    """The last instant that is in time, in UTC; a span of two where the start is not exact.

    Hours run on the clock. Days, months and business days end with their last day; the day of the
    start is not counted. A month ends on the day of the same number, or on its last.

    due(string, duration) -> string
    due(string, string) -> string
    due(string, duration, map(string, dyn)) -> string
    due(string, string, map(string, dyn)) -> string

        due("2024-03-01T12:00:00Z", "72 hours")  // "2024-03-04T12:00:00Z"
        due("2024-03-01T12:00:00Z", duration("72h"))  // "2024-03-04T12:00:00Z"
        due("2024-03-01", "1 hour", {"zone": "UTC"})  // "2024-03-01T01:00:00Z/2024-03-02T00:59:59.999999999Z"
        due("2024-03-01", duration("1h"), {"zone": "UTC"})  // "2024-03-01T01:00:00Z/2024-03-02T00:59:59.999999999Z"
        due("2024-01-31", "1 month", {"zone": "UTC"})  // "2024-02-29T23:59:59.999999999Z"
        due("2024-03-01T22:00:00Z", "30 days", {"zone": "Europe/Berlin"})  // "2024-03-31T21:59:59.999999999Z"
        due("2024-03-28", "2 business days", {"zone": "UTC", "holidays": ["2024-03-29"]})  // "2024-04-02T23:59:59.999999999Z"
        due("2024-03-28", "2 business days", {"zone": "UTC"})  // missing
        due("2024-12-30", "4 business days", {"zone": "UTC", "holidays": ["2024-12-25"]})  // missing
        due("2024-03-28", "2 workdays")  // error
        due("2024-03-28", duration("-3h"))  // error
    """  # noqa: E501
    return format_span(_last(start, limit, calendar_of(calendar)))


@DECLARED.function(
    "relieved", "relieved_string_map", (STRING, CALENDAR), STRING, _VAGUE, cost=_cost
)
def relieved(deadline: str, calendar: Mapping[str, Any]) -> str:
    """A deadline, moved to noon of the next business day where it falls on none.

    Source: Delegated Regulation (EU) 2025/301, article 5(4); article 5(5) says who may not.

    relieved(string, map(string, dyn)) -> string

        relieved("2024-03-02T08:00:00Z", {"zone": "UTC", "holidays": []})  // "2024-03-04T12:00:00Z"
        relieved("2024-03-04T08:00:00Z", {"zone": "UTC", "holidays": []})  // "2024-03-04T08:00:00Z"
        relieved("2024-03-29T08:00:00Z", {"zone": "UTC", "holidays": ["2024-03-29"]})  // "2024-04-01T12:00:00Z"
        relieved("2024-03-02T08:00:00Z", {"holidays": []})  // missing
    """  # noqa: E501
    ours = calendar_of(calendar)
    return format_span(relief(parse_moment(deadline, ours.zone), ours))


@DECLARED.function("within", "within_string_string_duration", (*_PAIR, DURATION), BOOL, _WITHIN)
@DECLARED.function("within", "within_string_string_string", (*_PAIR, STRING), BOOL, _WITHIN_PERIOD)
@DECLARED.function(
    "within",
    "within_string_string_duration_map",
    (*_PAIR, DURATION, CALENDAR),
    BOOL,
    _WITHIN,
    cost=_cost,
)
@DECLARED.function(
    "within",
    "within_string_string_string_map",
    (*_PAIR, STRING, CALENDAR),
    BOOL,
    _WITHIN_PERIOD,
    cost=_cost,
)
def within(
    start: str, end: str, limit: str | Duration, calendar: Mapping[str, Any] = UNDECLARED
) -> bool:
    """Return whether the end came no later than the limit after the start; an end before it did.

    If some of the instants that the two may mean are in time and others late, the evidence is
    missing.

    within(string, string, duration) -> bool
    within(string, string, string) -> bool
    within(string, string, duration, map(string, dyn)) -> bool
    within(string, string, string, map(string, dyn)) -> bool

        within("2024-03-01T12:00:00Z", "2024-03-04T12:00:00Z", duration("72h"))  // true
        within("2024-03-01T12:00:00Z", "2024-03-04T12:00:01Z", "72 hours")  // false
        within("2024-03-01", "2024-03-02", duration("96h"))  // true
        within("2024-03-01", "2024-03-09", duration("72h"))  // false
        within("2024-03-01", "2024-03-04", duration("72h"))  // missing
        within("2024-03-01", "2024-03-04", "3 days")  // missing
        within("2024-03-01", "2024-03-04", "3 days", {"zone": "Europe/Berlin"})  // true
        within("2024-03-01", "2024-03-05", "4 business days", {"zone": "UTC"})  // true
        within("2024-03-01", "2024-03-09", "4 business days", {"zone": "UTC"})  // missing
        within("2024-03-01", "2024-03-04", duration("96h"), {"zone": "Europe/Berlin"})  // true
        within("2024-03-01", "2024-02-01T00:00:00Z", duration("1h"))  // true
        within("1 March", "2024-03-04", duration("72h"))  // error
    """
    ours = calendar_of(calendar)
    ended = parse_moment(end, ours.zone)
    try:
        last = _last(start, limit, ours)
    except Missing:
        # Holidays only give more time, so that without them the end is in time, too.
        if ended.span.last <= _last(start, limit, ours.without_gaps()).first:
            return True
        raise
    if ended.span.last <= last.first:
        return True
    if ended.span.first > last.last:
        return False
    began, period = parse_moment(start, ours.zone), period_of(limit)
    raise cannot_tell(f"whether {{1}} is within {period.text} of {{0}}", began, ended)


@DECLARED.function("overdue", "overdue_string_timestamp", (STRING, TIMESTAMP), BOOL, _OVERDUE)
@DECLARED.function(
    "overdue",
    "overdue_string_timestamp_map",
    (STRING, TIMESTAMP, CALENDAR),
    BOOL,
    _OVERDUE,
    cost=cost_of_calendar,
)
def overdue(deadline: str, now: Timestamp, calendar: Mapping[str, Any] = UNDECLARED) -> bool:
    """Whether a deadline has passed: at the deadline the clock still runs. A day passes at its end.

    overdue(string, timestamp) -> bool
    overdue(string, timestamp, map(string, dyn)) -> bool

        overdue("2024-03-04T12:00:00Z", timestamp("2024-03-04T12:00:00Z"))  // false
        overdue("2024-03-04T12:00:00Z", timestamp("2024-03-04T12:00:01Z"))  // true
        overdue("2024-03-04", timestamp("2024-03-04T20:00:00Z"))  // missing
        overdue("2024-03-04", timestamp("2024-03-04T20:00:00Z"), {"zone": "UTC"})  // false
    """
    ours = calendar_of(calendar)
    last = _end(deadline, ours)
    if now.nanoseconds <= last.first:
        return False
    if now.nanoseconds > last.last:
        return True
    moment = parse_moment(deadline, ours.zone)
    if ours.zone is None and moment.days is not None:
        known = f"it is {moment.precision.value}, and calendar.zone would say where it ends"
        raise Missing(f"whether {spoken(moment)} has passed cannot be told: {known}")
    raise cannot_tell("whether {} has passed", moment, zone=ours.zone)
