"""Recorded values: what records say, with the places that say it, or that should."""

from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeAlias, TypeVar

from checker.record import NamedTuple
from checker.time.calendars import Calendar
from checker.time.days import Span
from checker.time.moments import Moment, format_span, parse_moment
from checker.values import CelError

Path: TypeAlias = tuple[str | int, ...]
"""A path in the document of an inventory: (`vendors`, 3, `incidents`, 0)."""

T = TypeVar("T")


class Recorded(NamedTuple, Generic[T]):
    """A value and the places that it was made of.

    Attributes:
        value: None where records do not tell.
        places: the deciding ones first; of a value that is not told, first those to record.
    """

    value: T | None
    places: tuple[Path, ...]


Truth: TypeAlias = Recorded[bool]
"""True, false, or not told."""


def true(*places: Path) -> Truth:
    """The truth of what these places tell."""
    return Recorded(value=True, places=places)


def false(*places: Path) -> Truth:
    """The falsehood of what these places tell."""
    return Recorded(value=False, places=places)


def field(record: Any, path: Path, *names: str) -> Recorded[Any]:
    """The value below a record, and its place; the first that is not there is the gap."""
    value: Any = record
    for name in names:
        path = (*path, name)
        if not isinstance(value, dict) or name not in value:
            return Recorded(None, (path,))
        value = value[name]
    return Recorded(value, (path,))


def every(conditions: Iterable[Truth]) -> Truth:
    """Whether all hold: one that does not decides, whatever else is not told."""
    places: list[Path] = []
    gaps: list[Path] = []
    for condition in conditions:
        if condition.value is False:
            return condition
        (gaps if condition.value is None else places).extend(condition.places)
    return Recorded(None if gaps else True, (*gaps, *places))


def some(conditions: Iterable[Truth]) -> Truth:
    """Whether one holds: that one decides, whatever else is not told."""
    turned = every(inverse(recorded) for recorded in conditions)
    return inverse(turned)


def inverse(condition: Truth) -> Truth:
    """Whether a condition does not hold."""
    value = condition.value
    return condition if value is None else Recorded(not value, condition.places)


def moment(recorded: Recorded[Any], calendar: Calendar) -> Recorded[Moment]:
    """The moment that a text records; one that does not exist is not told."""
    if not isinstance(recorded.value, str):
        return Recorded(None, recorded.places)
    try:
        return Recorded(parse_moment(recorded.value, calendar.zone), recorded.places)
    except CelError:
        return Recorded(None, recorded.places)


def first_of(moments: Sequence[Recorded[Moment]], gap: Path) -> Recorded[Moment]:
    """The earliest of the moments, of none of which the place may be a gap."""
    return _end(moments, gap, min)


def last_of(moments: Sequence[Recorded[Moment]], gap: Path) -> Recorded[Moment]:
    """The latest of the moments, of none of which the place may be a gap."""
    return _end(moments, gap, max)


def _end(moments: Sequence[Recorded[Moment]], gap: Path, choose: Any) -> Recorded[Moment]:
    told = [(recorded.value, recorded.places) for recorded in moments if recorded.value is not None]
    if not told:
        return Recorded(
            None, tuple(place for recorded in moments for place in recorded.places) or (gap,)
        )
    if len(told) < len(moments):
        return Recorded(
            None,
            tuple(p for recorded in moments if recorded.value is None for p in recorded.places),
        )
    spans = [value.span for value, _ in told]
    span = Span(choose(each.first for each in spans), choose(each.last for each in spans))
    for value, places in told:
        if value.span == span:
            return Recorded(value, places)
    text = format_span(span)
    return Recorded(parse_moment(text), tuple(place for _, places in told for place in places))
