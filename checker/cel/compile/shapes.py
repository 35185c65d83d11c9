"""Shapes of expressions that the compiler has a short way for."""

from collections.abc import Sequence

from checker.cel.syntax import Index, Literal, Node, Select


def unwound(node: Node) -> tuple[Node, tuple[str, ...]]:
    """The base and the fields of `base.field["field"]`."""
    fields = []
    while True:
        match node:
            case Select(operand=operand, field=field):
                fields.append(field)
                node = operand
            case Index(operand=operand, key=Literal(value=str() as field)):
                fields.append(field)
                node = operand
            case _:
                return node, tuple(reversed(fields))


def strings_of(nodes: Sequence[Node]) -> list[str] | None:
    """The strings, where all nodes are literals of strings; else None."""
    values = [node.value for node in nodes if isinstance(node, Literal)]
    strings = [value for value in values if isinstance(value, str)]
    return strings if len(strings) == len(nodes) else None
