"""Walking a tree: what stands right below a node, and what a node reads of a variable."""

from collections.abc import Iterator

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
