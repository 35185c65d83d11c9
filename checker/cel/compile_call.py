"""Evaluators of function calls: which overload it is, is decided by the values, once per types."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from checker.cel.frame import Evaluator, constant, refusal, spend
from checker.cel.functions.table import FUNCTIONS
from checker.cel.operators import type_name
from checker.cel.overload import Overload
from checker.cel.types import Kind
from checker.cel.values import BudgetSpent, CelError, Duration, Timestamp, TypeValue

_TYPES: Final[Mapping[Kind, type]] = {
    Kind.NULL: type(None),
    Kind.BOOL: bool,
    Kind.INT: int,
    Kind.DOUBLE: float,
    Kind.STRING: str,
    Kind.TIMESTAMP: Timestamp,
    Kind.DURATION: Duration,
    Kind.LIST: list,
    Kind.MAP: dict,
    Kind.OBJECT: dict,
    Kind.TYPE: TypeValue,
}
_BUDGET_OF_LITERALS: Final = 10_000


def call(function: str, arguments: Sequence[Evaluator], *, method: bool) -> Evaluator:
    """`function(a, b)`, or `a.function(b)` as a method."""
    candidates = [
        overload
        for overload in FUNCTIONS.get(function, ())
        if overload.method is method and _takes_so_many(overload, len(arguments))
    ]
    if not candidates:
        return refusal(_unknown(function, len(arguments)))
    chosen: dict[tuple[type, ...], Overload] = {}

    def evaluate(frame: list[Any]) -> Any:
        values = [argument(frame) for argument in arguments]
        types = tuple(map(type, values))
        overload = chosen.get(types)
        if overload is None:
            overload = chosen[types] = _choose(function, candidates, values)
        spend(frame, 1 if overload.cost is None else overload.cost(*values))
        return overload.implementation(*values)

    return evaluate


def call_of_literals(function: str, literals: Sequence[Evaluator], *, method: bool) -> Evaluator:
    """`duration("72h")`: the value is computed once, where there is one."""
    evaluator = call(function, literals, method=method)
    try:
        return constant(evaluator([_BUDGET_OF_LITERALS]))
    except (CelError, KeyError, BudgetSpent):
        return evaluator


def _takes_so_many(overload: Overload, count: int) -> bool:
    expected = len(overload.parameters)
    return count == expected or (overload.variadic and count > expected)


def _choose(function: str, candidates: Sequence[Overload], values: Sequence[Any]) -> Overload:
    for overload in candidates:
        parameters = overload.parameters
        repeated = [parameters[-1]] * (len(values) - len(parameters))
        expected = [_TYPES.get(each.kind) for each in (*parameters, *repeated)]
        if all(e is None or type(v) is e for e, v in zip(expected, values, strict=True)):
            return overload
    given = ", ".join(type_name(value) for value in values)
    raise CelError(f"no overload of '{function}' takes ({given})")


def _unknown(function: str, count: int) -> str:
    if function in FUNCTIONS:
        return f"'{function}' does not take {count} arguments"
    return f"undeclared function '{function}'"
