"""Reaching a bound: which values, changed, would bring a number, size or instant to its side.

What was computed is followed back to what is recorded: through sizes, sums and differences,
the largest and the smallest of several, and texts read as instants.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from math import ceil, floor, isfinite
from typing import Any, Final, TypeAlias

from checker.cel import operators
from checker.cel.functions.meanings import meanings_of
from checker.cel.syntax import Call, Operation
from checker.cel.trace.record import Record
from checker.cel.traits import Meaning
from checker.explaining import shape
from checker.explaining.change import Change, Edit
from checker.explaining.plan import Plan, any_of, every
from checker.explaining.shape import Address
from checker.explaining.target import Find, is_name, operands_of, settled, target
from checker.explaining.words import word
from checker.time.limits import timestamp
from checker.time.text import SECOND, format_timestamp
from checker.values import CelError, Duration, Timestamp


class Side(Enum):
    """On which side of a bound a value must be; the word stands before the bound."""

    AT_MOST = "at most"
    AT_LEAST = "at least"

    @property
    def other(self) -> "Side":
        """The opposite."""
        return Side.AT_LEAST if self is Side.AT_MOST else Side.AT_MOST


_COUNTS: Final = frozenset(
    {"clients_declared", "records", "bytes", "individuals", "individuals_affected"}
    | {"records_affected", "findings_open"}
)
"""Fields that state how many there are: that there be fewer is no remedy."""

_FAR = 1_000_000
_YEARS = 40
"""Far, and yet within what a duration holds; a leap day stays one."""

_STEP: Final = {Side.AT_MOST: -1, Side.AT_LEAST: 1}


def beyond(bound: Any, side: Side) -> Any:
    """The nearest bound that excludes this one, None where there is no nearest."""
    step = _STEP[side]
    match bound:
        case bool():
            return None
        case int():
            return bound + step
        case float() if isfinite(bound):
            return _floor(bound, side) + (step if bound == _floor(bound, side) else 0)
        case Timestamp(nanoseconds):
            return Timestamp(nanoseconds + step * SECOND)
        case Duration(nanoseconds):
            return Duration(nanoseconds + step * SECOND)
        case _:
            return None


def limit(side: Side, bound: Any) -> str:
    """`at most 72`, `not before 2031-05-15T12:00:00Z`."""
    if isinstance(bound, str | Timestamp):
        return f"{'not after' if side is Side.AT_MOST else 'not before'} {word(bound)}"
    return f"{side.value} {word(bound)}"


def reach(record: Record, side: Side, bound: Any, find: Find, context: str = "") -> list[Plan]:
    """The plans that would bring the value of a record to that side of the bound, or onto it.

    Args:
        context: what the bound comes from, if it is not the one that the policy states.
    """
    record = settled(record)
    path = target(record)
    if path is not None:
        return bounded(find(path), side, bound, context)
    children = operands_of(record)
    match record.node:
        case Call() if isinstance(bound, int) and _means(record, Meaning.SIZE):
            return _resize(children[0], side, bound, find)
        case Call() if isinstance(bound, Timestamp) and _means(record, Meaning.INSTANT):
            text = format_timestamp(_whole(bound, side))
            return reach(children[0], side, text, find, context)
        case Operation(operator="-", operands=(_, _)):
            context = context or _context(record, side, bound)
            return _difference(children, side, bound, find, context)
        case Operation(operator="+") if not isinstance(bound, str | list):
            return _sum(children, side, bound, find, context)
        case Call() if _means(record, Meaning.GREATEST):
            return _extreme(children, side, bound, find, all_of=side is Side.AT_MOST)
        case Call() if _means(record, Meaning.LEAST):
            return _extreme(children, side, bound, find, all_of=side is Side.AT_LEAST)
        case _:
            return []


def _means(record: Record, meaning: Meaning) -> bool:
    return isinstance(record.node, Call) and meaning in meanings_of(record.node.function)


def bounded(address: Address, side: Side, bound: Any, context: str = "") -> list[Plan]:
    """The plan that sets a value to a bound, or to anything beyond it on that side."""
    document, path, *_ = address
    if (
        is_name(address)
        or shape.sensitive(address)
        or (side is Side.AT_MOST and path[-1] in _COUNTS)
    ):
        return []
    options = [each for each in _forms(bound, side) if shape.allows(address, each)]
    if not options:
        return []
    stated = limit(side, options[0] if context else bound)
    far = _far(options[0], side)
    return [(Change(document, path, Edit.SET, tuple(options), stated, context, far=far),)]


def _far(bound: Any, side: Side) -> Any:
    """A value that is far on that side of a number, or of the text of a day or an instant."""
    if not isinstance(bound, str):
        return 0 if side is Side.AT_MOST else int(bound) + _FAR
    year = bound[:4]
    step = _YEARS if side is Side.AT_LEAST else -_YEARS
    return f"{int(year) + step:04}{bound[4:]}" if year.isdecimal() else None


def _forms(bound: Any, side: Side) -> list[Any]:
    """The forms in which a bound may be written."""
    if isinstance(bound, bool) or not isinstance(bound, int | float | str):
        return []
    if isinstance(bound, float) and isfinite(bound):
        return [bound, _floor(bound, side)]
    return [bound]


def _floor(bound: float, side: Side) -> int:
    """The nearest whole number on that side."""
    return floor(bound) if side is Side.AT_MOST else ceil(bound)


def _whole(bound: Timestamp, side: Side) -> Timestamp:
    """The nearest whole second on that side."""
    seconds = bound.nanoseconds // SECOND
    if side is Side.AT_LEAST:
        seconds = -(-bound.nanoseconds // SECOND)
    return timestamp(seconds * SECOND)


def _context(record: Record, side: Side, bound: Any) -> str:
    """`120 h, at most 72 h`, of a length of time that lies between two recorded instants."""
    if not isinstance(bound, Duration) or record.failed:
        return ""
    return f"{word(record.outcome)}, {limit(side, bound)}"


def _resize(record: Record, side: Side, bound: int, find: Find) -> list[Plan]:
    """Record what is missing; that there be fewer of what is there is not proposed."""
    record = settled(record)
    path = target(record)
    if path is None or not record.failed or side is not Side.AT_LEAST or bound != 1:
        return []
    address = find(path)
    document, place, *_ = address
    texts = shape.samples(address)
    return [(Change(document, place, Edit.SET, texts, free=True),)] if texts else []


_Operate: TypeAlias = Callable[[Any, Any], Any]


def _worked(operate: _Operate, a: Any, b: Any) -> Any:
    try:
        return operate(a, b)
    except CelError:
        return None


def _difference(
    children: Sequence[Record], side: Side, bound: Any, find: Find, context: str
) -> list[Plan]:
    """Changes of `a - b`: either side can move, each while the other stays."""
    if len(children) == 1:
        return []
    a, b = children
    plans: list[Sequence[Plan]] = []
    if not b.failed:
        most = _worked(operators.add, bound, b.outcome)
        plans.append(reach(a, side, most, find, context))
    if not a.failed:
        least = _worked(operators.subtract, a.outcome, bound)
        plans.append(reach(b, side.other, least, find, context))
    return any_of(plans)


def _sum(
    children: Sequence[Record], side: Side, bound: Any, find: Find, context: str
) -> list[Plan]:
    if len(children) == 1:
        return []
    a, b = children
    plans: list[Sequence[Plan]] = []
    for moved, still in ((a, b), (b, a)):
        if not still.failed:
            rest = _worked(operators.subtract, bound, still.outcome)
            plans.append(reach(moved, side, rest, find, context))
    return any_of(plans)


def _extreme(
    children: Sequence[Record], side: Side, bound: Any, find: Find, *, all_of: bool
) -> list[Plan]:
    """Changes of an extreme: of a largest all values fall or one rises; of a smallest, reversed."""
    if any(isinstance(child.outcome, list) for child in children):
        return []
    plans = [
        [()] if _there(child, side, bound) else reach(child, side, bound, find)
        for child in children
    ]
    return every(plans) if all_of else any_of(plans)


def _there(record: Record, side: Side, bound: Any) -> bool:
    if record.failed:
        return False
    a, b = (record.outcome, bound) if side is Side.AT_MOST else (bound, record.outcome)
    return bool(_worked(operators.less_equal, a, b))
