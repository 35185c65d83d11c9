"""Operators on values that move: what they come to now, and when that will be something else."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from checker.cel import operators
from checker.cel.limits import INT_MAX, INT_MIN
from checker.cel.signs import BINARY
from checker.forecasting.moving import Moving, Spelt, Stair, later, leaves, meeting, still
from checker.forecasting.watch import Watch
from checker.time.limits import TIMESTAMP_MAX, TIMESTAMP_MIN
from checker.values import CelError, Duration, Timestamp

_HOLDS: Final[Mapping[str, Callable[[int], bool]]] = {
    "==": lambda distance: distance == 0,
    "!=": lambda distance: distance == 0,
    "<": lambda distance: distance < 0,
    "<=": lambda distance: distance <= 0,
    ">": lambda distance: distance > 0,
    ">=": lambda distance: distance >= 0,
}
_RANGES: Final = {
    Timestamp: (TIMESTAMP_MIN, TIMESTAMP_MAX),
    Duration: (INT_MIN, INT_MAX),
}


def operate(watch: Watch, sign: str, a: Any, b: Any) -> Any:
    """`a sign b`, for the binary signs of `checker.cel.syntax.Operation`.

    Raises:
        CelError: it has no value now.
    """
    if still(a) and still(b):
        return BINARY[sign](a, b)
    if sign in _HOLDS:
        return compare(watch, sign, a, b)
    if sign == "in":
        return _contains(watch, a, b)
    if isinstance(a, Stair) or isinstance(b, Stair):
        return _stair(watch, sign, a, b)
    if isinstance(a, Moving | Timestamp | Duration) and isinstance(
        b, Moving | Timestamp | Duration
    ):
        return _moved(watch, sign, a, b)
    if isinstance(a, Spelt) or isinstance(b, Spelt):
        a, b = watch.settle(a, "a text"), watch.settle(b, "a text")
    # Lists are joined as they are; everything else is an error, now and later.
    return operators.add(a, b) if sign == "+" else BINARY[sign](later(a, 0), later(b, 0))


def negate(watch: Watch, a: Any) -> Any:
    """`-a`."""
    return _stair(watch, "-", 0, a) if isinstance(a, Stair) else operators.negate(later(a, 0))


def compare(watch: Watch, sign: str, a: Any, b: Any) -> bool:
    """`a sign b`, for the six comparisons.

    Raises:
        CelError: they have no order, neither now nor later.
    """
    now = bool(BINARY[sign](later(a, 0), later(b, 0)))
    if isinstance(a, list | dict) or isinstance(b, list | dict):
        _pairs(watch, a, b)
        return now
    one, speed = _place(a)
    other, against = _place(b)
    if one is not None and other is not None:
        distance = one.nanoseconds - other.nanoseconds
        if type(one) is type(other):
            watch.at(meeting(distance, speed - against, _HOLDS[sign]))
        return now
    if isinstance(a, Spelt) or isinstance(b, Spelt):
        watch.settle([a, b], "a comparison of texts")
    elif isinstance(a, Stair) or isinstance(b, Stair):
        _stairs(watch, a, b)
    return now


def _place(value: Any) -> tuple[Timestamp | Duration | None, int]:
    """A timestamp or duration, and how fast it moves; None for everything else."""
    match value:
        case Moving():
            return value
        case Timestamp() | Duration():
            return value, 0
        case _:
            return None, 0


def _stairs(watch: Watch, a: Any, b: Any) -> None:
    """Tell when the order of two numbers changes."""
    if _apart(a, b) is None:
        a, b = watch.settle(a, "a number"), watch.settle(b, "a number")
    else:
        watch.orderly(lambda elapsed: operators.compare(later(a, elapsed), later(b, elapsed)))


def _apart(a: Any, b: Any) -> bool | None:
    """Whether `a - b` never falls (or never rises: False); None where that cannot be told."""
    match a, b:
        case Stair(), Stair():
            return a.rising if a.rising is not b.rising else None
        case Stair(), _:
            return a.rising
        case _:
            return not b.rising if isinstance(b, Stair) else True


def _pairs(watch: Watch, a: Any, b: Any) -> None:
    """Tell when something in the one equals something in the other, or no longer does."""
    others = list(leaves(b))
    for one in leaves(a):
        for other in others:
            if not (still(one) and still(other)):
                compare(watch, "==", one, other)


def _contains(watch: Watch, item: Any, container: Any) -> bool:
    if isinstance(container, dict):
        item, container = watch.settle(item, "a key"), dict.fromkeys(container)
    else:
        _pairs(watch, item, container)
    return operators.contains(later(item, 0), later(container, 0))


def _moved(watch: Watch, sign: str, a: Any, b: Any) -> Any:
    one, speed = _place(a)
    other, against = _place(b)
    if one is None or other is None or sign not in {"+", "-"}:
        return BINARY[sign](one, other)
    if sign == "+":
        total, speed = one.nanoseconds + other.nanoseconds, speed + against
        instants = isinstance(one, Timestamp) + isinstance(other, Timestamp)
    else:
        total, speed = one.nanoseconds - other.nanoseconds, speed - against
        instants = isinstance(one, Timestamp) - isinstance(other, Timestamp)
    if instants in {0, 1}:
        least, most = _RANGES[Timestamp if instants else Duration]
        watch.at(meeting(total - least, speed, lambda distance: distance >= 0))
        watch.at(meeting(total - most, speed, lambda distance: distance <= 0))
    value = BINARY[sign](one, other)
    return Moving(value, speed) if speed else value


def _stair(watch: Watch, sign: str, a: Any, b: Any) -> Any:
    """A number that moves, computed of another; where it would go up and down, it is settled."""
    direction = _direction(sign, a, b)
    if direction is None:
        return BINARY[sign](watch.settle(a, "a number"), watch.settle(b, "a number"))
    compute = BINARY[sign]

    def after(elapsed: int) -> Any:
        return compute(later(a, elapsed), later(b, elapsed))

    try:
        after(0)
    except CelError:
        return watch.orderly(after)
    return Stair(after, direction)


def _direction(sign: str, a: Any, b: Any) -> bool | None:
    match sign:
        case "-":
            return _apart(a, b)
        case "+":
            if isinstance(a, Stair) and isinstance(b, Stair):
                return a.rising if a.rising is b.rising else None
            return a.rising if isinstance(a, Stair) else bool(b.rising)
        case "*":
            stair, factor = (a, b) if isinstance(a, Stair) else (b, a)
            return _scaled(stair, factor)
        case "/":
            return _scaled(a, b) if isinstance(a, Stair) else None
        case _:
            return None


def _scaled(stair: Stair, factor: Any) -> bool | None:
    if type(factor) is not int or factor == 0:
        return None
    return stair.rising is (factor > 0)
