"""Days and dates: integer arithmetic on the proleptic Gregorian calendar, exact for every year.

Python's datetime ends at microseconds and at the year 9999; an instant near either end, read in
another zone, falls outside. A day is counted from 1970-01-01; a year here may be any integer.
"""

from checker.record import NamedTuple

_DAYS_OF_ERA = 146_097  # 400 years
_DAYS_OF_MONTH = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


class Date(NamedTuple):
    """A day of the calendar; months and days count from 1."""

    year: int
    month: int
    day: int


def is_leap(year: int) -> bool:
    """Return whether the year has a 29th of February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def days_in_month(year: int, month: int) -> int:
    """28 to 31."""
    return 29 if month == 2 and is_leap(year) else _DAYS_OF_MONTH[month - 1]


def is_date(year: int, month: int, day: int) -> bool:
    """Return whether the calendar has this day."""
    return 1 <= month <= 12 and 1 <= day <= days_in_month(year, month)


def day_number(year: int, month: int, day: int) -> int:
    """Days from 1970-01-01 to this date; negative before it."""
    # The year is taken to begin in March, so that the leap day is its last.
    shifted = year - (month <= 2)
    era, year_of_era = divmod(shifted, 400)
    day_of_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * _DAYS_OF_ERA + day_of_era - 719_468


def date_of(number: int) -> Date:
    """The date so many days after 1970-01-01."""
    era, day_of_era = divmod(number + 719_468, _DAYS_OF_ERA)
    year_of_era = (
        day_of_era - day_of_era // 1_460 + day_of_era // 36_524 - day_of_era // 146_096
    ) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + 3 if shifted < 10 else shifted - 9
    year = era * 400 + year_of_era + (month <= 2)
    return Date(year, month, day_of_year - (153 * shifted + 2) // 5 + 1)


def day_of_year(date: Date) -> int:
    """0 for the 1st of January."""
    return day_number(*date) - day_number(date.year, 1, 1)


def day_of_week(number: int) -> int:
    """0 for Sunday; 1970-01-01 was a Thursday."""
    return (number + 4) % 7
