"""Moments as an inventory records them: as exact as they are known, and no more.

A vendor writes `2024-03-01` and does not say where: somewhere on Earth it is that day from
00:00+14:00 to 24:00-12:00. So a moment is a span of instants, and a question about moments has an
answer only where every instant of their spans gives the same one.
"""

import re
from enum import Enum
from functools import lru_cache
from typing import Final

from checker.record import NamedTuple
from checker.shorten import shorten
from checker.time.civil import day_number, days_in_month
from checker.time.days import Span, days_of
from checker.time.limits import TIMESTAMP_MAX, TIMESTAMP_MIN
from checker.time.text import format_timestamp, parse_day, parse_timestamp
from checker.values import CelError, Timestamp

_REMEMBERED: Final = 65_536
_MONTH: Final = r"([0-9]{4})-([0-9]{2})"
_YEAR: Final = r"([0-9]{4})"


class Precision(Enum):
    """The precision of a moment, by its name."""

    INSTANT = "an instant"
    DAY = "a day"
    MONTH = "a month"
    YEAR = "a year"
    SPAN = "a span"


_PRECISIONS: Final = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}
"""The precision of what names days, by the length of its text; anything else is a span."""


class Moment(NamedTuple):
    """A moment as it was written, and all that it may mean.

    Attributes:
        text: as written.
        precision: what was written.
        span: the first and the last nanosecond at which it may have been.
        days: the first and the last day (from 1970-01-01) that it names; None if it names none.
    """

    text: str
    precision: Precision
    span: Span
    days: tuple[int, int] | None = None


@lru_cache(_REMEMBERED)
def parse_moment(text: str, zone: str | None = None) -> Moment:
    """The moment that a text records: `2031-03-27T08:00:00Z`, `2031-03-27`, `2031-03`, `2031`.

    A span is two days, months or years with a `/` between, `2031-03-20/2031-03-27`, or, as a
    function of deadlines answers it, two instants.

    Args:
        text: the moment.
        zone: where its day was a day; None is anywhere on Earth.

    Raises:
        CelError: the text is no moment, or there is no such zone.
    """
    days = parse_days(text)
    if days is not None:
        precision = _PRECISIONS.get(len(text), Precision.SPAN)
        return Moment(text, precision, days_of(*days, zone), days)
    ends = text.split("/")
    if len(ends) == 2:
        first, last = (parse_timestamp(end).nanoseconds for end in ends)
        if last < first:
            raise CelError(f"not a span: '{shorten(text)}' (it ends before it begins)")
        return Moment(text, Precision.SPAN, Span(first, last))
    instant = parse_timestamp(text).nanoseconds
    return Moment(text, Precision.INSTANT, Span(instant, instant))


def parse_days(text: str) -> tuple[int, int] | None:
    """The first and last day of a day, month or year, or of two of them with a `/` between.

    Returns:
        None if the text has none of these forms.

    Raises:
        CelError: the text has such a form, and the calendar has no such day.
    """
    earlier, slash, later = text.partition("/")
    if slash:
        one, other = parse_days(earlier), parse_days(later)
        if one is None or other is None:
            return None
        if other[1] < one[0]:
            raise CelError(f"not a span: '{shorten(text)}' (it ends before it begins)")
        return one[0], other[1]
    if len(text) == 10:
        day = parse_day(text)
        return None if day is None else (day, day)
    if match := re.fullmatch(_MONTH, text):
        year, month = int(match[1]), int(match[2])
        if not (year and 1 <= month <= 12):
            raise CelError(f"not a month: '{text}' (the calendar has no such month)")
        return day_number(year, month, 1), day_number(year, month, days_in_month(year, month))
    if match := re.fullmatch(_YEAR, text):
        year = int(match[1])
        if not year:
            raise CelError(f"not a year: '{text}' (years begin with 0001)")
        return day_number(year, 1, 1), day_number(year, 12, 31)
    return None


@lru_cache(_REMEMBERED)
def format_span(span: Span) -> str:
    """A span as text: an instant if it is exact, else two with a `/` between.

    What lies outside the years 1 to 9999 is written as their first or last instant.
    """
    first, last = (
        format_timestamp(Timestamp(min(max(end, TIMESTAMP_MIN), TIMESTAMP_MAX))) for end in span
    )
    return first if first == last else f"{first}/{last}"
