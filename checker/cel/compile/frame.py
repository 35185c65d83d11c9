"""The frame: the one list that an evaluation works on.

Slot 0 holds the remaining budget, then come the root variables and the memoised `variables`. A list
and integers, because this is read some hundred million times in a large run: an attribute or a dict
would double the cost of a condition.
"""

from collections.abc import Callable
from typing import Any, Final, TypeAlias

from checker.values import BudgetSpent

Evaluator: TypeAlias = Callable[[list[Any]], Any]

BUDGET: Final = 1_000_000
"""Units that one evaluation may spend: iterations of comprehensions, and the cost of calls."""

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
