"""Days as they are lived: when a day begins and ends in a time zone, or anywhere on Earth.

A day is counted from 1970-01-01; an instant is in nanoseconds since then, UTC. Days are not all 24
hours long, and clocks may go back over midnight: a day is all the time in which clocks show it.
"""

from datetime import datetime
from functools import lru_cache
from typing import Final

from checker.record import NamedTuple
from checker.time.civil import date_of
from checker.time.text import DAY, HOUR, SECOND
from checker.time.zones import offset_at, zone_of
from checker.values import Timestamp

EAST: Final = 14 * HOUR
"""The offset at which the day begins first: UTC+14:00, the Line Islands."""
WEST: Final = -12 * HOUR
"""The offset at which the day ends last: UTC-12:00, ships and Baker Island."""

_REMEMBERED: Final = 65_536
"""Days that are remembered: the deadlines of an inventory fall on few."""

# Datetime must hold the midnight: no zone changes its clocks in the first and last year.
_FIRST: Final = -719_162
_LAST: Final = 2_932_896


class Span(NamedTuple):
    """The first and the last nanosecond at which it may have been."""

    first: int
    last: int


class Somewhere(NamedTuple):
    """A day that it may be at an instant, and the offsets from UTC of the places where it is."""

    day: int
    least: int
    most: int


def day_at(instant: int, zone: str) -> int:
    """The day that calendars show in a zone at an instant."""
    return (instant + offset_at(Timestamp(instant), zone)) // DAY


def days_at(instant: int) -> list[Somewhere]:
    """The two or three days that calendars show somewhere on Earth at an instant."""
    return [
        Somewhere(day, max(WEST, day * DAY - instant), min(EAST, (day + 1) * DAY - 1 - instant))
        for day in range((instant + WEST) // DAY, (instant + EAST) // DAY + 1)
    ]


@lru_cache(_REMEMBERED)
def days_of(first: int, last: int, zone: str | None) -> Span:
    """All the time from the beginning of one day to the end of another; no zone is anywhere."""
    if zone is None:
        return Span(first * DAY - EAST, (last + 1) * DAY - WEST - 1)
    begins, ends = _midnight(first, zone).begins, _midnight(last + 1, zone).ended - 1
    # Samoa has had no 30 December 2011; who writes it means the moment that was skipped.
    return Span(begins, max(begins, ends))


class _Midnight(NamedTuple):
    """The first instant of a day, and the first after the last one of the day before.

    They differ where clocks go back over midnight: the day before is shown once more.
    """

    begins: int
    ended: int


def _midnight(day: int, zone: str) -> _Midnight:
    earlier, later = (_offset(day, zone, fold=fold) for fold in (0, 1))
    first, second = day * DAY - earlier, day * DAY - later
    if earlier < later:  # clocks skip midnight (PEP 495: fold 1 is the offset after the change)
        change = _change(second, first, zone)
        return _Midnight(change, change)
    if first == second or offset_at(Timestamp(second - 1), zone) != later:
        return _Midnight(first, first)  # clocks that go back to midnight itself show one day
    return _Midnight(first, second)


def _change(before: int, after: int, zone: str) -> int:
    """The instant of the one change of offset that comes after one instant, up to another."""
    offset = offset_at(Timestamp(before), zone)
    same, changed = before // SECOND, after // SECOND
    while changed - same > 1:
        middle = (same + changed) // 2
        if offset_at(Timestamp(middle * SECOND), zone) == offset:
            same = middle
        else:
            changed = middle
    return changed * SECOND


def time_on(day: int, time: int, zone: str) -> int:
    """The instant at which clocks in a zone show a time of this day, the first time they do."""
    return day * DAY + time - _offset(day, zone, fold=0, time=time)


def _offset(day: int, zone: str, *, fold: int, time: int = 0) -> int:
    """The offset to subtract from local time for UTC; `fold` 1 asks for the later of two."""
    date = date_of(min(max(day, _FIRST + 1), _LAST - 1))
    hour = time // HOUR
    local = datetime(*date, hour, fold=fold, tzinfo=zone_of(zone))
    offset = local.utcoffset()
    return 0 if offset is None else round(offset.total_seconds()) * SECOND
