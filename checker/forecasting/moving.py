"""Values that move with the clock: what `now`, and what is computed from it, becomes later.

A timestamp or a duration moves at a constant speed (`now + duration("72h")` by one nanosecond each
nanosecond, `end - now` backwards), so that it is known beforehand when it meets another. A number
that was made of one (`(now - start).getHours()`) is a stair: it only ever rises, or only falls.
"""

from collections.abc import Callable, Iterator
from typing import Any

from checker.record import NamedTuple
from checker.values import Duration, Timestamp


class Moving(NamedTuple):
    """A timestamp or a duration: what it is at the moment, and nanoseconds a nanosecond."""

    value: Timestamp | Duration
    speed: int


class Stair(NamedTuple):
    """A number that rises by steps, or falls.

    Attributes:
        after: the number so many nanoseconds after the moment; it may raise CelError from some
            moment on, or up to one.
        rising: whether it never falls; else it never rises.
    """

    after: Callable[[int], Any]
    rising: bool


class Spelt(NamedTuple):
    """A moment as text, as functions over moments take it: `string(now)`, and what is due then.

    Attributes:
        after: the text so many nanoseconds after the moment. It only ever names later moments, or
            only earlier ones.
        exact: the timestamp that it spells, if it is a new one each nanosecond.
    """

    after: Callable[[int], str]
    exact: Moving | None


def later(value: Any, elapsed: int) -> Any:
    """The value so many nanoseconds after the moment.

    Raises:
        CelError: it has no value then.
    """
    match value:
        case Moving():
            kind = type(value.value)
            return kind(value.value.nanoseconds + value.speed * elapsed)
        case Stair() | Spelt():
            return value.after(elapsed)
        case list() if still(value):
            return value
        case list():
            return [later(each, elapsed) for each in value]
        case dict() if still(value):
            return value
        case dict():
            return {key: later(each, elapsed) for key, each in value.items()}
        case _:
            return value


def still(value: Any) -> bool:
    """Return whether nothing in a value moves."""
    match value:
        case Moving() | Stair() | Spelt():
            return False
        case list():
            return all(map(still, value))
        case dict():
            return all(map(still, value.values()))
        case _:
            return True


def leaves(value: Any) -> Iterator[Any]:
    """The values in lists and maps, however deep, that are neither."""
    match value:
        case list():
            for each in value:
                yield from leaves(each)
        case dict():
            for each in value.values():
                yield from leaves(each)
        case _:
            yield value


def meeting(distance: int, speed: int, holds: Callable[[int], bool]) -> int | None:
    """The first whole nanosecond from now at which a distance to zero holds or no longer does.

    Args:
        distance: what it is now.
        speed: what it gains each nanosecond.
        holds: below zero, at zero and above zero one answer each.
    """
    if speed == 0 or distance * speed > 0:
        return None
    arrival = -(-abs(distance) // abs(speed))
    now = holds(distance)
    times = sorted({max(arrival, 1), arrival + 1})
    return next((each for each in times if holds(distance + speed * each) is not now), None)
