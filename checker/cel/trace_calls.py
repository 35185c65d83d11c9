"""Operators and functions, tracked: which implementation takes the values, and what it costs."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from checker.cel import operators
from checker.cel.syntax import Call, ListLiteral, Literal, Operation
from checker.cel.values import CelError

_BINARY: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "==": operators.equals,
    "!=": lambda a, b: not operators.equals(a, b),
    "<": operators.less,
    "<=": operators.less_equal,
    ">": lambda a, b: operators.less(b, a),
    ">=": lambda a, b: operators.less_equal(b, a),
    "in": operators.contains,
    "+": operators.add,
    "-": operators.subtract,
    "*": operators.multiply,
    "/": operators.divide,
    "%": operators.modulo,
}
_COPIED_FOR_A_UNIT = 16


def call(node: Operation | Call, values: Sequence[Any], spend: Callable[[int], None]) -> Any:
    """What an operator or a function returns for these values.

    Raises:
        CelError, Missing: there is no value.
        BudgetSpent: it costs too much.
    """
    if isinstance(node, Call):
        raise CelError(f"unknown function '{node.function}'")
    if len(values) == 1:
        return operators.negate(values[0])
    a, b = values
    match node.operator:
        case "==" | "!=" if isinstance(a, list | dict):
            spend(len(a) // _COPIED_FOR_A_UNIT)
        case "in" if isinstance(b, list) and not _of_strings(node):
            spend(len(b) // _COPIED_FOR_A_UNIT)
    result = _BINARY[node.operator](a, b)
    if node.operator == "+" and isinstance(result, str | list):
        spend(len(result) // _COPIED_FOR_A_UNIT)
    return result


def _of_strings(node: Operation) -> bool:
    """Whether `in` looks at a list of literal strings, which the compiler turns into a set."""
    among = node.operands[1]
    return isinstance(among, ListLiteral) and all(
        isinstance(element, Literal) and isinstance(element.value, str)
        for element in among.elements
    )
