"""Check constant text against the format that a function's traits state."""

from collections.abc import Mapping
from typing import Final, assert_never

from checker.cel.regex import pattern_problem
from checker.cel.traits import Format
from checker.cel.types import Rule
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


_SAMPLES: Final[Mapping[Format, tuple[str, ...]]] = {
    Format.TIMESTAMP: ("2031-03-27T08:00:00Z", "2031-03-27T08:00:00.5+01:00"),
    Format.MOMENT: ("2031-03-27T08:00:00Z", "2031-03-27", "2031-03", "2031"),
    Format.DURATION: ("72h", "90s"),
    Format.PERIOD: ("72 hours", "30 days"),
    Format.ZONE: ("UTC", "Europe/Berlin"),
}
"""Texts of a format; a field that may hold none of them never has it."""


def possible(form: Format, rule: Rule) -> bool:
    """Return whether a field that keeps to a rule may hold a text of a format."""
    samples = _SAMPLES.get(form, ())
    return not samples or any(rule.judge(each) is None for each in samples)


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
