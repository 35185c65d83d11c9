"""The calendar agrees with Python's where Python has one, and goes on beyond it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from checker.time.civil import (
    Date,
    date_of,
    day_number,
    day_of_week,
    day_of_year,
    days_in_month,
    is_date,
)

_EPOCH = date(1970, 1, 1).toordinal()


@given(st.dates())
def test_days_are_counted_as_datetime_counts_them(day):
    number = day.toordinal() - _EPOCH
    assert day_number(day.year, day.month, day.day) == number
    assert date_of(number) == (day.year, day.month, day.day)
    assert day_of_week(number) == day.isoweekday() % 7
    assert day_of_year(date_of(number)) == day.timetuple().tm_yday - 1


def test_every_day_of_400_years():
    """The calendar repeats after them; its rarest day is the 29th of February of the 400th."""
    first = date(1601, 1, 1).toordinal()
    for ordinal in range(first, first + 146_097):
        day = date.fromordinal(ordinal)
        assert date_of(ordinal - _EPOCH) == (day.year, day.month, day.day)


@given(st.integers(-(10**7), 10**7))
def test_a_day_of_any_year_is_the_same_day_there_and_back(number):
    found = date_of(number)
    assert is_date(*found)
    assert day_number(*found) == number
    assert date_of(number + 1) > found


def test_years_before_the_first_and_after_the_last_of_datetime():
    assert date_of(day_number(1, 1, 1) - 1) == Date(0, 12, 31)
    assert date_of(day_number(9999, 12, 31) + 1) == Date(10000, 1, 1)


def test_leap_days():
    assert [days_in_month(year, 2) for year in (1900, 2000, 2023, 2024, 2100)] == [
        28,
        29,
        28,
        29,
        28,
    ]
    assert date_of(day_number(2024, 2, 28) + 1) == Date(2024, 2, 29)
    assert date_of(day_number(2023, 2, 28) + 1) == Date(2023, 3, 1)


def test_what_the_calendar_does_not_have():
    for day in [(2024, 0, 1), (2024, 13, 1), (2024, 1, 0), (2024, 4, 31), (2023, 2, 29)]:
        assert not is_date(*day)
