"""All functions of CEL that a policy can call, by name."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from checker.cel.functions.aggregates import AGGREGATES
from checker.cel.functions.bits import BITS
from checker.cel.functions.calendar import CALENDAR
from checker.cel.functions.conversions import CONVERSIONS
from checker.cel.functions.declare import Functions
from checker.cel.functions.format import FORMAT
from checker.cel.functions.lists import LISTS
from checker.cel.functions.matching import MATCHING
from checker.cel.functions.moments import MOMENTS
from checker.cel.functions.numbers import NUMBERS
from checker.cel.functions.sets import SETS
from checker.cel.functions.strings import STRINGS
from checker.cel.overload import Overload

MODULES: Final = (
    CONVERSIONS,
    MATCHING,
    STRINGS,
    FORMAT,
    LISTS,
    AGGREGATES,
    SETS,
    NUMBERS,
    BITS,
    CALENDAR,
    MOMENTS,
)


def merge(modules: Iterable[Functions]) -> Mapping[str, tuple[Overload, ...]]:
    """The overloads of all modules by the name of the function.

    Raises:
        ValueError: two overloads have the same id.
    """
    merged: dict[str, tuple[Overload, ...]] = {}
    ids: set[str] = set()
    for module in modules:
        for name, overload in module.overloads:
            if overload.id in ids:
                raise ValueError(f"two overloads have the id '{overload.id}'")
            ids.add(overload.id)
            merged[name] = (*merged.get(name, ()), overload)
    return MappingProxyType(merged)


FUNCTIONS: Final = merge(MODULES)
