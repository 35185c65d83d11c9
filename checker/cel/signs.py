"""The computation behind the sign of a binary operator, for both readers that do not compile."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from checker.cel import operators

BINARY: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
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
