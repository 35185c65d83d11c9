"""Source of function calls: which overload computes it, the values' types decide."""

from collections.abc import Sequence
from typing import Any, Final

from checker.cel.compile.body import Body
from checker.cel.compile.source import Code, Write
from checker.cel.functions.dispatch import costs, resolve
from checker.values import CelError

_BUDGET_OF_LITERALS: Final = 10_000


def call(body: Body, function: str, arguments: Sequence[Write], *, method: bool) -> Code:
    """`function(a, b)`, or `a.function(b)` as a method."""
    count = len(arguments)
    site = f"{function!r}, {method}, {count}"
    implementation = body.source.made(f"resolve({site})")
    cost = costs(function, method, count)
    values = ", ".join(body.values(arguments))
    body.spend("1" if cost is None else f"{body.source.made(f'costs({site})')}({values})")
    if function == "size" and count == 1:
        return Code(f"(len({values}) if type({values}) is list else {implementation}({values}))")
    return Code(f"{implementation}({values})")


def value_of_literals(function: str, literals: Sequence[Any], *, method: bool) -> tuple[Any] | None:
    """The value of `duration("72h")`, alone; None where there is none, or it costs too much."""
    cost = costs(function, method, len(literals))
    try:
        if cost is not None and cost(*literals) > _BUDGET_OF_LITERALS:
            return None
        return (resolve(function, method, len(literals))(*literals),)
    except (CelError, KeyError):
        return None
