"""Boundaries lie ahead: the first instant at which a clock on the wall shows another part."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from thorough import examples

from checker.forecasting import boundaries

SECOND = 10**9
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
PARTS = {
    boundaries.next_year: ("year",),
    boundaries.next_month: ("year", "month"),
    boundaries.next_day: ("year", "month", "day"),
    boundaries.next_hour: ("year", "month", "day", "hour"),
    boundaries.next_minute: ("year", "month", "day", "hour", "minute"),
}
"""What a clock still shows one nanosecond before the boundary, and no longer at it."""

LOCALS = st.integers(-60_000_000_000 * SECOND, 250_000_000_000 * SECOND)
"""From the year 68 to the year 9892."""


def shown(local: int, parts: tuple[str, ...]) -> tuple[Any, ...]:
    moment = EPOCH + timedelta(seconds=local // SECOND)
    return tuple(getattr(moment, part) for part in parts)


def nanoseconds(text: str) -> int:
    return int((datetime.fromisoformat(text) - EPOCH).total_seconds()) * SECOND


@pytest.mark.parametrize("following, parts", PARTS.items(), ids=lambda each: str(each)[:25])
def test_the_next_part_is_ahead_and_no_part_is_left_out(
    following: Callable[[int], int], parts: tuple[str, ...]
) -> None:
    @examples(300)
    @given(LOCALS)
    @example(nanoseconds("2031-01-01T00:00:00Z"))
    @example(nanoseconds("2031-12-31T23:59:59Z"))
    @example(nanoseconds("2031-11-30T12:00:00Z"))
    @example(nanoseconds("2028-02-29T00:00:00Z"))
    @example(-1)
    def law(local: int) -> None:
        boundary = following(local)

        assert boundary > local
        assert shown(boundary - 1, parts) == shown(local, parts) != shown(boundary, parts)

    law()


MONTHS = [f"2031-{month:02}-01T00:00:00Z" for month in range(1, 13)] + ["2032-01-01T00:00:00Z"]


def test_the_months_of_a_year_follow_each_other() -> None:
    found = [nanoseconds(MONTHS[0])]
    while len(found) < len(MONTHS):
        found.append(boundaries.next_month(found[-1]))

    assert found == [nanoseconds(month) for month in MONTHS]


@pytest.mark.parametrize(
    "zone, instant, month",
    [
        ("UTC", "2031-02-28T23:59:59Z", "2031-03-01T00:00:00Z"),
        ("+05:30", "2031-02-28T18:29:59Z", "2031-02-28T18:30:00Z"),
        ("Europe/Berlin", "2031-04-30T12:00:00Z", "2031-04-30T22:00:00Z"),
        # The clocks are changed first, and all is open again.
        ("Europe/Berlin", "2031-03-15T12:00:00Z", "2031-03-30T01:00:00Z"),
    ],
)
def test_the_boundary_of_a_month_is_where_the_zone_has_it(
    zone: str, instant: str, month: str
) -> None:
    found = boundaries.boundary(nanoseconds(instant), zone, boundaries.next_month)

    assert found == nanoseconds(month)
