"""Lists that a function made of another list's elements: each keeps the place that it has there."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from checker.cel.functions.location_index import overloads_of
from checker.cel.syntax import Call, Operation
from checker.cel.trace.record import Record, pick
from checker.cel.traits import Elements

_HANDED_ON: Final[frozenset[Elements]] = frozenset(
    {Elements.MOVED, Elements.SPREAD, Elements.CHOSEN}
)


def parts(
    node: Operation | Call, children: Sequence[Record], outcome: Any
) -> Mapping[Any, Record] | None:
    """The records of what a list holds, by index; None if it was made of something else."""
    if not isinstance(outcome, list):
        return None
    match node:
        case Operation(operator="+"):
            given = [element for child in children for element in _elements(child)]
        case Call(function=name) if (uses := _uses(name)) & _HANDED_ON:
            given = list(_elements(children[0]))
            if Elements.SPREAD in uses:
                given = list(_spread(given))
        case _:
            return None
    return _found(given, outcome)


def _uses(function: str) -> frozenset[Elements]:
    """The uses that a function makes of the elements of its first argument."""
    return frozenset(overload.traits.elements for overload in overloads_of(function))


def _elements(record: Record) -> Iterator[Record]:
    for index, value in enumerate(record.outcome):
        yield pick(record.node, record, index, value)


def _spread(records: Sequence[Record]) -> Iterator[Record]:
    for record in records:
        if isinstance(record.outcome, list):
            yield from _spread(list(_elements(record)))
        yield record


def _found(given: Sequence[Record], outcome: Sequence[Any]) -> Mapping[Any, Record] | None:
    """The record of each value, those of the same value in their order."""
    waiting: dict[int, list[Record]] = {}
    for record in reversed(given):
        waiting.setdefault(id(record.outcome), []).append(record)
    try:
        return {index: waiting[id(value)].pop() for index, value in enumerate(outcome)}
    except (KeyError, IndexError):
        return None
