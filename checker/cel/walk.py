"""Walking a tree: what stands right below a node, and what a node reads of a variable."""

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any, Final

from checker.cel.syntax import (
    And,
    Bind,
    Call,
    Comprehension,
    Conditional,
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

_BELOW: Final[Mapping[type, Callable[[Any], tuple[Node, ...]]]] = {
    Literal: lambda _: (),
    Name: lambda _: (),
    Select: lambda node: (node.operand,),
    Has: lambda node: (node.operand,),
    Index: lambda node: (node.operand, node.key),
    ListLiteral: lambda node: node.elements,
    MapLiteral: lambda node: tuple(chain.from_iterable(node.entries)),
    And: lambda node: node.operands,
    Or: lambda node: node.operands,
    Conditional: lambda node: (node.condition, node.then, node.otherwise),
    Operation: lambda node: node.operands,
    Call: lambda node: node.arguments if node.target is None else (node.target, *node.arguments),
    Comprehension: lambda node: (
        (node.source, node.body)
        if node.condition is None
        else (node.source, node.condition, node.body)
    ),
    Bind: lambda node: (node.value, node.body),
}


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly below a node, in the order of the text."""
    return _BELOW[type(node)](node)


def field_read(node: Node, root: str) -> str | None:
    """The field that a node reads of a name: `root.field` or `root["field"]`.

    Whether the name means there what it means in the whole expression, the caller knows.
    """
    match node:
        case Select(operand=Name(name=name), field=field) if name == root:
            return field
        case Index(operand=Name(name=name), key=Literal(value=str(field))) if name == root:
            return field
        case _:
            return None
