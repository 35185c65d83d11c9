"""The frame: the one list that an evaluation works on, and what every evaluator asks of it.

Slot 0 holds the remaining budget, then come the root variables, the memoised `variables`, and
the variables of comprehensions. A list and integers, because this is read some hundred million
times in a large run: an attribute or a dict would double the cost of a condition.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, TypeAlias

from checker.cel.operators import type_name
from checker.values import BudgetSpent, CelError

Evaluator: TypeAlias = Callable[[list[Any]], Any]

UNSET: Final = object()  # what a slot holds that nobody has filled


def spend(frame: list[Any], units: int) -> None:
    """Take units from the budget.

    Raises:
        BudgetSpent: there are not so many left.
    """
    frame[0] -= units
    if frame[0] < 0:
        raise spent()


def spent() -> BudgetSpent:
    """The exception for a budget below zero: `spend`, written out where it is hot."""
    return BudgetSpent("the evaluation costs too much (its budget is spent)")


def constant(value: Any) -> Evaluator:
    """Always this value."""
    return lambda _: value


def refusal(message: str) -> Evaluator:
    """Always a CelError of this message."""

    def refuse(_: list[Any]) -> Any:
        raise CelError(message)

    return refuse


def not_bool(value: Any, where: str) -> CelError:
    """The error of a value where only a bool will do."""
    return CelError(f"{where} is {type_name(value)} (a bool was expected)")


def outranked(missing: KeyError, rest: Iterable[Evaluator], frame: list[Any]) -> KeyError:
    """The missing value, where nothing after it is an error: an error outranks it in any order.

    Raises:
        CelError: the first of the rest that is one.
    """
    for each in rest:
        try:
            each(frame)
        except KeyError:
            continue
    return missing


def values_of(evaluators: Sequence[Evaluator], frame: list[Any]) -> list[Any]:
    """The values of all of them; raises the first error, else the first that is missing."""
    values: list[Any] = []
    try:
        for each in evaluators:
            values.append(each(frame))  # noqa: PERF401 how many came before a gap is asked
    except KeyError as missing:
        raise outranked(missing, evaluators[len(values) + 1 :], frame) from None
    return values
