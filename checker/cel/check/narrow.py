"""Facts that a condition proves, true or false: fields that are recorded, or not null.

`&&` and `||` absorb on both sides, so a guard protects what stands before it as well.
"""

from collections import Counter
from functools import reduce

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
from checker.record import NamedTuple

Path = tuple[str, ...]
"""A root (a variable's name, with the number of its macro if it is one's) and fields below it."""

Roots = dict[str, str]
"""The names that stand for the variables of the macros around, in paths."""


class Fact(NamedTuple):
    """The fact that something is recorded; or, if `not_null`, that it is not null."""

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


class Proven(NamedTuple):
    """Facts that hold if a condition is true and if it is false; None if it cannot be that."""

    true: Facts | None = NOTHING
    false: Facts | None = NOTHING

    def when(self, *, outcome: bool) -> Facts:
        """The facts that may be assumed where the condition had this outcome."""
        return (self.true if outcome else self.false) or NOTHING


def proven(node: Node, roots: Roots) -> Proven:
    """Facts that a condition proves, both outcomes in one walk: nested choices would double it."""
    match node:
        case Literal(value=bool(value)):
            return Proven(None if not value else NOTHING, None if value else NOTHING)
        case Has():
            return Proven(true=_fact(path_of(node, roots)))
        case Operation(operator="!", operands=(operand,)):
            inner = proven(operand, roots)
            return Proven(inner.false, inner.true)
        case Operation(operator="in", operands=(Literal(value=str(key)), container)):
            above = path_of(container, roots)
            return Proven(true=_fact(None if above is None else (*above, key)))
        case Operation(operator="==" | "!=" as operator, operands=(one, other)):
            facts = _not_null(one, other, roots)
            return Proven(true=facts) if operator == "!=" else Proven(false=facts)
        case And(operands=operands) | Or(operands=operands):
            parts = [proven(operand, roots) for operand in operands]
            true, false = [part.true for part in parts], [part.false for part in parts]
            if isinstance(node, And):
                return Proven(_both(*true), _either(*false))
            return Proven(_either(*true), _both(*false))
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            chosen = proven(condition, roots)
            first, last = proven(then, roots), proven(otherwise, roots)
            return Proven(
                _either(_both(chosen.true, first.true), _both(chosen.false, last.true)),
                _either(_both(chosen.true, first.false), _both(chosen.false, last.false)),
            )
        case _:
            return Proven()


def beside(operands: tuple[Node, ...], roots: Roots, *, outcome: bool) -> list[Facts]:
    """Facts to assume in each operand of `&&` (outcome true) or `||` (false): the others'."""
    parts = [proven(operand, roots).when(outcome=outcome) for operand in operands]
    times = Counter(fact for part in parts for fact in part)
    return [frozenset(fact for fact in times if times[fact] > (fact in part)) for part in parts]


def _fact(path: Path | None) -> Facts:
    return NOTHING if path is None else frozenset({Fact(path)})


def _not_null(one: Node, other: Node, roots: Roots) -> Facts:
    pair = (one, other) if isinstance(other, Literal) and other.value is None else (other, one)
    if not isinstance(pair[1], Literal) or pair[1].value is not None:
        return NOTHING
    path = path_of(pair[0], roots)
    return NOTHING if path is None else frozenset({Fact(path, not_null=True)})


def _both(*parts: Facts | None) -> Facts | None:
    facts: Facts = NOTHING
    for part in parts:
        if part is None:
            return None
        facts |= part
    return facts


def _either(*parts: Facts | None) -> Facts | None:
    possible = [part for part in parts if part is not None]
    return reduce(frozenset.__and__, possible) if possible else None
