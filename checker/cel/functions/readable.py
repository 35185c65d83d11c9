"""Moments and the time between them for people: what a message says."""

from collections.abc import Mapping
from typing import Any, Final

from checker.cel.functions.declare import Functions
from checker.cel.functions.moments import CALENDAR, UNDECLARED, cost_of_calendar, read
from checker.cel.traits import PARTIAL, Format
from checker.cel.types import STRING
from checker.time.calendars import calendar_of
from checker.time.moments import parse_moment
from checker.time.words import spread_in_words, told

DECLARED: Final = Functions()

_READABLE: Final = PARTIAL._replace(formats={0: Format.MOMENT})
_HOW_LONG: Final = PARTIAL._replace(formats={0: Format.MOMENT, 1: Format.MOMENT})


@DECLARED.function("readable", "readable_string", (STRING,), STRING, _READABLE)
@DECLARED.function(
    "readable", "readable_string_map", (STRING, CALENDAR), STRING, _READABLE, cost=cost_of_calendar
)
def readable(moment: str, calendar: Mapping[str, Any] = UNDECLARED) -> str:
    """A moment as people read it: an instant to the minute in UTC, or in the calendar's zone.

    readable(string) -> string
    readable(string, map(string, dyn)) -> string

        readable("2024-03-31T10:00:00+02:00")  // "2024-03-31 08:00Z"
        readable("2024-03-31T08:00:05.5Z", {"zone": "Europe/Berlin"})  // "2024-03-31 10:00:05+02:00"
        readable("2024-03")  // "2024-03"
        readable("2024-03-01T00:00:00Z/2024-03-02T00:00:00Z")  // "2024-03-01 00:00Z to 2024-03-02 00:00Z"
    """  # noqa: E501
    zone = calendar_of(calendar).zone
    found = parse_moment(moment, zone)
    if found.days is not None:
        return moment
    first, last = (told(end, zone) for end in found.span)
    return first if first == last else f"{first} to {last}"


@DECLARED.function("howLong", "how_long_string_string", (STRING, STRING), STRING, _HOW_LONG)
@DECLARED.function(
    "howLong",
    "how_long_string_string_map",
    (STRING, STRING, CALENDAR),
    STRING,
    _HOW_LONG,
    cost=cost_of_calendar,
)
def how_long(start: str, end: str, calendar: Mapping[str, Any] = UNDECLARED) -> str:
    """The time from one moment to another, in words, as exact as they are.

    howLong(string, string) -> string
    howLong(string, string, map(string, dyn)) -> string

        howLong("2024-03-30T08:00:00Z", "2024-03-31T18:00:00Z")  // "34 h"
        howLong("2024-03-30T08:00:00Z", "2024-03-30T07:29:30Z")  // "-30 min 30 s"
        howLong("2024-03-30T08:00:00Z", "2024-03-30T08:00:00.001Z")  // "less than 1 s"
        howLong("2024-03-30T08:00:00Z", "2024-04-30T09:00:00Z")  // "31 d 1 h"
        howLong("2024-03-30T08:00:00Z", "2024-04-01", {"zone": "UTC"})  // "40 h to 63 h 59 min"
    """
    began, ended = read(start, calendar).span, read(end, calendar).span
    return spread_in_words(ended.first - began.last, ended.last - began.first)
