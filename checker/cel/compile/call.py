"""Evaluators of function calls: which overload computes it, the values' types decide."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from checker.cel.compile.frame import Evaluator, constant, outranked, spend, spent, values_of
from checker.cel.functions.dispatch import costs, resolve
from checker.values import BudgetSpent, CelError

_BUDGET_OF_LITERALS: Final = 10_000


def _one(*_: Any) -> int:
    return 1


def call(function: str, arguments: Sequence[Evaluator], *, method: bool) -> Evaluator:
    """`function(a, b)`, or `a.function(b)` as a method."""
    implementation = resolve(function, method, len(arguments))
    cost = costs(function, method, len(arguments)) or _one
    match arguments:
        case (only,) if cost is _one:
            return _of_one(implementation, only)
        case (first, second):
            return _of_two(implementation, cost, first, second)
        case (first, second, third):
            return _of_three(implementation, cost, first, second, third)

    def evaluate(frame: list[Any]) -> Any:
        values = values_of(arguments, frame)
        spend(frame, cost(*values))
        return implementation(*values)

    return evaluate


# Nearly all calls have one to three values; a list of them would cost as much as a short function.


def _of_one(implementation: Callable[[Any], Any], argument: Evaluator) -> Evaluator:
    def evaluate(frame: list[Any]) -> Any:
        value = argument(frame)
        frame[0] -= 1
        if frame[0] < 0:
            raise spent()
        return implementation(value)

    return evaluate


def _of_two(
    implementation: Callable[[Any, Any], Any],
    cost: Callable[..., int],
    first: Evaluator,
    second: Evaluator,
) -> Evaluator:
    def evaluate(frame: list[Any]) -> Any:
        try:
            a = first(frame)
        except KeyError as missing:
            raise outranked(missing, (second,), frame) from None
        b = second(frame)
        frame[0] -= 1 if cost is _one else cost(a, b)
        if frame[0] < 0:
            raise spent()
        return implementation(a, b)

    return evaluate


def _of_three(
    implementation: Callable[[Any, Any, Any], Any],
    cost: Callable[..., int],
    first: Evaluator,
    second: Evaluator,
    third: Evaluator,
) -> Evaluator:
    def evaluate(frame: list[Any]) -> Any:
        try:
            a = first(frame)
        except KeyError as missing:
            raise outranked(missing, (second, third), frame) from None
        try:
            b = second(frame)
        except KeyError as missing:
            raise outranked(missing, (third,), frame) from None
        c = third(frame)
        frame[0] -= 1 if cost is _one else cost(a, b, c)
        if frame[0] < 0:
            raise spent()
        return implementation(a, b, c)

    return evaluate


def call_of_literals(function: str, literals: Sequence[Evaluator], *, method: bool) -> Evaluator:
    """`duration("72h")`: the value is computed once, where there is one."""
    evaluator = call(function, literals, method=method)
    try:
        return constant(evaluator([_BUDGET_OF_LITERALS]))
    except (CelError, KeyError, BudgetSpent):
        return evaluator
