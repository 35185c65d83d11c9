"""Lists taken as sets: order and repetition do not count (cel-go, ext/sets)."""

from typing import Any, Final

from checker.cel.canonical import canonical
from checker.cel.functions.declare import Functions
from checker.cel.functions.sizes import lists_cost
from checker.cel.traits import TOTAL, Elements, Meaning
from checker.cel.types import BOOL, list_of, variable

DECLARED: Final = Functions()

_LIST: Final = list_of(variable("A"))
_READ: Final = TOTAL._replace(elements=Elements.READ, meaning=Meaning.MEMBERS)


@DECLARED.function(
    "sets.contains", "list_sets_contains_list", (_LIST, _LIST), BOOL, _READ, cost=lists_cost
)
def contains(elements: list[Any], part: list[Any]) -> bool:
    """Return whether every element of the second list is in the first.

    sets.contains(list(A), list(A)) -> bool

        sets.contains([1, 2, 3], [2, 3, 2])  // true
        sets.contains([1, 2], [3])  // false
        sets.contains([], [])  // true
    """
    return set(canonical(part)) <= set(canonical(elements))


@DECLARED.function(
    "sets.equivalent", "list_sets_equivalent_list", (_LIST, _LIST), BOOL, _READ, cost=lists_cost
)
def equivalent(a: list[Any], b: list[Any]) -> bool:
    """Return whether each list has every element of the other.

    sets.equivalent(list(A), list(A)) -> bool

        sets.equivalent([1, 1, 2], [2, 1])  // true
        sets.equivalent([1], [1, 2])  // false
    """
    return set(canonical(a)) == set(canonical(b))


@DECLARED.function(
    "sets.intersects", "list_sets_intersects_list", (_LIST, _LIST), BOOL, _READ, cost=lists_cost
)
def intersects(a: list[Any], b: list[Any]) -> bool:
    """Return whether the lists have an element in common.

    sets.intersects(list(A), list(A)) -> bool

        sets.intersects([1, 2], [2, 3])  // true
        sets.intersects([1], [])  // false
    """
    return not set(canonical(a)).isdisjoint(canonical(b))
