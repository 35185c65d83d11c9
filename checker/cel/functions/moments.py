"""Questions about moments: which came first, how much later, and which are the outermost.

Everything here is three-valued: true or false where every instant that the moments may mean agrees,
else the evidence is missing, and what is raised says which precision would decide it.
"""

from collections.abc import Mapping
from typing import Any, Final

from checker.cel.functions.declare import Functions
from checker.cel.traits import PARTIAL, Direction, Elements, Format, Gap, Meaning
from checker.cel.types import BOOL, DURATION, DYN, STRING, TIMESTAMP, list_of, map_of
from checker.shorten import shorten
from checker.time.calendars import calendar_of, size_of
from checker.time.days import EAST, WEST, Span
from checker.time.moments import Moment, Precision, format_span, parse_moment
from checker.time.words import told
from checker.values import CelError, Duration, Missing, Timestamp

DECLARED: Final = Functions()

CALENDAR: Final = map_of(STRING, DYN)
UNDECLARED: Final[Mapping[str, Any]] = {}


def cannot_tell(question: str, *moments: Moment, zone: str | None = None) -> Missing:
    """The exception for moments that are too coarse for a question.

    Args:
        question: with `{}` for each moment.
        zone: of the calendar; None where none is declared.
    """
    asked = question.format(*map(spoken, moments))
    coarse = [each for each in moments if each.precision is not Precision.INSTANT]
    if zone is None and all(map(_a_day_anywhere, coarse)):
        return Missing(f"{asked} cannot be told: it is a day, and calendar.zone would say where")
    if any(each.precision is Precision.SPAN and each.days is None for each in coarse):
        return Missing(f"{asked} cannot be told: what it was counted from is not exact")
    known = " and ".join(f"'{each.text}' is {each.precision.value}" for each in coarse)
    finer = "an instant" if len(coarse) == 1 else "instants"
    return Missing(f"{asked} cannot be told: {known}, {finer} would decide it")


def spoken(moment: Moment) -> str:
    """A moment in a sentence: as it was written, or between which instants it was."""
    if moment.precision is not Precision.SPAN or moment.days is not None:
        return f"'{moment.text}'"
    first, last = (told(end, None) for end in moment.span)
    return f"a moment between {first} and {last}"


def _a_day_anywhere(moment: Moment) -> bool:
    """Return whether a span is one end of a day, wherever on Earth that is."""
    width = moment.span.last - moment.span.first
    return moment.precision is Precision.SPAN and moment.days is None and width == EAST - WEST


def read(text: str, calendar: Mapping[str, Any]) -> Moment:
    """A moment in the zone of a calendar."""
    return parse_moment(text, calendar_of(calendar).zone if calendar else None)


def cost_of_calendar(*values: Any) -> int:
    """A unit, and one for every 16 entries of the calendar."""
    return 1 + size_of(values[-1]) // 16


def _cost_of_list(moments: list[Any], *_calendar: Any) -> int:
    """A unit for every moment."""
    return 1 + len(moments)


_VAGUE: Final = PARTIAL._replace(gap=Gap.VAGUE, formats={0: Format.MOMENT})
_PAIR: Final = _VAGUE._replace(formats={0: Format.MOMENT, 1: Format.MOMENT})
_ELAPSED: Final = _PAIR._replace(meaning=Meaning.ELAPSED)
_INSTANT: Final = _VAGUE._replace(meaning=Meaning.INSTANT)
_BEFORE: Final = _PAIR._replace(monotone={0: Direction.FALLING, 1: Direction.RISING})
_OF_LIST: Final = PARTIAL._replace(
    gap=Gap.EMPTY, elements=Elements.READ, formats={0: Format.MOMENT}
)


@DECLARED.function("instant", "instant_string", (STRING,), TIMESTAMP, _INSTANT)
def instant(moment: str) -> Timestamp:
    """The instant that a moment records; a day, a month or a year alone does not record one.

    instant(string) -> timestamp

        instant("2024-03-01T12:00:00Z") == timestamp("2024-03-01T12:00:00Z")  // true
        instant("2024-03-01")  // missing
        instant("2024-03")  // missing
        instant("2024-02-30")  // error
        instant("now")  // error
    """
    found = parse_moment(moment)
    if found.span.first != found.span.last:
        raise Missing(f"the time of '{moment}', which is {found.precision.value} (an instant was"
                      " expected)")  # fmt: skip
    return Timestamp(found.span.first)


