"""Instants and durations as text: strict RFC 3339 and CEL durations, read and written exactly."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from checker.shorten import shorten
from checker.time import limits
from checker.time.civil import date_of, day_number, is_date
from checker.values import CelError, Duration, Timestamp

SECOND: Final = 10**9
MINUTE: Final = 60 * SECOND
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR

_TIMESTAMP: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt]"
    r"([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{1,9}))?"
    r"(?:[Zz]|([+-])([0-9]{2}):([0-9]{2}))"
)
_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
# Possessive quantifiers: nothing is tried twice, so that the time is linear in the text.
_PART: Final = r"([0-9]*+)(?:\.([0-9]*+))?+(h|ms|m|s|us|ns)"
_UNITS: Final[Mapping[str, int]] = {
    "h": HOUR,
    "m": MINUTE,
    "s": SECOND,
    "ms": 10**6,
    "us": 10**3,
    "ns": 1,
}
_REMEMBERED: Final = 256
_DIGITS: Final = 19  # more significant digits than any duration in nanoseconds has


def parse_timestamp(text: str) -> Timestamp:
    """The instant that an RFC 3339 text names; the offset is required, a leap second is refused.

    Raises:
        CelError: the text is no such instant, or not one of the years 1 to 9999 in UTC.
    """
    match = _TIMESTAMP.fullmatch(text)
    if match is None:
        raise _no_timestamp(text, "expected RFC 3339, as in '2024-03-01T12:00:00Z'")
    year, month, day, hour, minute, second = map(int, match.group(1, 2, 3, 4, 5, 6))
    fraction, sign, offset_hour, offset_minute = match.group(7, 8, 9, 10)
    if not is_date(year, month, day):
        raise _no_timestamp(text, "the calendar has no such day")
    if hour > 23 or minute > 59 or second > 59:
        raise _no_timestamp(text, "the clock has no such time")
    nanoseconds = day_number(year, month, day) * DAY
    nanoseconds += hour * HOUR + minute * MINUTE + second * SECOND
    if fraction is not None:
        nanoseconds += int(fraction.ljust(9, "0"))
    if sign is not None:
        if int(offset_hour) > 23 or int(offset_minute) > 59:
            raise _no_timestamp(text, "no offset is that far from UTC")
        offset = int(offset_hour) * HOUR + int(offset_minute) * MINUTE
        nanoseconds += -offset if sign == "+" else offset
    if not limits.TIMESTAMP_MIN <= nanoseconds <= limits.TIMESTAMP_MAX:
        raise _no_timestamp(text, "out of range: the years are 0001 to 9999, in UTC")
    return Timestamp(nanoseconds)


def _no_timestamp(text: str, why: str) -> CelError:
    return CelError(f"not a timestamp: '{shorten(text)}' ({why})")


def parse_day(text: str) -> int | None:
    """The day that a text `YYYY-MM-DD` names, counted from 1970-01-01; None if it is no such text.

    Raises:
        CelError: the text has that form and the calendar has no such day.
    """
    match = _DATE.fullmatch(text) if len(text) == 10 else None
    if match is None:
        return None
    year, month, day = map(int, match.groups())
    if year == 0 or not is_date(year, month, day):
        raise CelError(f"not a date: '{text}' (the calendar has no such day)")
    return day_number(year, month, day)


def format_day(day: int) -> str:
    """A day, counted from 1970-01-01, as `YYYY-MM-DD`."""
    year, month, number = date_of(day)
    return f"{year:04}-{month:02}-{number:02}"


def parse_duration(text: str) -> Duration:
    """The length of time that a text like `1h30m`, `1.5s` or `-3h` names.

    A sign, then numbers each with a unit out of `h m s ms us ns` in any order; `0` needs none.
    What is smaller than a nanosecond is cut off, in each number.

    Raises:
        CelError: the text is no duration, or one too long.
    """
    position = 1 if text[:1] in ("+", "-") else 0
    if text[position:] == "0":
        return Duration(0)
    part = re.compile(_PART)
    total = 0
    while True:
        match = part.match(text, position)
        if match is None or not (match[1] or match[2]):
            expected = "expected numbers with units out of h, m, s, ms, us, ns, as in '1h30m'"
            raise CelError(f"not a duration: '{shorten(text)}' ({expected})")
        whole, fraction, unit = match[1].lstrip("0"), match[2] or "", _UNITS[match[3]]
        if len(whole) > _DIGITS:
            raise _too_long(text)
        total += int(whole or "0") * unit
        fraction = fraction[:_DIGITS]
        total += int(fraction or "0") * unit // 10 ** len(fraction)
        position = match.end()
        if position == len(text):
            break
    if total > limits.DURATION_MAX:
        raise _too_long(text)
    return Duration(-total if text[0] == "-" else total)


def _too_long(text: str) -> CelError:
    return CelError(f"not a duration: '{shorten(text)}' (out of range: too long)")


def format_timestamp(value: Timestamp) -> str:
    """RFC 3339 in UTC, with 0, 3, 6 or 9 fractional digits (protobuf's JSON, as cel-cpp)."""
    return _timestamp(value.nanoseconds)


@lru_cache(_REMEMBERED)
def _timestamp(nanoseconds: int) -> str:
    seconds, fraction = divmod(nanoseconds, SECOND)
    days, second_of_day = divmod(seconds, 86_400)
    minute_of_day, second = divmod(second_of_day, 60)
    hour, minute = divmod(minute_of_day, 60)
    time = f"{hour:02}:{minute:02}:{second:02}{_fraction(fraction)}"
    return f"{format_day(days)}T{time}Z"


def format_duration(value: Duration) -> str:
    """Seconds, with 0, 3, 6 or 9 fractional digits (protobuf's JSON, as cel-cpp)."""
    seconds, fraction = divmod(abs(value.nanoseconds), SECOND)
    sign = "-" if value.nanoseconds < 0 else ""
    return f"{sign}{seconds}{_fraction(fraction)}s"


def _fraction(nanoseconds: int) -> str:
    if not nanoseconds:
        return ""
    digits = f"{nanoseconds:09}"
    while digits.endswith("000"):
        digits = digits[:-3]
    return "." + digits
