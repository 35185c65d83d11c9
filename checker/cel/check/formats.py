"""Check constant text against the format that a function's traits state."""

from typing import assert_never

from checker.cel.regex import pattern_problem
from checker.cel.traits import Format
from checker.time.moments import parse_moment
from checker.time.periods import parse_period
from checker.time.text import parse_duration, parse_timestamp
from checker.time.zones import zone_of
from checker.values import CelError


def format_problem(form: Format, text: str) -> str | None:
    """The reason why a text is not of a format; None if it is."""
    if form is Format.PATTERN:
        return pattern_problem(text)
    try:
        _read(form, text)
    except CelError as error:
        return str(error.args[0])
    return None


def _read(form: Format, text: str) -> object:
    match form:
        case Format.TIMESTAMP:
            return parse_timestamp(text)
        case Format.DURATION:
            return parse_duration(text)
        case Format.PERIOD:
            return parse_period(text)
        case Format.MOMENT:
            return parse_moment(text)
        case Format.ZONE:
            return zone_of(text or "UTC")
        case Format.PATTERN:
            return None
        case _:
            assert_never(form)
