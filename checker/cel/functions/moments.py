"""Moments as an inventory records them: instants, and days of which the hour is not known.

A vendor writes `2024-03-01` and does not say where: somewhere on Earth it is that day from
00:00+14:00 to 24:00-12:00. A deadline of hours, measured on days, has an answer only where every
instant of that band gives the same one.
"""

from typing import Final, NamedTuple

from checker.cel.functions.declare import Functions
from checker.cel.times import DAY, HOUR, format_duration, parse_day, parse_timestamp
from checker.cel.types import BOOL, DURATION, STRING, TIMESTAMP
from checker.cel.values import Duration, Missing, Timestamp

DECLARED: Final = Functions()

_EAST: Final = 14 * HOUR
_WEST: Final = 12 * HOUR


class _Band(NamedTuple):
    """The first and the last nanosecond at which it may have been."""

    first: int
    last: int


def _band(moment: str) -> _Band:
    day = parse_day(moment)
    if day is None:
        instant = parse_timestamp(moment).nanoseconds
        return _Band(instant, instant)
    return _Band(day * DAY - _EAST, (day + 1) * DAY + _WEST - 1)


@DECLARED.function("within", "within_string_string_duration", (STRING, STRING, DURATION), BOOL)
def within(start: str, end: str, limit: Duration) -> bool:
    """Whether the end came no later than the limit after the start; an end before it did.

    Both are moments: an RFC 3339 instant, or a day `YYYY-MM-DD` anywhere on Earth. If some hours
    of the days would make it true and others false, the evidence is missing.

    within(string, string, duration) -> bool

        within("2024-03-01T12:00:00Z", "2024-03-04T12:00:00Z", duration("72h"))  // true
        within("2024-03-01T12:00:00Z", "2024-03-04T12:00:01Z", duration("72h"))  // false
        within("2024-03-01", "2024-03-02", duration("96h"))  // true
        within("2024-03-01", "2024-03-09", duration("72h"))  // false
        within("2024-03-01", "2024-03-04", duration("72h"))  // missing
        within("2024-03-01", "2024-02-01T00:00:00Z", duration("1h"))  // true
        within("1 March", "2024-03-04", duration("72h"))  // error
    """
    started, ended = _band(start), _band(end)
    if ended.last <= started.first + limit.nanoseconds:
        return True
    if ended.first > started.last + limit.nanoseconds:
        return False
    raise Missing(
        f"whether '{end}' is within {format_duration(limit)} of '{start}':"
        " dates are too coarse to tell (instants were expected)"
    )


@DECLARED.function("instant", "instant_string", (STRING,), TIMESTAMP)
def instant(moment: str) -> Timestamp:
    """The instant that a moment records; a day alone does not record one.

    instant(string) -> timestamp

        instant("2024-03-01T12:00:00Z") == timestamp("2024-03-01T12:00:00Z")  // true
        instant("2024-03-01")  // missing
        instant("2024-02-30")  // error
        instant("now")  // error
    """
    if parse_day(moment) is not None:
        raise Missing(f"the time of day of '{moment}' (an instant was expected)")
    return parse_timestamp(moment)
