"""The types that operators take and yield (CEL, "List of Standard Definitions")."""

from checker.cel.check.unify import NUMERIC, is_number, join
from checker.cel.types import (
    BOOL,
    DOUBLE,
    DURATION,
    DYN,
    INT,
    STRING,
    TIMESTAMP,
    Kind,
    Type,
    list_of,
)

_ORDERED = frozenset({Kind.BOOL, Kind.STRING, Kind.TIMESTAMP, Kind.DURATION}) | NUMERIC
_COMPARISONS = frozenset({"<", "<=", ">", ">="})
_I, _D, _S, _T, _L = Kind.INT, Kind.DOUBLE, Kind.STRING, Kind.TIMESTAMP, Kind.DURATION
_RESULTS = {
    ("+", _I, _I): INT,
    ("+", _D, _D): DOUBLE,
    ("+", _S, _S): STRING,
    ("+", _T, _L): TIMESTAMP,
    ("+", _L, _T): TIMESTAMP,
    ("+", _L, _L): DURATION,
    ("-", _I, _I): INT,
    ("-", _D, _D): DOUBLE,
    ("-", _T, _T): DURATION,
    ("-", _T, _L): TIMESTAMP,
    ("-", _L, _L): DURATION,
    ("*", _I, _I): INT,
    ("*", _D, _D): DOUBLE,
    ("/", _I, _I): INT,
    ("/", _D, _D): DOUBLE,
    ("%", _I, _I): INT,
}


def yields(operator: str, one: Type, other: Type) -> Type | None:
    """The type of `one operator other`; None if the operator takes no such operands.

    Args:
        operator: an ordering (`<` …) or arithmetic; `==` and `in` take more than types can say.
        one: the type of the left operand.
        other: the type of the right operand.
    """
    if operator in _COMPARISONS:
        return BOOL if can_be_ordered(one, other) else None
    if is_number(one) or is_number(other):
        return None
    if one.kind is other.kind is Kind.LIST and operator == "+":
        return list_of(join([one.element or DYN, other.element or DYN]))
    possible = {
        result
        for (sign, left, right), result in _RESULTS.items()
        if sign == operator and one.kind in {left, Kind.DYN} and other.kind in {right, Kind.DYN}
    }
    if operator == "+" and {one.kind, other.kind} <= {Kind.DYN, Kind.LIST}:
        return DYN
    if not possible:
        return None
    return possible.pop() if len(possible) == 1 else DYN


def can_be_ordered(one: Type, other: Type) -> bool:
    """Return whether `<` takes the two."""
    kinds = {one.kind, other.kind} - {Kind.DYN}
    return kinds <= _ORDERED and (len(kinds) < 2 or kinds <= NUMERIC)
