"""The module of each function, so that a run imports only the modules that it calls."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Final

from checker.cel.overload import Overload

_FUNCTIONS: Final = {
    "conversions": "bool double duration dyn int size string timestamp type",
    "matching": "contains endsWith find findAll matches startsWith",
    "urls": "getHost getHostname getPort getScheme isURL url",
    "strings": (
        "charAt indexOf join lastIndexOf lowerAscii replace reverse split substring trim upperAscii"
    ),
    "format": "format",
    "quote": "strings.quote",
    "lists": "distinct flatten lists.range reverse slice sort",
    "aggregates": "indexOf isSorted lastIndexOf max min sum",
    "sets": "sets.contains sets.equivalent sets.intersects",
    "numbers": (
        "math.abs math.ceil math.floor math.greatest math.isFinite math.isInf math.isNaN"
        " math.least math.round math.sign math.sqrt math.trunc"
    ),
    "bits": ("math.bitAnd math.bitNot math.bitOr math.bitShiftLeft math.bitShiftRight math.bitXor"),
    "calendar": (
        "getDate getDayOfMonth getDayOfWeek getDayOfYear getFullYear getHours getMilliseconds"
        " getMinutes getMonth getSeconds"
    ),
    "moments": "before earliest elapsed instant latest",
    "deadlines": "due overdue relieved within",
    "readable": "howLong readable",
    "bounds": "atMost",
}


def _location_index() -> Mapping[str, tuple[str, ...]]:
    modules: dict[str, tuple[str, ...]] = {}
    for module, functions in _FUNCTIONS.items():
        for function in functions.split():
            modules[function] = (*modules.get(function, ()), module)
    return modules


MODULES: Final = _location_index()
"""The modules of `checker.cel.functions` by the names of the functions that they declare."""


@cache
def overloads_of(function: str) -> tuple[Overload, ...]:
    """The overloads of a function, in the order of their declaration; none if there is no such."""
    return tuple(
        overload
        for module in MODULES.get(function, ())
        for name, overload in import_module(f"checker.cel.functions.{module}").DECLARED.overloads
        if name == function
    )
