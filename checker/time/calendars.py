"""The calendar of an inventory: where its days are days, and on which of them nobody works."""

from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Any, Final

from checker.record import NamedTuple
from checker.shorten import shorten
from checker.time.civil import date_of, day_of_week
from checker.time.holidays import national_holidays
from checker.time.text import parse_day
from checker.values import CelError, Missing

_KEYS: Final = frozenset({"zone", "holidays", "countries"})
_LONGEST_CLOSURE: Final = 366
_EVERY_YEAR: Final = range(-1, 10_001)


class Calendar(NamedTuple):
    """The calendar of an inventory.

    Attributes:
        zone: the time zone in which a day is a day; None: not declared, anywhere on Earth.
        holidays: listed days that are no business days; None: no list is recorded.
        years: the years that the list speaks of; an empty one says that there are no holidays.
        countries: whose national holidays count too.
    """

    zone: str | None = None
    holidays: AbstractSet[int] | None = None
    years: Collection[int] = frozenset()
    countries: tuple[str, ...] = ()

    def works(self, day: int) -> bool:
        """Return whether a day is a business day: no Saturday, Sunday or holiday.

        Raises:
            Missing: the holidays of its year are not recorded.
            CelError: the national holidays of its year are not known.
        """
        if day_of_week(day) in {0, 6}:
            return False
        if self.holidays is not None and day in self.holidays:
            return False
        year = date_of(day).year
        if self.countries:
            return not any(day in national_holidays(each, year) for each in self.countries)
        if self.holidays is None:
            raise Missing(
                "which days are holidays (calendar.holidays or calendar.countries was expected)"
            )
        if self.holidays and year not in self.years:
            listed = ", ".join(map(str, sorted(self.years)))
            raise Missing(f"the holidays of {year} (calendar.holidays has those of {listed})")
        return True

    def without_gaps(self) -> "Calendar":
        """The calendar if no holidays but those recorded existed: deadlines end earliest in it."""
        return self._replace(holidays=self.holidays or frozenset(), years=_EVERY_YEAR)

    def next_working_day(self, day: int) -> int:
        """The first business day after a day; raises as `works`."""
        for later in range(day + 1, day + 1 + _LONGEST_CLOSURE):
            if self.works(later):
                return later
        raise CelError("calendar.holidays leaves no business day (expected one within a year)")


ANYWHERE: Final = Calendar()


_read: list[tuple[Mapping[Any, Any], Calendar, int]] = [({}, ANYWHERE, 0)]
"""The calendar that was read last, and its size: nearly every call of a run asks for the same."""


def calendar_of(value: Mapping[Any, Any]) -> Calendar:
    """The calendar that an inventory declares; of an empty map, the one that says nothing.

    Raises:
        CelError: the map is no calendar.
    """
    last, calendar, _ = _read[0]
    if value is last:
        return calendar
    if not value:
        return ANYWHERE
    calendar = _calendar(value)
    _read[0] = value, calendar, _size(value)
    return calendar


def _calendar(value: Mapping[Any, Any]) -> Calendar:
    if not value.keys() <= _KEYS:
        raise CelError("not a calendar (zone, holidays and countries were expected)")
    zone = value.get("zone")
    if zone is not None and not isinstance(zone, str):
        raise CelError("calendar.zone is no text (an IANA name was expected)")
    if len(value) == (zone is not None):
        return Calendar(zone)
    holidays = _texts(value, "holidays")
    days = None if holidays is None else _days(holidays)
    years = frozenset() if days is None else _years(days)
    return Calendar(zone, days, years, _texts(value, "countries") or ())


def size_of(value: Mapping[Any, Any]) -> int:
    """The number of entries that reading a calendar walks over."""
    last, _, size = _read[0]
    return size if value is last else _size(value)


def _size(value: Mapping[Any, Any]) -> int:
    lists = (value.get(key) for key in ("holidays", "countries"))
    return sum(len(each) for each in lists if isinstance(each, list))


def _texts(value: Mapping[Any, Any], key: str) -> tuple[str, ...] | None:
    found = value.get(key)
    if found is None:
        return None
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise CelError(f"calendar.{key} is no list of texts")
    return tuple(found)


@lru_cache(64)
def _days(texts: tuple[str, ...]) -> AbstractSet[int]:
    return frozenset(map(_day, texts))


@lru_cache(64)
def _years(days: AbstractSet[int]) -> AbstractSet[int]:
    return frozenset(date_of(day).year for day in days)


def _day(text: str) -> int:
    day = parse_day(text)
    if day is None:
        raise CelError(f"not a holiday: '{shorten(text)}' (expected a day like '2031-12-25')")
    return day
