"""What a condition proves, true or false: which fields are recorded, and which are not null.

`&&` and `||` absorb on both sides, so a guard protects what stands before it as well.
"""

from collections import Counter
from collections.abc import Iterable
from functools import reduce
from typing import NamedTuple

from checker.cel.syntax import (
    And,
    Conditional,
    Has,
    Index,
    Literal,
    Name,
    Node,
    Operation,
    Or,
    Select,
)

Path = tuple[str, ...]
"""A root (a variable's name, with the number of its macro if it is one's) and fields below it."""

Roots = dict[str, str]
"""What the variables of macros in force are called in paths."""


class Fact(NamedTuple):
    """That something is recorded; or, if `not_null`, that it is not null."""

    path: Path
    not_null: bool = False


Facts = frozenset[Fact]
NOTHING: Facts = frozenset()


def path_of(node: Node, roots: Roots) -> Path | None:
    """The path that a node reads, if it is a plain one: `a.b.c`, `a["b"]`."""
    match node:
        case Name(name=name):
            return (roots.get(name, name),)
        case Select(operand=operand, field=field) | Has(operand=operand, field=field):
            above = path_of(operand, roots)
            return None if above is None else (*above, field)
        case Index(operand=operand, key=Literal(value=str(field))):
            above = path_of(operand, roots)
            return None if above is None else (*above, field)
        case _:
            return None


def proven(node: Node, roots: Roots, *, outcome: bool) -> Facts | None:
    """What holds if `node` yields `outcome`; None if it cannot yield that."""
    match node:
        case Literal(value=bool(value)):
            return NOTHING if value is outcome else None
        case Has():
            return _fact(path_of(node, roots)) if outcome else NOTHING
        case Operation(operator="!", operands=(operand,)):
            return proven(operand, roots, outcome=not outcome)
        case Operation(operator="in", operands=(Literal(value=str(key)), container)):
            above = path_of(container, roots)
            return _fact(None if above is None else (*above, key)) if outcome else NOTHING
        case Operation(operator="==" | "!=" as operator, operands=(one, other)):
            return _not_null(one, other, roots) if outcome is (operator == "!=") else NOTHING
        case And(operands=operands) | Or(operands=operands):
            parts = [proven(operand, roots, outcome=outcome) for operand in operands]
            return _both(parts) if isinstance(node, And) is outcome else _either(parts)
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            ways = (True, then), (False, otherwise)
            return _either(
                _both(
                    [
                        proven(condition, roots, outcome=way),
                        proven(branch, roots, outcome=outcome),
                    ]
                )
                for way, branch in ways
            )
        case _:
            return NOTHING


def beside(operands: tuple[Node, ...], roots: Roots, *, outcome: bool) -> list[Facts]:
    """What may be assumed in each operand of `&&` (outcome true) or `||` (false): the others."""
    parts = [proven(operand, roots, outcome=outcome) or NOTHING for operand in operands]
    times = Counter(fact for part in parts for fact in part)
    return [
        frozenset(fact for fact in times if times[fact] > (fact in part)) if times else NOTHING
        for part in parts
    ]


def _fact(path: Path | None) -> Facts:
    return NOTHING if path is None else frozenset({Fact(path)})


def _not_null(one: Node, other: Node, roots: Roots) -> Facts:
    pair = (one, other) if isinstance(other, Literal) and other.value is None else (other, one)
    if not isinstance(pair[1], Literal) or pair[1].value is not None:
        return NOTHING
    path = path_of(pair[0], roots)
    return NOTHING if path is None else frozenset({Fact(path, not_null=True)})


def _both(parts: Iterable[Facts | None]) -> Facts | None:
    found: Facts = NOTHING
    for part in parts:
        if part is None:
            return None
        found |= part
    return found


def _either(parts: Iterable[Facts | None]) -> Facts | None:
    possible = [part for part in parts if part is not None]
    return reduce(frozenset.__and__, possible) if possible else None
