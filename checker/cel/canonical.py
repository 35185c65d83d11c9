"""A hashable stand-in for a value: two are equal in Python just where the values are in CEL.

Sets and `distinct` would otherwise compare every element with every other.
"""

from collections.abc import Hashable
from typing import Any

from checker.cel.limits import MAX_SIZE
from checker.values import BudgetSpent


def canonical(values: list[Any]) -> list[Hashable]:
    """The stand-ins of a list's elements.

    Raises:
        BudgetSpent: the elements hold more than MAX_SIZE values in all. A list may hold the same
            list twice, and so in a short expression far more than was ever built.
    """
    room = MAX_SIZE

    def stand_in(value: Any) -> Hashable:
        nonlocal room
        room -= 1
        if room < 0:
            raise BudgetSpent(f"elements of more than {MAX_SIZE} values are not compared")
        kind = type(value)
        if kind is list:
            return (list, *map(stand_in, value))
        if kind is dict:
            return (dict, frozenset((stand_in(k), stand_in(v)) for k, v in value.items()))
        if kind is float and value != value:  # noqa: PLR0124 - NaN, which equals nothing
            return object()
        # Numbers are equal across their types, and Python compares them exactly, as it hashes them.
        return value if kind is int or kind is float or kind is str else (kind, value)

    return [stand_in(value) for value in values]
