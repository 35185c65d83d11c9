"""Lists out of lists: parts, order, levels, duplicates (cel-go, ext/lists)."""

from collections.abc import Hashable
from typing import Any, Final

from checker.cel.canonical import canonical
from checker.cel.functions.declare import Functions
from checker.cel.functions.sizes import check_size, list_cost
from checker.cel.limits import MAX_SIZE
from checker.cel.operators import type_name
from checker.cel.traits import PARTIAL, TOTAL, Demand, Elements
from checker.cel.types import DYN, INT, list_of, variable
from checker.values import BudgetSpent, CelError, Duration, Timestamp

DECLARED: Final = Functions()

_A: Final = variable("A")
_ONE_KIND: Final = frozenset({bool, str, Timestamp, Duration})
_NUMBERS: Final = frozenset({int, float})
_MOVED_PARTLY: Final = PARTIAL._replace(elements=Elements.MOVED, ordered=True)
_MOVED: Final = TOTAL._replace(elements=Elements.MOVED, ordered=True)
_SPREAD: Final = PARTIAL._replace(elements=Elements.SPREAD, ordered=True)
_CHOSEN: Final = TOTAL._replace(elements=Elements.CHOSEN, ordered=True)
_SORT: Final = PARTIAL._replace(elements=Elements.CHOSEN, demand=Demand.ORDERED)


@DECLARED.method(
    "slice", "list_slice", (list_of(_A), INT, INT), list_of(_A), _MOVED_PARTLY, cost=list_cost
)
def slice_(elements: list[Any], start: int, end: int) -> list[Any]:
    """The elements from `start` up to, and without, `end`.

    list(A).slice(int, int) -> list(A)

        [1, 2, 3, 4].slice(1, 3)  // [2, 3]
        [1, 2, 3, 4].slice(2, 2)  // []
        [1, 2, 3, 4].slice(3, 5)  // error
    """
    if not 0 <= start <= end <= len(elements):
        raise CelError(f"cannot slice({start}, {end}): the list has {len(elements)} elements")
    return elements[start:end]


@DECLARED.method(
    "flatten", "list_flatten", (list_of(list_of(_A)),), list_of(_A), _SPREAD, cost=list_cost
)
@DECLARED.method(
    "flatten", "list_flatten_int", (list_of(DYN), INT), list_of(DYN), _SPREAD, cost=list_cost
)
def flatten(elements: list[Any], depth: int = 1) -> list[Any]:
    """The list with its inner lists opened, `depth` levels of them.

    list(list(A)).flatten() -> list(A)
    list(dyn).flatten(int) -> list(dyn)

        [[1], [2, 3]].flatten()  // [1, 2, 3]
        [[1], [2, [3, [4]]]].flatten(2)  // [1, 2, 3, [4]]
        [[1]].flatten(-1)  // error
    """
    if depth < 0:
        raise CelError("flatten(): level must be non-negative")
    if (
        depth == 1
        and all(type(element) is list for element in elements)
        and len(elements) + sum(map(len, elements)) <= MAX_SIZE
    ):
        # Nearly always; a function for each inner list would take longer than copying it.
        return [element for inner in elements for element in inner]
    flat: list[Any] = []
    opened = 0

    def open_(inner: list[Any], levels: int) -> None:
        nonlocal opened
        opened += len(inner)
        if opened > MAX_SIZE:  # empty lists count: opening them takes time too
            raise BudgetSpent(f"lists of more than {MAX_SIZE} elements are not flattened")
        for element in inner:
            if levels and type(element) is list:
                open_(element, levels - 1)
            else:
                flat.append(element)

    open_(elements, depth)
    return flat


@DECLARED.method("distinct", "list_distinct", (list_of(_A),), list_of(_A), _CHOSEN, cost=list_cost)
def distinct(elements: list[Any]) -> list[Any]:
    """The list without the elements that equal an earlier one.

    list(A).distinct() -> list(A)

        [1, 2, 1, 3].distinct()  // [1, 2, 3]
        [1, 1.0, "1"].distinct()  // [1, "1"]
    """
    first: dict[Hashable, Any] = {}
    for key, element in zip(canonical(elements), elements, strict=True):
        first.setdefault(key, element)
    return list(first.values())


def _cost_of_range(size: int) -> int:
    """A unit for every element."""
    return 1 + max(size, 0)


@DECLARED.function("lists.range", "lists_range", (INT,), list_of(INT), PARTIAL, cost=_cost_of_range)
def range_(size: int) -> list[int]:
    """The ints from 0 up to, and without, the given one.

    lists.range(int) -> list(int)

        lists.range(3)  // [0, 1, 2]
        lists.range(-1)  // error
    """
    if size < 0:
        raise CelError(f"lists.range({size}): a list has no negative size")
    check_size(size, "list")
    return list(range(size))


@DECLARED.method("reverse", "list_reverse", (list_of(_A),), list_of(_A), _MOVED, cost=list_cost)
def reverse(elements: list[Any]) -> list[Any]:
    """The elements in reverse.

    list(A).reverse() -> list(A)

        [5, 3, 1].reverse()  // [1, 3, 5]
    """
    return elements[::-1]


@DECLARED.method("sort", "list_sort", (list_of(_A),), list_of(_A), _SORT, cost=list_cost)
def sort(elements: list[Any]) -> list[Any]:
    """The elements in ascending order: numbers, or else strings, bools, timestamps, durations.

    list(A).sort() -> list(A)

        [3, 2, 1].sort()  // [1, 2, 3]
        ["b", "c", "a"].sort()  // ["a", "b", "c"]
        [1, "b"].sort()  // error
    """
    return sort_by(elements, elements)


def sort_by(elements: list[Any], keys: list[Any]) -> list[Any]:
    """The elements in ascending order of their keys, equal ones as they stood.

    Raises:
        CelError: the keys have no order among each other.
    """
    kinds = set(map(type, keys))
    if not (kinds <= _NUMBERS or (len(kinds) == 1 and kinds <= _ONE_KIND)):
        names = ", ".join(sorted({type_name(key) for key in keys}))
        raise CelError(f"no order among {names} (one type that has an order was expected)")
    if any(key != key for key in keys if type(key) is float):  # noqa: PLR0124 - NaN
        raise CelError("NaN has no order (a number was expected)")
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return [elements[position] for position in order]
