"""National holidays, from the `holidays` package: an extra, imported when a country is asked."""

from collections.abc import Set as AbstractSet
from functools import lru_cache

from checker.time.civil import day_number
from checker.values import CelError

_INSTALL = "pip install 'vendorgate[calendars]'"


@lru_cache(256)
def national_holidays(country: str, year: int) -> AbstractSet[int]:
    """The days (from 1970-01-01) of a year that are public holidays in a whole country.

    Args:
        country: its code of ISO 3166-1, two capital letters.
        year: 1 to 9999.

    Raises:
        CelError: the package is not installed, or does not know the country or the year.
    """
    try:
        import holidays  # noqa: PLC0415  # 40 ms, and an extra: only where a country is named
    except ImportError:
        raise CelError(
            f"the holidays of '{country}' cannot be looked up (expected the extra: {_INSTALL})"
        ) from None
    try:
        found = holidays.country_holidays(country, years=year)
    except NotImplementedError:
        raise CelError(
            f"no calendar of '{country}' is known (expected a country that the package"
            " 'holidays' has, or calendar.holidays)"
        ) from None
    if not found:
        raise CelError(f"no holidays of '{country}' are known for {year} (list them in"
                       " calendar.holidays)")  # fmt: skip
    return frozenset(day_number(day.year, day.month, day.day) for day in found)
