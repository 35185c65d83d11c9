"""Check what functions of lists demand of the elements, and their signatures cannot say."""

from collections.abc import Callable

from checker.cel.check.operands import can_be_ordered
from checker.cel.check.unify import spelt
from checker.cel.types import DYN, Kind, Type

_SUMMED = frozenset({Kind.INT, Kind.DOUBLE, Kind.DURATION, Kind.DYN})


def element_problem(function: str, target: Type) -> str | None:
    """What is wrong with the elements of `target.function()`, if it demands something of them."""
    fits = _DEMANDS.get(function)
    element = target.element or DYN
    if fits is None or target.kind is not Kind.LIST or (fits(element) and not element.nullable):
        return None
    return f"'{function}' does not take {spelt(target)}"


def _ordered(element: Type) -> bool:
    return can_be_ordered(element, element)


def _summed(element: Type) -> bool:
    return element.kind in _SUMMED


_DEMANDS: dict[str, Callable[[Type], bool]] = {
    "sort": _ordered,
    "isSorted": _ordered,
    "min": _ordered,
    "max": _ordered,
    "sum": _summed,
}
