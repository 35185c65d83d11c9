"""One value out of a list (Kubernetes' list library)."""

from collections.abc import Callable
from functools import reduce
from itertools import pairwise, starmap
from typing import Any, Final

from checker.cel.functions.declare import Functions
from checker.cel.functions.sizes import list_cost
from checker.cel.limits import int64
from checker.cel.operators import add, equals, less, less_equal, type_name
from checker.cel.traits import PARTIAL, TOTAL, Demand, Elements, Meaning
from checker.cel.types import BOOL, INT, list_of, variable
from checker.time.limits import duration
from checker.values import CelError, Duration

DECLARED: Final = Functions()

_A: Final = variable("A")
_LIST: Final = list_of(_A)
_NUMBERS: Final = frozenset({int, float})
_SORTED: Final = PARTIAL._replace(elements=Elements.READ, ordered=True, demand=Demand.ORDERED)
_SUM: Final = PARTIAL._replace(elements=Elements.READ, demand=Demand.SUMMED)
_LEAST: Final = PARTIAL._replace(
    elements=Elements.READ, demand=Demand.ORDERED, meaning=Meaning.LEAST
)
_GREATEST: Final = _LEAST._replace(meaning=Meaning.GREATEST)
_POSITION: Final = TOTAL._replace(elements=Elements.READ, ordered=True)


@DECLARED.method("isSorted", "list_is_sorted", (_LIST,), BOOL, _SORTED, cost=list_cost)
def is_sorted(elements: list[Any]) -> bool:
    """Return whether no element is less than the one before it.

    list(A).isSorted() -> bool

        [1, 2, 2].isSorted()  // true
        ["b", "a"].isSorted()  // false
        [1, "a"].isSorted()  // error
    """
    return all(starmap(less_equal, pairwise(elements)))


@DECLARED.method("sum", "list_sum", (_LIST,), _A, _SUM, cost=list_cost)
def sum_(elements: list[Any]) -> Any:
    """The sum of ints, doubles or durations; ints among doubles count as doubles.

    list(A).sum() -> A

        [1, 3].sum()  // 4
        [1, 2.5].sum()  // 3.5
        [duration("1h"), duration("30m")].sum() == duration("90m")  // true
        [].sum()  // 0
        ["a"].sum()  // error
    """
    kinds = set(map(type, elements))
    if not (kinds <= _NUMBERS or kinds == {Duration}):
        names = ", ".join(sorted(set(map(type_name, elements))))
        raise CelError(f"no such overload: sum of {names} (numbers or durations were expected)")
    if not elements:
        return 0
    if float in kinds:
        return reduce(add, map(float, elements))
    # Summed without bounds: whether the sum is in range must not depend on the order.
    if kinds == {int}:
        return int64(sum(elements))
    return duration(sum(each.nanoseconds for each in elements))


@DECLARED.method("min", "list_min", (_LIST,), _A, _LEAST, cost=list_cost)
def min_(elements: list[Any]) -> Any:
    """The least element, the first of equal ones; an empty list has none.

    list(A).min() -> A

        [2, 1, 3].min()  // 1
        [].min()  // error
    """
    return _extreme(elements, "min", less)


@DECLARED.method("max", "list_max", (_LIST,), _A, _GREATEST, cost=list_cost)
def max_(elements: list[Any]) -> Any:
    """The greatest element, the first of equal ones; an empty list has none.

    list(A).max() -> A

        [2, 1, 3].max()  // 3
        ["a", 1].max()  // error
    """
    return _extreme(elements, "max", lambda element, best: less(best, element))


def _extreme(elements: list[Any], name: str, better: Callable[[Any, Any], bool]) -> Any:
    if not elements:
        raise CelError(f"{name} of an empty list")
    best = elements[0]
    less(best, best)  # one element alone must have an order too
    for element in elements[1:]:
        if better(element, best):
            best = element
    return best


@DECLARED.method("indexOf", "list_index_of", (_LIST, _A), INT, _POSITION, cost=list_cost)
def index_of(elements: list[Any], wanted: Any) -> int:
    """The index at which the list first has an element that equals the wanted one; else -1.

    list(A).indexOf(A) -> int

        ["a", "b", "b"].indexOf("b")  // 1
        [1, 2].indexOf(3)  // -1
    """
    return next((at for at, element in enumerate(elements) if equals(element, wanted)), -1)


@DECLARED.method("lastIndexOf", "list_last_index_of", (_LIST, _A), INT, _POSITION, cost=list_cost)
def last_index_of(elements: list[Any], wanted: Any) -> int:
    """The index at which the list last has an element that equals the wanted one; else -1.

    list(A).lastIndexOf(A) -> int

        ["a", "b", "b"].lastIndexOf("b")  // 2
        [1, 2].lastIndexOf(3)  // -1
    """
    last = len(elements) - 1
    found = (at for at in range(last, -1, -1) if equals(elements[at], wanted))
    return next(found, -1)
