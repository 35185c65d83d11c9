"""Check an expression against the types of what it reads, before anything is evaluated.

All findings at once, one for each cause: what is wrong counts as DYN from there on, which is
compatible with everything. `checker.cel.check.narrow` knows which optional fields are guarded.
"""

from collections.abc import Mapping, Sequence
from typing import assert_never

from checker.cel.check import macros as check_macros
from checker.cel.check import operations as check_operations
from checker.cel.check import reads as check_reads
from checker.cel.check.calls import Functions
from checker.cel.check.checking import Scope, assuming, inside
from checker.cel.check.issue import Issue, Issues
from checker.cel.check.narrow import NOTHING, beside, proven
from checker.cel.check.place import place
from checker.cel.check.schema_types import type_of_value
from checker.cel.check.unify import alike, join, spelt, unify
from checker.cel.functions.table import FUNCTIONS
from checker.cel.syntax import (
    And,
    Bind,
    Call,
    Comprehension,
    Conditional,
    Expression,
    Has,
    Index,
    ListLiteral,
    Literal,
    MapLiteral,
    Name,
    Node,
    Operation,
    Or,
    Select,
)
from checker.cel.types import BOOL, Type, list_of, map_of


def check(
    expression: Expression,
    names: Mapping[str, Type],
    *,
    want: Type | None = None,
    given: Sequence[Expression] = (),
    functions: Functions = FUNCTIONS,
) -> tuple[Type, tuple[Issue, ...]]:
    """The type of an expression, and what is wrong with it or worth knowing.

    Args:
        expression: what to check.
        names: the types of the variables that it may read.
        want: the type that it has to yield.
        given: conditions under which alone it is evaluated: a policy's `when`.
        functions: the overloads of the functions that it may call.
    """
    facts = NOTHING
    for condition in given:
        facts |= proven(condition.root, {}).when(outcome=True)
    checking = Check(expression.text, functions)
    type_ = checking.visit(expression.root, Scope(names, {}, facts))
    if want is not None and (type_.nullable or not unify(want, type_, {})):
        offset = place(expression.root, expression.text)
        message = f"the expression yields {spelt(type_)} (expected {spelt(want)})"
        checking.issues.error(offset, message)
    return type_, checking.issues.sorted()


class Check:
    """One pass over one tree."""

    def __init__(self, text: str, functions: Functions) -> None:
        self.text = text
        self.functions = functions
        self.issues = Issues()
        self.told: set[object] = set()  # optional fields that were mentioned

    def visit(self, node: Node, scope: Scope) -> Type:
        """The type of a node; DYN where it has none."""
        match node:
            case Literal():
                return type_of_value(node.value)._replace(numbers=None)
            case Name():
                return check_reads.name(self, node, scope)
            case Select():
                return check_reads.select(self, node, scope)
            case Has():
                return check_reads.has(self, node, scope)
            case Index():
                return check_reads.index(self, node, scope)
            case ListLiteral():
                return list_of(join(self.visit(each, scope) for each in node.elements))
            case MapLiteral():
                keys = join(self.visit(key, scope) for key, _ in node.entries)
                return map_of(keys, join(self.visit(value, scope) for _, value in node.entries))
            case And() | Or():
                return self._logical(node, scope)
            case Conditional():
                return self._conditional(node, scope)
            case Operation():
                return check_operations.operation(self, node, scope)
            case Call():
                return check_operations.call(self, node, scope)
            case Comprehension():
                return check_macros.comprehension(self, node, scope)
            case Bind():
                value = self.visit(node.value, scope)
                inner = inside(scope, node.id, {node.name: value})
                return self.visit(node.body, inner)
            case _:
                assert_never(node)

    def source(self, node: Node) -> str:
        """The text of a node."""
        return self.text[node.span.start : node.span.end]

    def error(self, node: Node, message: str, hint: str | None = None) -> None:
        """Add an error where the node shows itself."""
        self.issues.error(place(node, self.text), message, hint)

    def _logical(self, node: And | Or, scope: Scope) -> Type:
        conjunction = isinstance(node, And)
        sign = "&&" if conjunction else "||"
        assumed = beside(node.operands, scope.roots, outcome=conjunction)
        for operand, facts in zip(node.operands, assumed, strict=True):
            self.boolean(operand, scope._replace(facts=scope.facts | facts), f"'{sign}' takes")
        return BOOL

    def boolean(self, node: Node, scope: Scope, who: str) -> None:
        """Check a node that must be true or false; `who` demands it."""
        type_ = self.present(node, scope)
        if not unify(BOOL, type_, {}):
            hint = "ask whether it is recorded with has(…)" if isinstance(node, Select) else None
            self.error(node, f"{who} bool, not {spelt(type_)}", hint)

    def _conditional(self, node: Conditional, scope: Scope) -> Type:
        self.boolean(node.condition, scope, "'?' takes")
        ways = (True, node.then), (False, node.otherwise)
        one, other = (
            self.visit(branch, assuming(node.condition, scope, outcome=way)) for way, branch in ways
        )
        if not alike(one, other):
            message = f"'?' gives {spelt(one)} or {spelt(other)} (expected one type)"
            self.error(node.otherwise, message)
            return one
        for branch, facing in ((node.then, other), (node.otherwise, one)):
            if isinstance(branch, ListLiteral) and not branch.elements:
                return facing  # an empty list is one of whatever the other is of
        return join((one, other))

    def present(self, node: Node, scope: Scope) -> Type:
        """The type of a node where null has no place."""
        type_ = self.visit(node, scope)
        if not type_.nullable:
            return type_
        source = self.source(node)
        self.error(node, f"{source} may be null", f"guard with {source} != null && …")
        return type_._replace(nullable=False)
