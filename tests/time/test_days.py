"""A day ends with the last instant at which clocks there show it, whatever they do meanwhile."""

import random
import struct
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import pytest

from checker.cel.functions.deadlines import within
from checker.time.civil import date_of
from checker.time.days import Span, days_of
from checker.time.text import DAY, SECOND, parse_timestamp

DATABASE = files("tzdata")
ZONES = DATABASE.joinpath("zones").read_text().split()
_EVER = 2**63


class Reign(NamedTuple):
    """The instants from `first` to before `after`, in which clocks have one offset from UTC."""

    first: int
    after: int
    offset: int


@cache
def reigns(zone: str) -> tuple[Reign, ...]:
    """What a file of the database says (RFC 9636), read without zoneinfo, up to its last change."""
    content = DATABASE.joinpath("zoneinfo", *zone.split("/")).read_bytes()
    form = ">4sc15x6I"
    skip = struct.calcsize(form)
    _, _, utc, standard, leaps, times, types, letters = struct.unpack_from(form, content)
    start = skip + times * 5 + types * 6 + letters + leaps * 8 + standard + utc
    _, _, _, _, _, times, types, _ = struct.unpack_from(form, content, start)
    start += skip
    changes = struct.unpack_from(f">{times}q{times}B", content, start)
    offsets = [
        struct.unpack_from(">i", content, start + times * 9 + index * 6)[0]
        for index in range(types)
    ]
    lasting = [offsets[0], *(offsets[index] for index in changes[times:])]
    moments = [-_EVER, *(change * SECOND for change in changes[:times]), _EVER]
    return tuple(
        Reign(first, after, offset * SECOND)
        for (first, after), offset in zip(pairwise(moments), lasting, strict=True)
    )


def shown(day: int, near: int, zone: str) -> Span | None:
    """The first and last nanosecond at which the clocks of a zone show a day; None: never."""
    parts = [
        (max(first, day * DAY - offset), min(after, (day + 1) * DAY - offset))
        for first, after, offset in reigns(zone)
        if first < near + 4 * DAY and after > near - 4 * DAY
    ]
    parts = [(first, after) for first, after in parts if first < after]
    if not parts:
        return None
    return Span(min(first for first, _ in parts), max(after for _, after in parts) - 1)


def broken(zone: str, change: int) -> list[str]:
    """The days around a change whose span is not the time in which clocks show them."""
    found = []
    for day in range(change // DAY - 2, change // DAY + 4):
        expected, got = shown(day, change, zone), days_of(day, day, zone)
        if expected is None:
            expected = Span(change, change)
        if got != expected:
            found.append(f"{zone} {date_of(day)}: {got}, expected {expected}")
    return found


def changes(zones: list[str]) -> list[tuple[str, int]]:
    return [(zone, reign.first) for zone in zones for reign in reigns(zone)[1:]]


def test_around_a_change_of_clocks_a_day_is_all_the_time_in_which_they_show_it():
    drawn = random.Random(4).sample(changes(ZONES), 2_000)

    assert [line for zone, change in drawn for line in broken(zone, change)] == []


@pytest.mark.slow
def test_around_every_change_of_every_zone_a_day_is_all_the_time_in_which_clocks_show_it():
    found = changes(ZONES)

    assert len(found) > 10_000
    assert [line for zone, change in found for line in broken(zone, change)] == []


@pytest.mark.parametrize(
    "zone,day,last",
    [
        # Clocks skip midnight, in spring.
        ("America/Havana", "2031-03-08", "2031-03-09T04:59:59.999999999Z"),
        ("Asia/Beirut", "2031-03-29", "2031-03-29T21:59:59.999999999Z"),
        ("America/Santiago", "2031-09-06", "2031-09-07T03:59:59.999999999Z"),
        # They go back to midnight: the hour that comes twice is of the new day.
        ("Atlantic/Azores", "2031-10-25", "2031-10-25T23:59:59.999999999Z"),
        ("America/Havana", "2031-11-01", "2031-11-02T03:59:59.999999999Z"),
        # They go back from midnight: the hour that comes twice is of the old day.
        ("Asia/Beirut", "2031-10-25", "2031-10-25T21:59:59.999999999Z"),
        ("America/Santiago", "2031-04-05", "2031-04-06T03:59:59.999999999Z"),
    ],
)
def test_a_day_of_today_ends_where_clocks_change_at_midnight(zone, day, last):
    number = parse_timestamp(f"{day}T00:00:00Z").nanoseconds // DAY

    assert days_of(number, number, zone).last == parse_timestamp(last).nanoseconds


def test_after_the_clocks_showed_the_next_day_a_day_is_over():
    azores = {"zone": "Atlantic/Azores"}
    sent = "2031-10-25T12:00:00Z"

    assert within(sent, "2031-10-25T23:59:59Z", "0 days", azores) is True
    assert within(sent, "2031-10-26T00:30:00Z", "0 days", azores) is False
