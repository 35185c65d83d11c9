"""The operators of CEL over plain Python values: equality, order, arithmetic, membership, access.

Python's own operators are nearly right, and where they are not, a verdict is wrong without a
sound: `True == 1`, `Timestamp(5) == Duration(5)`, `-7 // 2`, ints without end. So the rules of
the CEL specification ("Equality", "Ordering", "Overflow") are written once, here.
"""

import math
from collections.abc import Mapping
from itertools import starmap
from typing import Any, Final

from checker.cel.limits import INT_MIN, MAX_SIZE, int64
from checker.time.limits import duration, timestamp
from checker.values import CelError, Duration, Missing, Timestamp, TypeValue

_NAMES: Final[Mapping[type, str]] = {
    type(None): "null_type",
    bool: "bool",
    int: "int",
    float: "double",
    str: "string",
    list: "list",
    dict: "map",
    Timestamp: "google.protobuf.Timestamp",
    Duration: "google.protobuf.Duration",
    TypeValue: "type",
}
TYPES: Final = frozenset({*_NAMES.values(), "uint", "bytes"})
"""Names that an expression may use as values; of the last two, there are no values here."""

_NUMBERS: Final = frozenset({int, float})
_ORDERED: Final = frozenset({bool, str, Timestamp, Duration})


def type_name(value: object) -> str:
    """The name of `type(value)`: `int`, `null_type`, `google.protobuf.Timestamp`."""
    return _NAMES.get(type(value), type(value).__name__)


def equals(a: Any, b: Any) -> bool:
    """`a == b`: values of different types are unequal, except that numbers compare as numbers."""
    kind = type(a)
    if kind is not type(b):
        # Python compares int with float exactly, beyond 2**53 too.
        return kind in _NUMBERS and type(b) in _NUMBERS and bool(a == b)
    if kind is list:
        return len(a) == len(b) and all(starmap(equals, zip(a, b, strict=True)))
    if kind is dict:
        return len(a) == len(b) and all(_holds(b, key, value) for key, value in a.items())
    return bool(a == b)


def _holds(container: dict[Any, Any], key: Any, value: Any) -> bool:
    found = _key_of(container, key)
    return found is not None and equals(container[found], value)


def _key_of(container: dict[Any, Any], key: Any) -> bool | int | str | None:
    """The key of a map that equals this one; None where there is none (no key is null)."""
    if type(key) is str:
        return key if key in container else None
    if key not in container:
        return None
    if key not in (0, 1):  # only here does Python take a bool for a number
        return int(key)
    return next((found for found in container if equals(found, key)), None)


def less(a: Any, b: Any) -> bool:
    """`a < b`; false if either is NaN."""
    _ordered(a, b)
    return bool(a < b)


def less_equal(a: Any, b: Any) -> bool:
    """`a <= b`; false if either is NaN."""
    _ordered(a, b)
    return bool(a <= b)


def compare(a: Any, b: Any) -> int:
    """-1, 0 or 1 as `a` is less than, equal to or greater than `b`; NaN has no order."""
    _ordered(a, b)
    if a < b:
        return -1
    if a > b:
        return 1
    if a == b:
        return 0
    raise CelError("NaN has no order (a number was expected)")


def _ordered(a: Any, b: Any) -> None:
    kind = type(a)
    if kind is type(b):
        if kind in _NUMBERS or kind in _ORDERED:
            return
    elif kind in _NUMBERS and type(b) in _NUMBERS:
        return
    raise CelError(
        f"{type_name(a)} and {type_name(b)} have no order"
        " (two numbers, strings, bools, timestamps or durations were expected)"
    )


def add(a: Any, b: Any) -> Any:
    """`a + b`: numbers of one type, strings, lists, timestamp and duration."""
    left, right = type(a), type(b)
    if left is right:
        if left is int:
            return int64(a + b)
        if left is float:
            return a + b
        if left is str or left is list:
            if len(a) + len(b) > MAX_SIZE:
                raise CelError(f"`+` would build a {type_name(a)} longer than {MAX_SIZE}")
            return a + b
        if left is Duration:
            return duration(a.nanoseconds + b.nanoseconds)
    if {left, right} == {Timestamp, Duration}:
        return timestamp(a.nanoseconds + b.nanoseconds)
    raise _refused("+", a, b)


