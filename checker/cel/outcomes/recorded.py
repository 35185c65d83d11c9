"""Recorded: the reads that find something where a condition has come to an outcome."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import Final, TypeAlias

from checker.cel.outcomes.context import Context
from checker.cel.outcomes.scope import Key, Scope
from checker.cel.syntax import (
    And,
    Bind,
    Comprehension,
    Conditional,
    Has,
    Index,
    Literal,
    Macro,
    Node,
    Operation,
    Or,
    Select,
)
from checker.cel.walk import children
from checker.record import NamedTuple

CHOOSERS: Final = frozenset({Macro.ALL, Macro.EXISTS, Macro.EXISTS_ONE, Macro.FILTER})
"""The macros whose body is a condition."""

Keys: TypeAlias = frozenset[Key]
_NONE: Keys = frozenset()


class Part(NamedTuple):
    """A node right below another, the scope in which it stands, and whether it is a condition."""

    node: Node
    scope: Scope
    condition: bool


class Recorded:
    """The reads of one policy.

    Attributes:
        guards: only what was asked with `has` or `in` counts. Beside another operand of `&&` that
            is sound in both directions; a read may itself be what is missing.
    """

    def __init__(self, context: Context, *, guards: bool = False) -> None:
        self._context = context
        self._guards = guards

    def where(self, node: Node, scope: Scope, *, outcome: bool | None = None) -> Keys:
        """The reads that find something where a node has a value, or this outcome."""
        place = id(node), tuple(scope.roots.values()), outcome, self._guards
        keys = self._context.reads.get(place)
        if keys is None:
            keys = self._context.reads[place] = self._where(node, scope, outcome)
        return keys

    def _where(self, node: Node, scope: Scope, outcome: bool | None) -> Keys:  # noqa: FBT001
        stands_for = self._context.definition(node, scope)
        if stands_for is not None:
            return self.where(*stands_for, outcome=outcome)
        match node:
            case And() | Or():
                parts = [self.where(each, scope, outcome=outcome) for each in node.operands]
                return _NONE.union(*parts) if outcome is isinstance(node, And) else _common(parts)
            case Operation(operator="!", operands=(operand,)):
                return self.where(operand, scope, outcome=None if outcome is None else not outcome)
            case Conditional():
                return _common(self._ways(node, scope, outcome))
            case Comprehension():
                return self.where(node.source, scope)
            case Bind():
                return self.where(node.body, scope.beside(node), outcome=outcome)
            case _:
                return self._read(node, scope, outcome)

    def _ways(self, node: Conditional, scope: Scope, outcome: bool | None) -> Iterator[Keys]:  # noqa: FBT001
        for way, branch in ((True, node.then), (False, node.otherwise)):
            value = branch.value if isinstance(branch, Literal) else outcome
            if outcome is None or not isinstance(value, bool) or value is outcome:
                chosen = self.where(node.condition, scope, outcome=way)
                yield chosen | self.where(branch, scope, outcome=outcome)

    def _read(self, node: Node, scope: Scope, outcome: bool | None) -> Keys:  # noqa: FBT001
        keys = _NONE
        if not self._guards:
            keys = _NONE.union(*(self.where(each, scope) for each in children(node)))
        match node:
            case Has(operand=operand, field=field) if outcome is True:
                return keys | {("field", self._context.key(operand, scope), field)}
            case Operation(operator="in", operands=(Literal(value=str(field)), container)) if (
                outcome is True and scope.type_of(container).fields is not None
            ):
                return keys | {("field", self._context.key(container, scope), field)}
            case Select() | Index(key=Literal(value=str())) if not self._guards:
                return keys | {self._context.key(node, scope)}
            case _:
                return keys


def parts(node: Node, scope: Scope, context: Context) -> Iterator[Part]:
    """The nodes right below another, from left to right, with what is recorded for each."""
    recorded = Recorded(context)
    match node:
        case And(operands=operands) | Or(operands=operands):
            guards = _guards(operands, scope, context, outcome=isinstance(node, And))
            for operand, keys in zip(operands, guards, strict=True):
                yield Part(operand, scope.guarding(keys), condition=True)
        case Operation(operator="!", operands=(operand,)):
            yield Part(operand, scope, condition=True)
        case Conditional():
            yield Part(node.condition, scope, condition=True)
            for way, branch in ((True, node.then), (False, node.otherwise)):
                known = recorded.where(node.condition, scope, outcome=way)
                yield Part(branch, scope.knowing(known), condition=False)
        case Comprehension():
            yield Part(node.source, scope, condition=False)
            inner = scope.inside(node).knowing(recorded.where(node.source, scope))
            if node.condition is not None:
                yield Part(node.condition, inner, condition=True)
                inner = inner.knowing(recorded.where(node.condition, inner, outcome=True))
            yield Part(node.body, inner, condition=node.macro in CHOOSERS)
        case Bind():
            yield Part(node.value, scope, condition=False)
            yield Part(node.body, scope.beside(node), condition=False)
        case _:
            yield from (Part(child, scope, condition=False) for child in children(node))


def _guards(
    operands: Sequence[Node], scope: Scope, context: Context, *, outcome: bool
) -> Iterator[Keys]:
    """The reads that the other operands guard, for each: `&&` needs all true, `||` all false."""
    guards = Recorded(context, guards=True)
    each = [guards.where(operand, scope, outcome=outcome) for operand in operands]
    times = Counter(key for keys in each for key in keys)
    return (frozenset(key for key in times if times[key] > (key in keys)) for keys in each)


def _common(ways: Iterable[Keys]) -> Keys:
    ways = list(ways)
    return reduce(frozenset.__and__, ways) if ways else _NONE
