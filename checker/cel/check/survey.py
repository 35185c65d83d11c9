"""Survey an expression: the type of every node, and which reads may find nothing recorded.

The walk is the type checker's own, with a notebook: what it knows of guards and of the elements
that a filter keeps holds here too.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from checker.cel.check.check import Check
from checker.cel.check.checking import Scope
from checker.cel.check.narrow import NOTHING, Fact, Path, path_of, proven
from checker.cel.functions.table import FUNCTIONS
from checker.cel.syntax import Expression, Has, Index, Literal, Node, Select
from checker.cel.types import DYN, Kind, Type


class Survey(NamedTuple):
    """Facts about the nodes of one expression, by their ids.

    Attributes:
        type: what the whole yields.
        types: the type of each node.
        optional: the reads that may find nothing in spite of all guards, and each `has` that may
            be false; with the path that is asked for, None where it is not a plain one.
    """

    type: Type
    types: Mapping[int, Type]
    optional: Mapping[int, Path | None]

    def of(self, node: Node) -> Type:
        """The type of a node; DYN of a list beside `in`, of which only the elements are asked."""
        return self.types.get(node.id, DYN)


def survey(
    expression: Expression, names: Mapping[str, Type], given: Sequence[Expression] = ()
) -> Survey:
    """Collect the facts about an expression in which the type checker finds no error.

    Args:
        expression: what to look at.
        names: the types of the variables that it may read.
        given: conditions under which alone it is evaluated.
    """
    facts = NOTHING
    for condition in given:
        facts |= proven(condition.root, {}).when(outcome=True)
    noting = _Noting(expression.text)
    type_ = noting.visit(expression.root, Scope(names, {}, facts))
    return Survey(type_, noting.types, noting.optional)


class _Noting(Check):
    def __init__(self, text: str) -> None:
        super().__init__(text, FUNCTIONS)
        self.types: dict[int, Type] = {}
        self.optional: dict[int, Path | None] = {}

    def visit(self, node: Node, scope: Scope) -> Type:
        type_ = super().visit(node, scope)
        self.types[node.id] = type_
        match node:
            case Has(operand=operand, field=field):
                self._note(node, scope, required=self._required(operand, field) is True)
            case Select(operand=operand, field=field):
                self._note(node, scope, required=self._required(operand, field) is not False)
            case Index(operand=operand, key=Literal(value=str(field))):
                self._note(node, scope, required=self._required(operand, field) is not False)
            case Index(operand=operand) if self._type(operand).kind in {Kind.MAP, Kind.OBJECT}:
                self.optional[node.id] = None
        return type_

    def _note(self, node: Node, scope: Scope, *, required: bool) -> None:
        path = path_of(node, scope.roots)
        guarded = path is not None and Fact(path) in scope.facts
        if not (required or guarded):
            self.optional[node.id] = path

    def _required(self, operand: Node, field: str) -> bool | None:
        """Return whether a field is there wherever what holds it is; None if that is not known."""
        field_ = (self._type(operand).fields or {}).get(field)
        return None if field_ is None else field_.required

    def _type(self, node: Node) -> Type:
        return self.types.get(node.id, DYN)
