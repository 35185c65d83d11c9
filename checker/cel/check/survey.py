"""Survey an expression: the type of every node, as the type checker's own walk finds it."""

from collections.abc import Mapping

from checker.cel.check.check import Check
from checker.cel.check.checking import Scope
from checker.cel.check.narrow import NOTHING
from checker.cel.functions.table import FUNCTIONS
from checker.cel.syntax import Expression, Node
from checker.cel.types import DYN, Type
from checker.record import NamedTuple


class Survey(NamedTuple):
    """Facts about the nodes of one expression, by their ids.

    Attributes:
        type: what the whole yields.
        types: the type of each node.
    """

    type: Type
    types: Mapping[int, Type]

    def of(self, node: Node) -> Type:
        """The type of a node; DYN of a list beside `in`, of which only the elements are asked."""
        return self.types.get(node.id, DYN)


def survey(expression: Expression, names: Mapping[str, Type]) -> Survey:
    """Collect the facts about an expression in which the type checker finds no error.

    Args:
        expression: what to look at.
        names: the types of the variables that it may read.
    """
    noting = _Noting(expression.text)
    type_ = noting.visit(expression.root, Scope(names, {}, NOTHING))
    return Survey(type_, noting.types)


class _Noting(Check):
    def __init__(self, text: str) -> None:
        super().__init__(text, FUNCTIONS)
        self.types: dict[int, Type] = {}

    def visit(self, node: Node, scope: Scope) -> Type:
        type_ = super().visit(node, scope)
        self.types[node.id] = type_
        return type_