@DECLARED.function("before", "before_string_string", (STRING, STRING), BOOL, _BEFORE)
@DECLARED.function(
    "before",
    "before_string_string_map",
    (STRING, STRING, CALENDAR),
    BOOL,
    _BEFORE,
    cost=cost_of_calendar,
)
def before(moment: str, other: str, calendar: Mapping[str, Any] = UNDECLARED) -> bool:
    """Whether one moment came before another. Days are those of the calendar's zone, else anywhere.

    before(string, string) -> bool
    before(string, string, map(string, dyn)) -> bool

        before("2024-03-01T12:00:00Z", "2024-03-01T13:30:00+01:00")  // true
        before("2024-03-01T12:00:00Z", "2024-03-01T13:00:00+01:00")  // false
        before("2024-03-01", "2024-03-04")  // true
        before("2024-03", "2024-03-04")  // missing
        before("2024-03-01", "2024-03-02")  // missing
        before("2024-03-01", "2024-03-02", {"zone": "Europe/Berlin"})  // true
    """
    one, two = read(moment, calendar), read(other, calendar)
    if one.span.last < two.span.first:
        return True
    if one.span.first >= two.span.last:
        return False
    raise cannot_tell("whether {} is before {}", one, two)


@DECLARED.function("elapsed", "elapsed_string_string", (STRING, STRING), DURATION, _ELAPSED)
@DECLARED.function(
    "elapsed",
    "elapsed_string_string_map",
    (STRING, STRING, CALENDAR),
    DURATION,
    _ELAPSED,
    cost=cost_of_calendar,
)
def elapsed(start: str, end: str, calendar: Mapping[str, Any] = UNDECLARED) -> Duration:
    """The time from one moment to another, where both are exact; negative backwards.

    elapsed(string, string) -> duration
    elapsed(string, string, map(string, dyn)) -> duration

        elapsed("2024-03-30T12:00:00+01:00", "2024-03-31T12:00:00+02:00")  // duration("23h")
        elapsed("2024-03-02T00:00:00Z", "2024-03-01T00:00:00Z")  // duration("-24h")
        elapsed("2024-03-01", "2024-03-04T00:00:00Z")  // missing
        elapsed("2024-03-01", "2024-03-04", {"zone": "UTC"})  // missing
    """
    began, ended = read(start, calendar), read(end, calendar)
    if any(moment.span.first != moment.span.last for moment in (began, ended)):
        raise cannot_tell("how long it is from {} to {}", began, ended)
    return Duration(ended.span.first - began.span.first)


@DECLARED.function(
    "earliest", "earliest_list", (list_of(STRING),), STRING, _OF_LIST, cost=_cost_of_list
)
@DECLARED.function(
    "earliest",
    "earliest_list_map",
    (list_of(STRING), CALENDAR),
    STRING,
    _OF_LIST,
    cost=_cost_of_list,
)
def earliest(moments: list[Any], calendar: Mapping[str, Any] = UNDECLARED) -> str:
    """The first of the moments; of moments that may be each other's first, the span of the first.

    earliest(list(string)) -> string
    earliest(list(string), map(string, dyn)) -> string

        earliest(["2024-03-02T00:00:00Z", "2024-03-02T00:30:00+01:00"])  // "2024-03-02T00:30:00+01:00"
        earliest(["2024-03-02", "2024-03-09"])  // "2024-03-02"
        earliest(["2024-03-02", "2024-03-02T12:00:00Z"], {"zone": "UTC"})  // "2024-03-02T00:00:00Z/2024-03-02T12:00:00Z"
        earliest([])  // missing
    """  # noqa: E501
    found = _all(moments, calendar)
    span = Span(
        min(moment.span.first for moment in found), min(moment.span.last for moment in found)
    )
    return _written(span, found)


@DECLARED.function(
    "latest", "latest_list", (list_of(STRING),), STRING, _OF_LIST, cost=_cost_of_list
)
@DECLARED.function(
    "latest", "latest_list_map", (list_of(STRING), CALENDAR), STRING, _OF_LIST, cost=_cost_of_list
)
def latest(moments: list[Any], calendar: Mapping[str, Any] = UNDECLARED) -> str:
    """The last of the moments; of moments that may be each other's last, the span of the last.

    latest(list(string)) -> string
    latest(list(string), map(string, dyn)) -> string

        latest(["2024-03-02T00:00:00Z", "2024-03-02T00:30:00+01:00"])  // "2024-03-02T00:00:00Z"
        latest(["2024-03", "2023"])  // "2024-03"
        latest(["2024-03-02", "2024-03-02T12:00:00Z"], {"zone": "UTC"})  // "2024-03-02T12:00:00Z/2024-03-02T23:59:59.999999999Z"
        latest([])  // missing
    """  # noqa: E501
    found = _all(moments, calendar)
    span = Span(
        max(moment.span.first for moment in found), max(moment.span.last for moment in found)
    )
    return _written(span, found)


def _all(moments: list[Any], calendar: Mapping[str, Any]) -> list[Moment]:
    if not moments:
        raise Missing("no moment is recorded (one at least was expected)")
    for each in moments:
        if not isinstance(each, str):
            raise CelError(f"not a moment: {shorten(str(each))} (a text was expected)")
    return [read(each, calendar) for each in moments]


def _written(span: Span, among: list[Moment]) -> str:
    """A span, as it was written if it is that of one of the moments."""
    return next((moment.text for moment in among if moment.span == span), format_span(span))
