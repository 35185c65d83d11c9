"""Source of comparison, membership and arithmetic, with short ways for what policies write.

A comparison with a literal, and `in` a list of strings, are most of what a policy does. The short
ways ask Python only where Python and CEL agree; everything else goes to `checker.cel.operators`.
"""

from collections.abc import Mapping
from typing import Any, Final

from checker.cel.compile.body import Body
from checker.cel.compile.runtime import UNITS_OF_SIZE
from checker.cel.compile.source import Code, Write

_ORDERS: Final[Mapping[str, str]] = {
    "<": "less({a}, {b})",
    "<=": "less_equal({a}, {b})",
    ">": "less({b}, {a})",
    ">=": "less_equal({b}, {a})",
}
_ARITHMETIC: Final[Mapping[str, str]] = {
    "+": "add(frame, {a}, {b})",
    "-": "subtract({a}, {b})",
    "*": "multiply({a}, {b})",
    "/": "divide({a}, {b})",
    "%": "modulo({a}, {b})",
}
_ALIKE: Final = "(kind := type({a})) is type({b}) and kind in PLAIN"


def equality_with_literal(body: Body, operand: Code, literal: Any, *, negated: bool) -> Code:
    """`operand == literal`, or `!=`: the literal is null, a bool, a number or a string."""
    value = body.named(operand) if operand.settled else operand.text
    wanted = body.source.literal(literal).text
    if literal is None or type(literal) is bool:
        return Code(f"({value} {'is not' if negated else 'is'} {wanted})", boolean=True)
    if type(literal) is not str and literal in (0, 1):  # Python holds them for bools
        return Code(f"({'not ' if negated else ''}equals({value}, {wanted}))", boolean=True)
    return Code(f"({value} {'!=' if negated else '=='} {wanted})", boolean=True)


def membership_of_strings(body: Body, item: Code, strings: frozenset[str]) -> Code:
    """`item in ["a", "b"]`."""
    value, among = body.settle(item), body.source.made(f"frozenset({sorted(strings)!r})")
    return Code(f"(type({value}) is str and {value} in {among})", boolean=True)


def binary(body: Body, sign: str, left: Write, right: Write) -> Code:
    """`left sign right`, for the signs of `checker.cel.syntax.Operation`."""
    a, b = body.values((left, right))
    alike = _ALIKE.format(a=a, b=b)
    match sign:
        case "==":
            return Code(f"({a} == {b} if {alike} else equal(frame, {a}, {b}))", boolean=True)
        case "!=":
            return Code(f"({a} != {b} if {alike} else not equal(frame, {a}, {b}))", boolean=True)
        case "<" | "<=" | ">" | ">=":
            careful = _ORDERS[sign].format(a=a, b=b)
            return Code(f"({a} {sign} {b} if {alike} else {careful})", boolean=True)
        case "in":
            return _membership(body, a, b)
        case _:
            return Code(_ARITHMETIC[sign].format(a=a, b=b))


def _membership(body: Body, item: str, container: str) -> Code:
    short = (
        f"type({container}) is list and type({item}) is str and len({container}) < {UNITS_OF_SIZE}"
    )
    member = body.source.made("membership()")
    return Code(
        f"({item} in {container} if {short} else {member}(frame, {item}, {container}))",
        boolean=True,
    )
