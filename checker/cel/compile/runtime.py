"""Functions and names that the generated source has: whatever is not worth writing out."""

from collections.abc import Callable, Mapping, Sequence
from operator import length_hint
from typing import Any, Final, NoReturn

from checker.cel import operators
from checker.cel.compile.frame import UNSET, spend, spent
from checker.cel.compile.lookup import places
from checker.cel.compile.memo import Failed, memoised, once
from checker.cel.compile.steady import kept
from checker.cel.functions.dispatch import costs, resolve
from checker.cel.functions.lists import sort_by
from checker.cel.limits import extent
from checker.cel.operators import select, type_name
from checker.values import CelError, Duration, Timestamp, TypeValue

UNITS_OF_SIZE: Final = 16
"""Bytes or elements that are copied or compared for one unit of budget."""

_PLAIN: Final = frozenset({int, float, str, Timestamp, Duration})
"""Types of which two values compare in Python as in CEL."""

_NO_KEY: Final = object()


def caught(failures: list[Exception] | None, raised: Exception) -> list[Exception]:
    """The failure that goes up, if one does: the first, but CelError before Missing.

    It is in a list, from which whoever raises it takes it out, and without its traceback: it would
    hold the frame that holds it.
    """
    raised.__traceback__ = None
    if failures is None:
        return [raised]
    if isinstance(raised, CelError) and not isinstance(failures[0], CelError):
        failures[0] = raised
    return failures


def not_bool(value: Any, where: str) -> CelError:
    """The error of a value where only a bool will do."""
    return CelError(f"{where} is {type_name(value)} (a bool was expected)")


def refuse(message: str) -> NoReturn:
    """Raise a CelError of this message."""
    raise CelError(message)


def walk(value: Any, fields: Sequence[str]) -> Any:
    """The value at the end of the fields, slowly, with an error that names the culprit."""
    for field in fields:
        value = select(value, field)
    return value


def no_field(value: Any, field: str) -> CelError:
    """The error of `has(value.field)` where the value is no map."""
    return CelError(f"{type_name(value)} has no field '{field}' (a map was expected)")


class NoMap:
    """A stand-in for a value that is no map, where its fields are read."""

    def __init__(self, value: Any) -> None:
        self._value = value

    def __getitem__(self, field: str) -> NoReturn:
        raise no_field(self._value, field)


def elements(value: Any) -> list[Any]:
    """The elements of a comprehension with one variable: a list's elements, a map's keys."""
    if type(value) is dict:
        return list(value)
    if type(value) is list:
        return value
    raise CelError(f"{type_name(value)} has no elements (a list or a map was expected)")


def pairs(value: Any) -> list[Any]:
    """The elements of one with two variables: indexes and elements, keys and values."""
    if type(value) is list:
        return list(enumerate(value))
    return list(value.items()) if type(value) is dict else elements(value)


def sortable(value: Any) -> CelError:
    """The error of what `sortBy` cannot sort."""
    return CelError(f"{type_name(value)} cannot be sorted (a list was expected)")


def enter(built: dict[Any, Any], key: Any) -> Any:
    """The key of a map that is built, where it may be one: a bool, an int or a string, and new."""
    if type(key) not in (bool, int, str):
        raise CelError(f"{type_name(key)} is no key of a map (a string was expected)")
    # Python holds `true` and `1` for one key; a map with both is refused.
    if key in built:
        raise CelError(f"the key {key!r} repeats (each key once was expected)")
    built[key] = None
    return key


def equal(frame: list[Any], a: Any, b: Any) -> bool:
    """`a == b`; what is compared is paid for."""
    if type(a) is list or type(a) is dict:
        spend(frame, extent(a) // UNITS_OF_SIZE)
    return operators.equals(a, b)


def add(frame: list[Any], a: Any, b: Any) -> Any:
    """`a + b`; what is copied is paid for."""
    total = operators.add(a, b)
    if type(total) is str or type(total) is list:
        spend(frame, len(total) // UNITS_OF_SIZE)
    return total


def membership() -> Callable[[list[Any], Any, Any], bool]:
    """`item in container` at one place of an expression, where it may meet a long list again."""
    last: list[Any] = []  # a long list that is met again, and the strings in it
    strings: frozenset[str] | None = None

    def member(frame: list[Any], wanted: Any, among: Any) -> bool:
        nonlocal last, strings
        if type(among) is list:
            if type(wanted) is str:
                if len(among) < UNITS_OF_SIZE:
                    return wanted in among
                spend(frame, len(among) // UNITS_OF_SIZE)
                if among is not last:
                    last, strings = among, None
                    return wanted in among
                if strings is None:
                    strings = frozenset(each for each in among if type(each) is str)
                return wanted in strings
            if type(wanted) is list or type(wanted) is dict:
                spend(frame, extent(among) // UNITS_OF_SIZE)
            elif len(among) >= UNITS_OF_SIZE:
                spend(frame, len(among) // UNITS_OF_SIZE)
        return operators.contains(wanted, among)

    return member


RUNTIME: Final[Mapping[str, Any]] = {
    "__builtins__": {
        "bool": bool,
        "float": float,
        "frozenset": frozenset,
        "dict": dict,
        "iter": iter,
        "len": len,
        "list": list,
        "str": str,
        "type": type,
        "KeyError": KeyError,
        "TypeError": TypeError,
    },
    "FAILURE": (KeyError, CelError),
    "PLAIN": _PLAIN,
    "NO_KEY": _NO_KEY,
    "NoMap": NoMap,
    "UNSET": UNSET,
    "Failed": Failed,
    "Timestamp": Timestamp,
    "Duration": Duration,
    "TypeValue": TypeValue,
    "add": add,
    "caught": caught,
    "costs": costs,
    "divide": operators.divide,
    "elements": elements,
    "enter": enter,
    "equal": equal,
    "equals": operators.equals,
    "index": operators.index,
    "kept": kept,
    "left_of": length_hint,
    "membership": membership,
    "places": places,
    "resolve": resolve,
    "less": operators.less,
    "less_equal": operators.less_equal,
    "memoised": memoised,
    "modulo": operators.modulo,
    "multiply": operators.multiply,
    "negate": operators.negate,
    "no_field": no_field,
    "not_bool": not_bool,
    "once": once,
    "pairs": pairs,
    "refuse": refuse,
    "sort_by": sort_by,
    "sortable": sortable,
    "spent": spent,
    "subtract": operators.subtract,
    "walk": walk,
}
"""By name whatever the generated source may name; it has no other."""
