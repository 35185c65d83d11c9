"""Evaluators of function calls: which overload computes it, the values' types decide."""

from collections.abc import Sequence
from typing import Any, Final

from checker.cel.compile.frame import Evaluator, constant, spend
from checker.cel.functions.dispatch import costs, resolve
from checker.cel.values import BudgetSpent, CelError

_BUDGET_OF_LITERALS: Final = 10_000


def call(function: str, arguments: Sequence[Evaluator], *, method: bool) -> Evaluator:
    """`function(a, b)`, or `a.function(b)` as a method."""
    implementation = resolve(function, method, len(arguments))
    cost = costs(function, method, len(arguments))
    if len(arguments) == 1 and cost is None:
        argument = arguments[0]

        def one(frame: list[Any]) -> Any:
            value = argument(frame)
            spend(frame, 1)
            return implementation(value)

        return one

    def evaluate(frame: list[Any]) -> Any:
        values = [argument(frame) for argument in arguments]
        spend(frame, 1 if cost is None else cost(*values))
        return implementation(*values)

    return evaluate


def call_of_literals(function: str, literals: Sequence[Evaluator], *, method: bool) -> Evaluator:
    """`duration("72h")`: the value is computed once, where there is one."""
    evaluator = call(function, literals, method=method)
    try:
        return constant(evaluator([_BUDGET_OF_LITERALS]))
    except (CelError, KeyError, BudgetSpent):
        return evaluator
