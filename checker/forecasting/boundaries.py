"""Boundaries: when a clock on the wall shows another year, month, day, hour or minute."""

from collections.abc import Callable

from checker.time.civil import date_of, day_number
from checker.time.text import DAY, HOUR, MINUTE
from checker.time.zones import offset_at
from checker.values import Timestamp

_STRIDE = 7 * DAY
"""No zone puts its clocks forward and back again within a week."""


def next_year(local: int) -> int:
    """The first nanosecond of the next year, on the wall."""
    return day_number(date_of(local // DAY).year + 1, 1, 1) * DAY


def next_month(local: int) -> int:
    """The first nanosecond of the next month, on the wall."""
    date = date_of(local // DAY)
    year, month = divmod(date.year * 12 + date.month, 12)
    return day_number(year, month + 1, 1) * DAY


def next_day(local: int) -> int:
    """The first nanosecond of the next day, on the wall."""
    return (local // DAY + 1) * DAY


def next_hour(local: int) -> int:
    """The first nanosecond of the next hour, on the wall."""
    return (local // HOUR + 1) * HOUR


def next_minute(local: int) -> int:
    """The first nanosecond of the next minute, on the wall."""
    return (local // MINUTE + 1) * MINUTE


def boundary(instant: int, zone: str, following: Callable[[int], int]) -> int:
    """The first instant after this one at which a part of the local time can change.

    Args:
        instant: nanoseconds since 1970-01-01T00:00:00Z.
        zone: as for `checker.time.zones.offset_at`.
        following: the local time at which the part changes, after a local time.

    Raises:
        CelError: there is no such zone.
    """
    offset = offset_at(Timestamp(instant), zone)
    end = following(instant + offset) - offset
    if zone == "UTC":
        return end
    # Where the clocks are changed before that, all is open again.
    before = instant
    while before < end:
        after = min(before + _STRIDE, end)
        if offset_at(Timestamp(after), zone) != offset:
            return _change(before, after, zone, offset)
        before = after
    return end


def _change(before: int, after: int, zone: str, offset: int) -> int:
    while after - before > 1:
        middle = (before + after) // 2
        if offset_at(Timestamp(middle), zone) == offset:
            before = middle
        else:
            after = middle
    return after
