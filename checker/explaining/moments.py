"""Moments: the day from which on, or until which, a call that follows a recorded day is so.

A call as `overdue(due(day, period, calendar), now)` changes its outcome once as the day moves: the
day at which it does is found by calling it.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from checker.cel.functions.dispatch import resolve
from checker.cel.functions.location_index import overloads_of
from checker.cel.functions.meanings import meanings_of
from checker.cel.syntax import Call, Conditional, Has
from checker.cel.trace.record import Path, Record
from checker.cel.traits import Direction, Meaning
from checker.explaining.bounds import Side, bounded
from checker.explaining.plan import Plan, any_of
from checker.explaining.target import Find, operands_of, target
from checker.time.civil import day_number
from checker.time.text import format_day
from checker.values import CelError, Missing

_FIRST: Final = day_number(1970, 1, 1)
_LAST: Final = day_number(2200, 1, 1)


class _Moved(NamedTuple):
    """A recorded day that an operand follows, and the operand for any other day."""

    path: Path
    to: Callable[[str], Any]


def dated(record: Record, find: Find, *, want: bool) -> list[Plan]:
    """Plans that move a recorded day until a call has the outcome that is wanted."""
    node, operands = record.node, operands_of(record)
    if not isinstance(node, Call):
        return []
    plans = []
    for index, direction in _followed(node.function).items():
        others = (*operands[:index], *operands[index + 1 :])
        if index >= len(operands) or any(each.failed for each in others):
            continue
        moved = _moved(operands[index])
        if moved is None:
            continue
        call = _call(node, operands, index, moved)
        side = Side.AT_LEAST if (direction is Direction.RISING) is want else Side.AT_MOST
        day = _turning_day(call, side, want=want)
        if day is not None:
            plans.append(bounded(find(moved.path), side, day))
    return any_of(plans)


def _followed(function: str) -> dict[int, Direction]:
    """The arguments that a function follows in one direction."""
    return {
        index: direction
        for overload in overloads_of(function)
        for index, direction in overload.traits.monotone.items()
    }


def _moved(record: Record) -> _Moved | None:
    """The day that a value follows: itself, or the one that a length of time is counted from."""
    path = _gap(record) or target(record)
    if path is not None:
        return _Moved(path, lambda text: text)
    while record.origin is not None:
        record = record.origin
    match record.node:
        case Call(function=function) as node if Meaning.DUE in meanings_of(function):
            start, *others = operands = operands_of(record)
            moved = _moved(start)
            if moved is None or any(each.failed for each in others):
                return None
            return _Moved(moved.path, _call(node, operands, 0, moved))
        case _:
            return None


def _gap(record: Record) -> Path | None:
    """The record that is not there, and in the place of which another one was taken."""
    while record.origin is not None:
        match record.node, record.children:
            case Conditional(), (
                Record(node=Has(field=field), outcome=False, source=Record(path=(*above,))),
            ):
                return (*above, field)
        record = record.origin
    return None


def _call(
    node: Call, operands: Sequence[Record], index: int, moved: _Moved
) -> Callable[[str], Any]:
    """The outcome of a call whose one operand follows another day; None where it has none."""
    function = resolve(node.function, node.target is not None, len(operands))
    values = [each.outcome for each in operands]

    def outcome(text: str) -> Any:
        try:
            return function(*values[:index], moved.to(text), *values[index + 1 :])
        except (CelError, Missing):
            return None

    return outcome


def _turning_day(call: Callable[[str], Any], side: Side, *, want: bool) -> str | None:
    """The last day that is so on the way from far on that side; None if none is, or all are."""

    def so(day: int) -> bool:
        return call(format_day(day)) is want

    near, far = (_FIRST, _LAST) if side is Side.AT_LEAST else (_LAST, _FIRST)
    if so(near) or not so(far):
        return None
    while abs(far - near) > 1:
        middle = (near + far) // 2
        near, far = (near, middle) if so(middle) else (middle, far)
    return format_day(far)
