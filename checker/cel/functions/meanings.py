"""The meaning of a function that analyses know more of than its types."""

from functools import cache

from checker.cel.functions.location_index import overloads_of
from checker.cel.traits import Meaning, Turn
from checker.cel.types import Kind

_ANYTHING = frozenset({Kind.VARIABLE, Kind.DYN})


@cache
def meanings_of(function: str) -> frozenset[Meaning]:
    """The meanings of all overloads of a function."""
    return frozenset(overload.traits.meaning for overload in overloads_of(function))


@cache
def meaning_of(function: str, kind: Kind) -> Meaning:
    """The meaning of a function whose first argument is of a kind."""
    for overload in overloads_of(function):
        if overload.parameters[0].kind in {kind, *_ANYTHING}:
            return overload.traits.meaning
    return Meaning.OTHER


@cache
def turn_of(function: str) -> Turn:
    """The unit at whose end a function of an instant changes."""
    turns = {overload.traits.turns for overload in overloads_of(function)} - {Turn.NEVER}
    return turns.pop() if turns else Turn.NEVER
