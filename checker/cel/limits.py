"""The limits of values of CEL (specification, "Overflow")."""

from typing import Any, Final

from checker.values import CelError

INT_MIN: Final = -(2**63)
INT_MAX: Final = 2**63 - 1
MAX_SIZE: Final = 1_000_000  # code points of a string, elements of a list, that may be built


def int64(value: int) -> int:
    """The value itself, if 64 bits hold it."""
    if INT_MIN <= value <= INT_MAX:
        return value
    raise CelError("integer overflow: the result is beyond 64 bits")


def extent(value: Any) -> int:
    """The number of values that a walk over a value meets below it.

    A list may hold the same list twice, and so in a short expression far more than was ever
    built: shared parts are looked at once and counted as often as they stand.
    """
    return _below(value, {}) if type(value) is list or type(value) is dict else 0


def _below(container: Any, known: dict[int, int]) -> int:
    count = known.get(id(container))
    if count is None:
        count = len(container)
        for child in container.values() if type(container) is dict else container:
            if type(child) is list or type(child) is dict:
                count += _below(child, known)
        known[id(container)] = count
    return count
