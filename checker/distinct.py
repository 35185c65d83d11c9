"""Distinct values: two that differ in type are unequal, though their fields agree."""

from typing import Any, TypeVar

_Class = TypeVar("_Class", bound=type[tuple[Any, ...]])


def distinct(cls: _Class) -> _Class:
    """Make the values of a NamedTuple unequal to every value of another type.

    A NamedTuple compares as a tuple: `Timestamp(5) == Duration(5)` would hold.
    """

    def equal(self: Any, other: object) -> bool:
        same = type(self) is type(other)
        return same and bool(tuple.__eq__(self, other))

    def unequal(self: Any, other: object) -> bool:
        return not equal(self, other)

    cls.__eq__ = equal  # type: ignore[method-assign]
    cls.__ne__ = unequal  # type: ignore[method-assign]
    cls.__hash__ = tuple.__hash__  # type: ignore[method-assign]
    return cls