def subtract(a: Any, b: Any) -> Any:
    """`a - b`: numbers of one type, timestamps and durations."""
    left, right = type(a), type(b)
    if left is right:
        if left is int:
            return int64(a - b)
        if left is float:
            return a - b
        if left is Timestamp or left is Duration:
            return duration(a.nanoseconds - b.nanoseconds)
    if left is Timestamp and right is Duration:
        return timestamp(a.nanoseconds - b.nanoseconds)
    raise _refused("-", a, b)


def multiply(a: Any, b: Any) -> int | float:
    """`a * b`: numbers of one type."""
    if type(a) is int and type(b) is int:
        return int64(a * b)
    if type(a) is float and type(b) is float:
        return a * b
    raise _refused("*", a, b)


def divide(a: Any, b: Any) -> int | float:
    """`a / b`: ints truncate toward zero, doubles follow IEEE 754 (`1.0 / 0.0` is infinity)."""
    if type(a) is int and type(b) is int:
        if b == 0:
            raise CelError("division by zero")
        quotient = abs(a) // abs(b)
        return int64(quotient if (a < 0) is (b < 0) else -quotient)
    if type(a) is float and type(b) is float:
        if b != 0.0:
            return a / b
        if a == 0.0 or math.isnan(a):
            return math.nan
        return math.copysign(math.inf, a) * math.copysign(1.0, b)
    raise _refused("/", a, b)


def modulo(a: Any, b: Any) -> int:
    """`a % b`: ints only; the result has the sign of the dividend."""
    if type(a) is int and type(b) is int:
        if b == 0:
            raise CelError("modulus by zero")
        if a == INT_MIN and b == -1:
            raise CelError("integer overflow: the quotient is beyond 64 bits")
        rest = abs(a) % abs(b)
        return -rest if a < 0 else rest
    raise _refused("%", a, b)


def negate(a: Any) -> int | float:
    """`-a`: a number."""
    if type(a) is int:
        return int64(-a)
    if type(a) is float:
        return -a
    raise CelError(f"`-` does not take {type_name(a)} (a number was expected)")


def contains(item: Any, container: Any) -> bool:
    """`item in container`: among a list's elements, or a map's keys."""
    kind = type(container)
    if kind is list:
        if type(item) is str:
            return item in container
        return any(equals(item, element) for element in container)
    if kind is dict:
        return _key_of(container, _checked_key(item)) is not None
    raise CelError(f"`in` does not take {type_name(container)} (a list or a map was expected)")


def index(container: Any, key: Any) -> Any:
    """`container[key]`.

    Raises:
        Missing: the map has no such key.
        CelError: the list has no such position, or neither a list nor a map is indexed.
    """
    kind = type(container)
    if kind is list:
        if type(key) is float and key.is_integer():
            key = int(key)
        if type(key) is not int:
            raise CelError(f"a list has no position {type_name(key)} (an int was expected)")
        if 0 <= key < len(container):
            return container[key]
        raise CelError(f"index out of bounds: {key} (the list has {len(container)} elements)")
    if kind is dict:
        found = _key_of(container, _checked_key(key))
        if found is None:
            raise Missing(key)
        return container[found]
    raise CelError(f"{type_name(container)} has no index (a list or a map was expected)")


def select(container: Any, field: str) -> Any:
    """`container.field`.

    Raises:
        Missing: the map has no such key.
        CelError: something else than a map was asked.
    """
    if type(container) is not dict:
        raise CelError(f"{type_name(container)} has no field '{field}' (a map was expected)")
    if field not in container:
        raise Missing(field)
    return container[field]


def _checked_key(key: Any) -> Any:
    if type(key) in (bool, int, float, str):
        return key
    raise CelError(f"{type_name(key)} is no key of a map (a string, an int or a bool was expected)")


def _refused(operator: str, a: Any, b: Any) -> CelError:
    return CelError(f"`{operator}` does not take {type_name(a)} and {type_name(b)}")
