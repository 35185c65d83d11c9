"""How deep an expression is, with the variables that it reads: what bounds every recursion.

The parser bounds one tree; `variables` that read each other stack their trees. Whoever walks or
evaluates a tree needs so many levels of Python's stack at once, times a small factor.
"""

from collections.abc import Iterator, Mapping
from typing import Final

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

DEEPEST: Final = 64
"""Levels of an expression together with the variables it reads; the parser allows as many."""


def depth(node: Node, variables: Mapping[str, int]) -> int:
    """The levels of a tree, given those of the variables that it may read."""
    match node:
        case Select(operand=Name(name="variables"), field=name):
            return 1 + variables.get(name, 0)
        case Index(operand=Name(name="variables"), key=Literal(value=str() as name)):
            return 1 + variables.get(name, 1)
        case _:
            below = (depth(child, variables) for child in children(node))
            return 1 + max(below, default=0)


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below a node, in the order of the text."""
    match node:
        case Literal() | Name():
            return
        case Select(operand=operand) | Has(operand=operand):
            yield operand
        case Index(operand=operand, key=key):
            yield operand
            yield key
        case ListLiteral(elements=nodes) | And(operands=nodes) | Or(operands=nodes):
            yield from nodes
        case Operation(operands=nodes):
            yield from nodes
        case MapLiteral(entries=entries):
            for entry in entries:
                yield from entry
        case Conditional(condition=condition, then=then, otherwise=otherwise):
            yield from (condition, then, otherwise)
        case Call(target=target, arguments=arguments):
            if target is not None:
                yield target
            yield from arguments
        case Comprehension(source=source, condition=condition, body=body):
            yield source
            if condition is not None:
                yield condition
            yield body
        case Bind(value=value, body=body):
            yield value
            yield body
