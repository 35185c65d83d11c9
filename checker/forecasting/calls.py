"""Functions of values that move: what they come to now, and when that will be something else."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from checker.cel.functions.location_index import overloads_of
from checker.cel.functions.meanings import meaning_of, meanings_of, turn_of
from checker.cel.traits import Elements, Meaning, Turn
from checker.cel.types import Kind
from checker.forecasting.arithmetic import compare, operate
from checker.forecasting.boundaries import (
    boundary,
    next_day,
    next_hour,
    next_minute,
    next_month,
    next_year,
)
from checker.forecasting.moving import Moving, Spelt, Stair, later, still
from checker.forecasting.watch import Watch
from checker.time.moments import parse_moment
from checker.time.periods import Unit, period_of
from checker.values import CelError, Duration, Timestamp

Implementation = Callable[..., Any]

_NEXT: Final[Mapping[Turn, Callable[[int], int]]] = {
    Turn.YEAR: next_year,
    Turn.MONTH: next_month,
    Turn.DAY: next_day,
    Turn.HOUR: next_hour,
    Turn.MINUTE: next_minute,
}

_LOOSE: Final = frozenset({Elements.UNREAD, Elements.MOVED, Elements.SPREAD})


def calling(
    watch: Watch, function: str, implementation: Implementation, places: Sequence[int]
) -> Implementation:
    """Calls of a function, or of a method of the first value, in one place of an expression.

    Args:
        places: the indexes of the values that may move.

    Returns:
        A function of the values, which raises CelError or Missing where there is none now.
    """
    meanings = meanings_of(function)
    typed, elapsing = Meaning.TYPE in meanings, Meaning.ELAPSED in meanings
    loose, monotone = _loose(function), {place for place in places if _monotone(function, place)}

    def call(*values: Any) -> Any:
        moving = [place for place in places if not still(values[place])]
        if not moving:
            return implementation(*values)

        def after(elapsed: int) -> Any:
            given = list(values)
            for place in moving:
                given[place] = later(given[place], elapsed)
            return implementation(*given)

        if typed:
            return after(0)
        if elapsing and all(_exact(values[place]) for place in moving):
            return _elapsed(watch, after(0), values)
        if moving == [0]:
            if loose and isinstance(values[0], list):
                return implementation(*values)
            found = _of_first(watch, function, values, after)
            if found is not None:
                return found
        if len(moving) == 1 and moving[0] in monotone:
            return watch.orderly(after, _ends(values, values[moving[0]]))
        settled = [
            watch.settle(each, f"'{function}' of what moves") if place in moving else each
            for place, each in enumerate(values)
        ]
        return implementation(*settled)

    return call


def _loose(function: str) -> bool:
    """Return whether a function of a list does not look at what is in it."""
    return any(overload.traits.elements in _LOOSE for overload in overloads_of(function))


def _monotone(function: str, argument: int) -> bool:
    """Return whether a function follows that argument in one direction."""
    return any(argument in overload.traits.monotone for overload in overloads_of(function))


def _ends(values: Sequence[Any], moving: Any) -> Iterator[int]:
    """The last nanosecond, from now, of each moment that a value names, and the one after it."""
    match moving:
        case Moving(value=Timestamp() as now, speed=1):
            calendars = (each for each in values if isinstance(each, dict))
            zone = next((str(each["zone"]) for each in calendars if "zone" in each), None)
            for text in values:
                if isinstance(text, str):
                    with suppress(CelError):
                        last = parse_moment(text, zone).span.last - now.nanoseconds
                        yield from (last, last + 1)


def _of_first(
    watch: Watch, function: str, values: Sequence[Any], after: Callable[[int], Any]
) -> Any:
    """The value of a function whose first argument alone moves; None for most functions."""
    first, *rest = values
    match first, meaning_of(function, _kind(first)):
        case _, Meaning.ITSELF:
            return first
        case Moving(value=Timestamp(), speed=1), _ if turn_of(function) in _NEXT:
            return _turning(watch, function, first, rest, after)
        case Moving(), Meaning.WHOLE:
            return Stair(after, first.speed > 0)
        case Moving(), Meaning.TEXT:
            return Spelt(after, first)
        case Spelt(exact=Moving() as exact), Meaning.INSTANT:
            return exact
        case Spelt(), Meaning.DUE:
            return _due(watch, first, rest[0], after)
        case Spelt(), Meaning.WITHIN if not _business(rest[1]):
            return watch.orderly(after)
        case list(), Meaning.LEAST | Meaning.GREATEST:
            return _extreme(watch, after(0), first)
        case _:
            return None


def _kind(value: Any) -> Kind:
    match value:
        case Moving(value=Timestamp()):
            return Kind.TIMESTAMP
        case Moving():
            return Kind.DURATION
        case Stair():
            return Kind.INT
        case Spelt():
            return Kind.STRING
        case _:
            return Kind.LIST if isinstance(value, list) else Kind.MAP


def _turning(
    watch: Watch, function: str, moving: Moving, rest: Sequence[Any], after: Callable[[int], Any]
) -> Any:
    """A part of the time that it is, until clocks show the next one."""
    found = after(0)
    zone = rest[0] if rest else "UTC"
    instant = moving.value.nanoseconds
    watch.at(boundary(instant, zone, _NEXT[turn_of(function)]) - instant)
    return found


def _business(limit: Any) -> bool:
    """Return whether a limit counts business days.

    A deadline of them may be unknown for the years that no calendar covers, and known after them.
    """
    return period_of(limit).unit is Unit.BUSINESS_DAYS


def _due(watch: Watch, start: Spelt, limit: Any, after: Callable[[int], Any]) -> Any:
    """The deadline of what begins now, which grows later with it; None where it need not."""
    if _business(limit):
        return None
    after(0)
    period = period_of(limit)
    exact = None
    if start.exact is not None and period.unit is Unit.TIME:
        exact = operate(watch, "+", start.exact, Duration(period.number))
    return Spelt(after, exact)


def _exact(value: Any) -> bool:
    return isinstance(value, Spelt) and value.exact is not None


def _elapsed(watch: Watch, duration: Duration, values: Sequence[Any]) -> Any:
    """The time between two moments, of which one or both are now."""
    speeds = [
        each.exact.speed if isinstance(each, Spelt) and each.exact is not None else 0
        for each in values[:2]
    ]
    speed = speeds[1] - speeds[0]
    # Added to nothing, it tells when it grows too long.
    return operate(watch, "+", Moving(duration, speed), Duration(0)) if speed else duration


def _extreme(watch: Watch, found: Any, values: list[Any]) -> Any:
    """The least or the greatest of a list, until another overtakes it."""
    winner = values[later(values, 0).index(found)]
    for each in values:
        if each is not winner and not (still(each) and still(winner)):
            compare(watch, "<", each, winner)
            compare(watch, "<=", each, winner)
    return winner
