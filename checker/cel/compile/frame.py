"""The frame: the one list that an evaluation works on, and what every evaluator asks of it.

Slot 0 holds the remaining budget, then come the root variables, the memoised `variables`, and
the variables of comprehensions. A list and integers, because this is read some hundred million
times in a large run: an attribute or a dict would double the cost of a condition.
"""

from collections.abc import Callable
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
