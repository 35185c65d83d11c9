"""Vague: whether a function may find what is recorded too vague, or too little, to answer."""

from collections.abc import Set as AbstractSet

from checker.cel.functions.location_index import overloads_of
from checker.cel.functions.meanings import meanings_of
from checker.cel.outcomes.scope import Scope
from checker.cel.syntax import Call, ListLiteral, Name, Node
from checker.cel.traits import Gap, Meaning
from checker.cel.walk import children

_EXACT = frozenset({"now"})


def names_in(node: Node) -> set[str]:
    """All names that an expression reads, those of its own variables too."""
    if isinstance(node, Name):
        return {node.name}
    return set().union(*map(names_in, children(node)))


def gaps_of(function: str) -> AbstractSet[Gap]:
    """The cases in which a function may be "missing" though its arguments are there."""
    return {overload.traits.gap for overload in overloads_of(function)} - {Gap.NEVER}


def vague(call: Call, scope: Scope) -> bool:
    """Return whether a function may be "missing" though all of its arguments are there."""
    match call:
        case Call(arguments=(_, length, *_)) if Meaning.DUE in meanings_of(call.function):
            lengths = scope.type_of(length).values
            asks = lengths is None or any("business" in each for each in lengths)
        case Call(function=function, arguments=(ListLiteral(), *_)):
            asks = gaps_of(function) == {Gap.VAGUE}
        case _:
            asks = bool(gaps_of(call.function))
    return asks and bool(names_in(call) - _EXACT)
