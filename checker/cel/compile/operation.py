"""Evaluators of comparison, membership and arithmetic, with short ways for what policies write.

A comparison with a literal, and `in` a list of strings, are most of what a policy does. The short
ways ask Python only where Python and CEL agree; everything else goes to `checker.cel.operators`.
"""

import operator
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from checker.cel import operators
from checker.cel.compile.access import path
from checker.cel.compile.frame import Evaluator, outranked, spend
from checker.cel.limits import extent
from checker.values import Duration, Timestamp

Place: TypeAlias = tuple[int, str]
"""A slot, and a field of the map in it."""

_PLAIN: Final = frozenset({int, float, str, Timestamp, Duration})
_ORDERS: Final[Mapping[str, tuple[Callable[[Any, Any], bool], Callable[[Any, Any], bool]]]] = {
    "<": (operator.lt, operators.less),
    "<=": (operator.le, operators.less_equal),
    ">": (operator.gt, lambda a, b: operators.less(b, a)),
    ">=": (operator.ge, lambda a, b: operators.less_equal(b, a)),
}
_ARITHMETIC: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "-": operators.subtract,
    "*": operators.multiply,
    "/": operators.divide,
    "%": operators.modulo,
}
_UNITS_OF_SIZE: Final = 16  # bytes or elements that are copied or compared for one unit of budget


def equality(left: Evaluator, right: Evaluator, *, negated: bool) -> Evaluator:
    """`left == right`, or `!=`."""

    def evaluate(frame: list[Any]) -> bool:
        try:
            a = left(frame)
        except KeyError as missing:
            raise outranked(missing, (right,), frame) from None
        b = right(frame)
        kind = type(a)
        if kind is type(b) and kind in _PLAIN:
            return (a == b) is not negated
        if kind is list or kind is dict:
            spend(frame, extent(a) // _UNITS_OF_SIZE)
        return operators.equals(a, b) is not negated

    return evaluate


def equality_with_literal(operand: Evaluator, literal: Any, *, negated: bool) -> Evaluator:
    """`operand == literal`, or `!=`: the literal is null, a bool, a number or a string."""
    if literal is None or type(literal) is bool:
        if negated:
            return lambda frame: operand(frame) is not literal
        return lambda frame: operand(frame) is literal
    if type(literal) is not str and literal in (0, 1):  # Python holds them for bools
        return lambda frame: operators.equals(operand(frame), literal) is not negated
    if negated:
        return lambda frame: bool(operand(frame) != literal)
    return lambda frame: bool(operand(frame) == literal)


def equality_of_field_with_string(place: Place, literal: str, *, negated: bool) -> Evaluator:
    """`x.field == "literal"`, or `!=`, in one function instead of two."""
    x, field = place
    general = equality_with_literal(path(x, (field,)), literal, negated=negated)

    def evaluate(frame: list[Any]) -> bool:
        try:
            return (frame[x][field] == literal) is not negated
        except TypeError:
            return bool(general(frame))

    return evaluate


def order(sign: str, left: Evaluator, right: Evaluator) -> Evaluator:
    """`left < right`, `<=`, `>`, `>=`."""
    plain, careful = _ORDERS[sign]

    def evaluate(frame: list[Any]) -> bool:
        try:
            a = left(frame)
        except KeyError as missing:
            raise outranked(missing, (right,), frame) from None
        b = right(frame)
        kind = type(a)
        if kind is type(b) and kind in _PLAIN:
            return plain(a, b)
        return careful(a, b)

    return evaluate


def membership(item: Evaluator, container: Evaluator) -> Evaluator:
    """`item in container`."""
    last: list[Any] = []  # a long list that is met again, and the strings in it
    strings: frozenset[str] | None = None

    def evaluate(frame: list[Any]) -> bool:
        nonlocal last, strings
        try:
            wanted = item(frame)
        except KeyError as missing:
            raise outranked(missing, (container,), frame) from None
        among = container(frame)
        if type(among) is list:
            if type(wanted) is str:
                if len(among) < _UNITS_OF_SIZE:
                    return wanted in among
                spend(frame, len(among) // _UNITS_OF_SIZE)
                if among is not last:
                    last, strings = among, None
                    return wanted in among
                if strings is None:
                    strings = frozenset(each for each in among if type(each) is str)
                return wanted in strings
            if type(wanted) is list or type(wanted) is dict:
                spend(frame, extent(among) // _UNITS_OF_SIZE)
            elif len(among) >= _UNITS_OF_SIZE:
                spend(frame, len(among) // _UNITS_OF_SIZE)
        return operators.contains(wanted, among)

    return evaluate


def membership_of_fields(item: Place, container: Place) -> Evaluator:
    """`x.field in y.field`: half of what policies ask, in one function instead of three."""
    x, field = item
    y, listed = container
    general = membership(path(x, (field,)), path(y, (listed,)))

    def evaluate(frame: list[Any]) -> bool:
        try:
            wanted = frame[x][field]
            among = frame[y][listed]
        except (TypeError, KeyError):
            return bool(general(frame))
        if type(wanted) is str and type(among) is list and len(among) < _UNITS_OF_SIZE:
            return wanted in among
        return bool(general(frame))

    return evaluate


def membership_of_strings(item: Evaluator, strings: frozenset[str]) -> Evaluator:
    """`item in ["a", "b"]`."""

    def evaluate(frame: list[Any]) -> bool:
        wanted = item(frame)
        return type(wanted) is str and wanted in strings

    return evaluate


def arithmetic(sign: str, left: Evaluator, right: Evaluator) -> Evaluator:
    """`left - right`, `*`, `/`, `%`."""
    compute = _ARITHMETIC[sign]

    def evaluate(frame: list[Any]) -> Any:
        try:
            a = left(frame)
        except KeyError as missing:
            raise outranked(missing, (right,), frame) from None
        b = right(frame)
        return compute(a, b)

    return evaluate


def addition(left: Evaluator, right: Evaluator) -> Evaluator:
    """`left + right`; what is copied is paid for."""

    def evaluate(frame: list[Any]) -> Any:
        try:
            a = left(frame)
        except KeyError as missing:
            raise outranked(missing, (right,), frame) from None
        b = right(frame)
        total = operators.add(a, b)
        if type(total) is str or type(total) is list:
            spend(frame, len(total) // _UNITS_OF_SIZE)
        return total

    return evaluate


def negative(operand: Evaluator) -> Evaluator:
    """`-operand`."""
    return lambda frame: operators.negate(operand(frame))


def binary(sign: str, left: Evaluator, right: Evaluator) -> Evaluator:
    """`left sign right`, for the signs of `checker.cel.syntax.Operation`."""
    match sign:
        case "==" | "!=":
            return equality(left, right, negated=sign == "!=")
        case "<" | "<=" | ">" | ">=":
            return order(sign, left, right)
        case "in":
            return membership(left, right)
        case "+":
            return addition(left, right)
        case _:
            return arithmetic(sign, left, right)
