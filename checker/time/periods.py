"""Periods: how long a deadline gives, in the units in which laws and contracts say it.

A month is not 720 hours, and four business days are not 96.
"""

import re
from enum import Enum
from functools import lru_cache
from typing import Final

from checker.record import NamedTuple
from checker.shorten import shorten
from checker.time.text import HOUR, format_duration
from checker.values import CelError, Duration

MOST: Final[int] = 100_000
MOST_BUSINESS_DAYS: Final[int] = 366

_PERIOD: Final = r"([0-9]{1,6}) (hour|day|month|business day)s?"
_EXPECTED: Final = "expected one like '72 hours', '30 days', '1 month' or '4 business days'"


class Unit(Enum):
    """The unit of a period, by its name."""

    TIME = "hour"
    DAYS = "day"
    MONTHS = "month"
    BUSINESS_DAYS = "business day"


class Period(NamedTuple):
    """So many of a unit: nanoseconds of TIME, else days, months or business days."""

    number: int
    unit: Unit
    text: str


@lru_cache(1024)
def parse_period(text: str) -> Period:
    """The period that a text names: `72 hours`, `30 days`, `1 month`, `4 business days`.

    Raises:
        CelError: the text names none, or one too long.
    """
    match = re.fullmatch(_PERIOD, text)
    if match is None:
        raise CelError(f"not a limit: '{shorten(text)}' ({_EXPECTED})")
    number, unit = int(match[1]), Unit(match[2])
    most = MOST_BUSINESS_DAYS if unit is Unit.BUSINESS_DAYS else MOST
    if number > most:
        raise CelError(f"not a limit: '{text}' (expected at most {most} {unit.value}s)")
    return Period(number * HOUR if unit is Unit.TIME else number, unit, text)


def period_of(limit: str | Duration) -> Period:
    """A limit as a period.

    Raises:
        CelError: it is negative, or its text names none.
    """
    if isinstance(limit, str):
        return parse_period(limit)
    text = format_duration(limit)
    if limit.nanoseconds < 0:
        raise CelError(f"not a limit: {text} (expected a duration that is not negative)")
    return Period(limit.nanoseconds, Unit.TIME, text)
