"""The facts that hold at a node, and the services that every check of a node may use."""

from collections.abc import Mapping
from typing import Protocol

from checker.cel.check.calls import Functions
from checker.cel.check.issue import Issues
from checker.cel.check.narrow import Fact, Facts, Roots, path_of, proven
from checker.cel.syntax import Node
from checker.cel.types import Type
from checker.record import NamedTuple


class Scope(NamedTuple):
    """The facts that hold at a node.

    Attributes:
        names: the types of all variables.
        roots: what the variables of macros are called in paths.
        facts: what the conditions around have proven.
    """

    names: Mapping[str, Type]
    roots: Roots
    facts: Facts


class Checking(Protocol):
    """The checking of one expression.

    Attributes:
        text: the expression's text.
        functions: the overloads of the functions that it may call.
        findings: what was found so far.
        told: the optional fields that were mentioned.
    """

    text: str
    functions: Functions
    issues: Issues
    told: set[object]

    def visit(self, node: Node, scope: Scope) -> Type:
        """The type of a node; DYN where it has none."""

    def present(self, node: Node, scope: Scope) -> Type:
        """The type of a node where null has no place."""

    def boolean(self, node: Node, scope: Scope, who: str) -> None:
        """Check a node that must be true or false; `who` demands it: `'!' takes`."""

    def source(self, node: Node) -> str:
        """The text of a node."""

    def error(self, node: Node, message: str, hint: str | None = None) -> None:
        """Add an error where the node shows itself."""


def inside(scope: Scope, number: int, variables: Mapping[str, Type]) -> Scope:
    """The scope in which `variables` hide what was called so; paths name them by their macro."""
    roots = {**scope.roots, **{name: f"{name}#{number}" for name in variables}}
    return Scope({**scope.names, **variables}, roots, scope.facts)


def assuming(condition: Node, scope: Scope, *, outcome: bool) -> Scope:
    """The scope in which `condition` had this outcome."""
    facts = proven(condition, scope.roots).when(outcome=outcome)
    return scope._replace(facts=scope.facts | facts)


def without_null(type_: Type, node: Node, scope: Scope) -> Type:
    """The type of what `node` reads, not nullable where a condition excluded null."""
    if type_.nullable:
        path = path_of(node, scope.roots)
        if path is not None and Fact(path, not_null=True) in scope.facts:
            return type_._replace(nullable=False)
    return type_
