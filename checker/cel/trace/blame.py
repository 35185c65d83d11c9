"""Blame: which reads of the data decided an outcome, told from the reads it merely rests on.

A touch *decides* if changing what is there could change the outcome by itself: of a false `&&`
the false operands, of a false `all` every element that is false. The other touches are what led
there: the condition of a filter, the operands that were true. The law that ties them (and that the
tests hold): data that agrees with all touches of a record has the same outcome.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, assert_never

from checker.cel.syntax import (
    And,
    Call,
    Comprehension,
    Has,
    Index,
    Macro,
    Operation,
    Or,
    Select,
)
from checker.cel.trace.record import Aspect, Path, Record
from checker.cel.values import CelError


class Touch(NamedTuple):
    """A place of the data that an outcome depends on, and in what respect.

    `value` is what stands there, None where nothing does.
    """

    path: Path
    aspect: Aspect
    value: Any
    deciding: bool = True


def blame(record: Record) -> list[Touch]:
    """Every touch of an outcome; at least one decides, if there are any."""
    touches = list(_value(record))
    if any(touch.deciding for touch in touches):
        return touches
    return [touch._replace(deciding=True) for touch in touches]


def _context(touches: Iterable[Touch]) -> Iterator[Touch]:
    return (touch._replace(deciding=False) for touch in touches)


def _value(record: Record) -> Iterator[Touch]:
    """What decided the whole value of a record, or that it has none."""
    if record.sought is not None:
        yield Touch(record.sought, Aspect.ABSENT, None)
        yield from _route(record)
    elif record.origin is not None:
        yield from _value(record.origin)
        yield from _surroundings(record)
    elif record.path is not None:
        yield _touch(record, record.path)
        yield from _route(record)
    else:
        yield from _computed(record)


def _touch(record: Record, path: Path) -> Touch:
    if record.aspect is Aspect.PRESENT and record.source is not None:
        return Touch(path, Aspect.PRESENT, record.source.outcome[record.outcome])
    return Touch(path, record.aspect, record.outcome)


def _route(record: Record) -> Iterator[Touch]:
    """What led to the place of a record, without what stands there."""
    if record.origin is not None:
        yield from _route(record.origin)
    elif record.path is None and record.sought is None:
        yield from _shape(record)
    yield from _surroundings(record)


def _surroundings(record: Record) -> Iterator[Touch]:
    for child in record.children:
        yield from _context(_value(child))
    if record.source is not None:
        yield from _context(_route(record.source))


def _shape(record: Record) -> Iterator[Touch]:
    """What decided how many elements, or which keys, a record's value has."""
    if record.origin is not None:
        yield from _shape(record.origin)
        yield from _surroundings(record)
    elif record.path is not None:
        touch = _touch(record, record.path)
        yield touch._replace(aspect=Aspect.SIZE) if touch.aspect is Aspect.VALUE else touch
        yield from _route(record)
    elif isinstance(record.node, Comprehension) and not record.failed and record.source is not None:
        yield from _built(record, record.node.macro, record.source)
    else:
        yield from _value(record)


def _built(record: Record, macro: Macro, source: Record) -> Iterator[Touch]:
    """The shape of a list that a macro built."""
    match macro:
        case Macro.FILTER:
            yield from _conditions(record, source)
        case Macro.MAP:
            yield from _conditions(record, source)
            for body in (record.parts or {}).values():
                yield from _context(_value(body))
        case Macro.SORT_BY:
            yield from _shape(source)
            for key in record.children:
                yield from _context(_value(key))
        case Macro.ALL | Macro.EXISTS | Macro.EXISTS_ONE:
            yield from _value(record)
        case _:
            assert_never(macro)


def _conditions(record: Record, source: Record) -> Iterator[Touch]:
    """Of the elements that a condition chose from, the chosen decide; if there are none, all do."""
    chosen = any(child.outcome is True for child in record.children)
    for child in record.children:
        touches = blame(child)
        yield from _context(touches) if chosen and child.outcome is False else touches
    shape = _shape(source)
    yield from _context(shape) if record.children else shape


def _computed(record: Record) -> Iterator[Touch]:
    node = record.node
    match node:
        case And():
            yield from _junction(record.children, record.outcome, decided=False)
        case Or():
            yield from _junction(record.children, record.outcome, decided=True)
        case Has(field=field) if record.source is not None:
            yield from _presence(record, record.source, field)
        case Comprehension() if record.source is not None and not record.source.failed:
            yield from _comprehension(record, node.macro, record.source)
        case _ if record.failed:
            yield from _failure(record)
        case Operation(operator="in"):
            yield from _membership(*record.children)
        case Call(function="size"):
            yield from _shape(record.children[0])
        case _:
            for child in record.children:
                yield from _value(child)


def _failure(record: Record) -> Iterator[Touch]:
    """Strict evaluation stops at the first operand without a value: that one decides."""
    *before, last = record.children or (None,)
    if last is None:
        return
    if last.failed:
        for child in before:
            yield from _context(_value(child))
        yield from _value(last)
    elif isinstance(record.node, Select | Has | Index):
        # Of what is asked for the wrong thing, only the kind or the size matters.
        yield from _shape(record.children[0])
        for child in record.children[1:]:
            yield from _value(child)
    else:
        for child in record.children:
            yield from _value(child)


def _junction(children: Iterable[Record], outcome: Any, *, decided: bool) -> Iterator[Touch]:
    """Of operands that absorb one another, those that came to the outcome decide."""
    absorbing = outcome is decided
    for child in children:
        if alike(child.outcome, outcome):
            yield from blame(child)
        elif not absorbing:
            yield from _context(_value(child))


def alike(outcome: Any, other: Any) -> bool:
    """Whether two outcomes are the same bool, both errors, or both lack evidence."""
    if isinstance(outcome, bool) or isinstance(other, bool):
        return outcome is other
    return isinstance(outcome, CelError) is isinstance(other, CelError)


def _presence(record: Record, operand: Record, field: str) -> Iterator[Touch]:
    path = (*(operand.path or ()), field)
    if record.outcome is True:
        yield Touch(path, Aspect.PRESENT, operand.outcome[field])
    else:
        yield Touch(path, Aspect.ABSENT, None)
    yield from _context(_route(operand))


def _membership(item: Record, container: Record) -> Iterator[Touch]:
    yield from _value(item)
    key = item.outcome
    located = container.path is not None and isinstance(container.outcome, dict)
    if not located or not isinstance(key, str):
        yield from _value(container)
        return
    path = (*(container.path or ()), key)
    if key in container.outcome:
        yield Touch(path, Aspect.PRESENT, container.outcome[key])
    else:
        yield Touch(path, Aspect.ABSENT, None)
    yield from _context(_route(container))


def _comprehension(record: Record, macro: Macro, source: Record) -> Iterator[Touch]:
    match macro:
        case Macro.ALL | Macro.EXISTS:
            decided = macro is Macro.EXISTS
            found = list(_junction(record.children, record.outcome, decided=decided))
            yield from found
            yield from _context(_shape(source)) if found else _shape(source)
        case Macro.EXISTS_ONE | Macro.FILTER | Macro.MAP | Macro.SORT_BY if record.failed:
            yield from _failure(record)
            yield from _context(_shape(source))
        case Macro.EXISTS_ONE:
            yield from _conditions(record, source)
        case Macro.FILTER | Macro.MAP | Macro.SORT_BY:
            built = _built(record, macro, source)
            yield from built if macro is Macro.FILTER or not record.parts else _context(built)
            for part in (record.parts or {}).values():
                yield from _value(part)
        case _:
            assert_never(macro)
