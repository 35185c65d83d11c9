"""Check what functions of lists demand of the elements, and their signatures cannot say."""

from checker.cel.check.operands import can_be_ordered
from checker.cel.check.unify import spelt
from checker.cel.traits import Demand
from checker.cel.types import DYN, Kind, Type

_SUMMED = frozenset({Kind.INT, Kind.DOUBLE, Kind.DURATION, Kind.DYN})


def element_problem(function: str, demand: Demand, target: Type) -> str | None:
    """The problem with the elements of `target.function()`, if it demands something of them."""
    if demand is Demand.NOTHING or target.kind is not Kind.LIST:
        return None
    element = target.element or DYN
    fits = _ordered if demand is Demand.ORDERED else _summed
    if fits(element) and not element.nullable:
        return None
    return f"'{function}' does not take {spelt(target)}"


def _ordered(element: Type) -> bool:
    return can_be_ordered(element, element)


def _summed(element: Type) -> bool:
    return element.kind in _SUMMED
