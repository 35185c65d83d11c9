"""The projection of a value: the parts in a footprint as one key, equal where they are the same."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, Final, TypeAlias

from checker.cel.footprint import Footprint

Projection: TypeAlias = Callable[[Any], Hashable]

ABSENT: Final = object()
"""The value of a field that is not there."""

# Python takes true for 1 and a list's key for a tuple's; marks that equal nothing else tell apart.
_THERE, _TRUE, _FALSE, _FLOAT, _LIST, _MAP, _TEXT = (object() for _ in range(7))


def projection(footprint: Footprint) -> Projection:
    """The function that makes the key of a value, or of `ABSENT`."""
    if footprint.whole:
        return _whole
    fields = [(name, projection(below)) for name, below in footprint.fields.items()]
    each = None if footprint.elements is None else projection(footprint.elements)
    if each is None and not fields and not footprint.size:
        return _place_among(footprint.among) if footprint.among else _presence
    if footprint.among:
        return _whole

    def project(value: Any) -> Hashable:
        if type(value) is dict:
            if each is not None:
                return _whole(value)
            parts = [below(value.get(name, ABSENT)) for name, below in fields]
            return (*parts, *value) if footprint.size else tuple(parts)
        if type(value) is list and not fields:
            return (_LIST, len(value)) if each is None else (_LIST, *map(each, value))
        if type(value) is str and not fields and each is None:
            return _TEXT, len(value)
        return _whole(value)

    return project


def _place_among(sets: Iterable[frozenset[str]]) -> Projection:
    """The key of a text of which it matters only in which of some sets it is."""
    distinct = tuple(dict.fromkeys(sets))

    def project(value: Any) -> Hashable:
        if type(value) is str:
            return tuple([value in texts for texts in distinct])
        return _whole(value)

    return project


def _presence(value: Any) -> Hashable:
    return ABSENT if value is ABSENT else _THERE


def _whole(value: Any) -> Hashable:
    kind = type(value)
    if kind is bool:
        return _TRUE if value else _FALSE
    if kind is float:
        return _FLOAT, value.hex()  # 0.0 is not -0.0
    if kind is list:
        return (_LIST, *map(_whole, value))
    if kind is dict:
        return (_MAP, *((key, _whole(below)) for key, below in value.items()))
    found: Hashable = value
    return found
