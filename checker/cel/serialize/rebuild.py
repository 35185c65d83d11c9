"""Rebuild one node of a stored tree: from its kind, its detail and the children read before it."""

from collections.abc import Callable
from typing import Any

from checker.cel.syntax import (
    And,
    Bind,
    Call,
    Comprehension,
    Conditional,
    Has,
    Index,
    ListLiteral,
    Literal,
    Macro,
    MapLiteral,
    Name,
    Node,
    Operation,
    Or,
    Select,
    Span,
)

Pop = Callable[[], Any]
"""Takes the next child from the stack: the first one first."""

_UNARY = frozenset({"!", "-"})
_BINARY = frozenset({"==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "%"})
_SINGLE = frozenset({Macro.FILTER, Macro.SORT_BY})
_LITERALS = frozenset({type(None), bool, float, str})
_INT64_MAX = 2**63 - 1


_new = tuple.__new__  # half the time of calling the class, for the kinds that are most frequent


def _text(value: Any) -> str:
    if value.__class__ is not str:
        raise ValueError("a name that is not text")
    return str(value)


def _literal(number: int, span: Span, detail: Any, _: Pop) -> Node:
    if detail.__class__ is int:
        if not -_INT64_MAX - 1 <= detail <= _INT64_MAX:
            raise ValueError("a number outside of 64 bits")
    elif detail.__class__ not in _LITERALS:
        raise ValueError("a literal that is no literal")
    return _new(Literal, (number, span, detail))


def _name(number: int, span: Span, detail: Any, _: Pop) -> Node:
    if detail.__class__ is not str:
        raise ValueError("a name that is not text")
    return _new(Name, (number, span, detail))


def _select(number: int, span: Span, detail: Any, pop: Pop) -> Node:
    if detail.__class__ is not str:
        raise ValueError("a field that is not text")
    end = span[1]  # a selection ends with its field
    return _new(Select, (number, span, pop(), detail, _new(Span, (end - len(detail), end))))


def _has(number: int, span: Span, detail: Any, pop: Pop) -> Node:
    field, start = detail
    if start.__class__ is not int or not span.start <= start <= span.end - len(_text(field)):
        raise ValueError("a field outside of its expression")
    return Has(number, span, pop(), field, Span(start, start + len(field)))


def _index(number: int, span: Span, detail: Any, pop: Pop) -> Node:
    _nothing(detail)
    return Index(number, span, pop(), pop())


def _nothing(detail: Any) -> None:
    if detail is not None:
        raise ValueError("a detail where there is none")


def _many(count: Any, pop: Pop, least: int = 0) -> tuple[Node, ...]:
    if count.__class__ is not int or count < least:
        raise ValueError("a number of children that is none")
    return tuple([pop() for _ in range(count)])


def _list(number: int, span: Span, detail: Any, pop: Pop) -> Node:
    return ListLiteral(number, span, _many(detail, pop))


def _map(number: int, span: Span, detail: Any, pop: Pop) -> Node:
    if detail.__class__ is not int:
        raise ValueError("a number of children that is none")
    flat = _many(2 * detail, pop)
    return MapLiteral(number, span, tuple(zip(flat[::2], flat[1::2], strict=True)))


def _and(number: int, span: Span, detail: Any, pop: Pop) -> Node:
    return And(number, span, _many(detail, pop, 2))


def _or(number: int, span: Span, detail: Any, pop: Pop) -> Node:
    return Or(number, span, _many(detail, pop, 2))


def _conditional(number: int, span: Span, detail: Any, pop: Pop) -> Node:
    _nothing(detail)
    return Conditional(number, span, pop(), pop(), pop())


def _unary(number: int, span: Span, detail: Any, pop: Pop) -> Node:
    if detail not in _UNARY:
        raise ValueError("an operator that is none")
    return Operation(number, span, detail, (pop(),))


def _binary(number: int, span: Span, detail: Any, pop: Pop) -> Node:
    if detail not in _BINARY:
        raise ValueError("an operator that is none")
    return _new(Operation, (number, span, detail, (pop(), pop())))


def _call(number: int, span: Span, detail: Any, pop: Pop) -> Node:
    function, with_target, arguments = detail
    if with_target.__class__ is not bool:
        raise ValueError("a flag that is none")
    target = pop() if with_target else None
    return Call(number, span, _text(function), target, _many(arguments, pop))


def _comprehension(number: int, span: Span, detail: Any, pop: Pop) -> Node:
    name, variables, with_condition = detail
    macro = Macro(name)
    names = tuple([_text(variable) for variable in variables])
    if variables.__class__ is not list or len(names) not in {1, 2} or len(set(names)) < len(names):
        raise ValueError("variables that are none")
    if (len(names) == 2 and macro in _SINGLE) or with_condition.__class__ is not bool:
        raise ValueError("a macro that is none")
    if with_condition and macro is not Macro.MAP:
        raise ValueError("a condition where there is none")
    source = pop()
    condition = pop() if with_condition else None
    return Comprehension(number, span, macro, source, names, condition, pop())


def _bind(number: int, span: Span, detail: Any, pop: Pop) -> Node:
    return Bind(number, span, _text(detail), pop(), pop())


REBUILD: dict[str, Callable[[int, Span, Any, Pop], Node]] = {
    "l": _literal,
    "n": _name,
    "s": _select,
    "h": _has,
    "i": _index,
    "L": _list,
    "M": _map,
    "a": _and,
    "o": _or,
    "?": _conditional,
    "u": _unary,
    "b": _binary,
    "c": _call,
    "m": _comprehension,
    "d": _bind,
}
"""By the letter of a kind. They raise ValueError, TypeError, KeyError or IndexError at nonsense."""
