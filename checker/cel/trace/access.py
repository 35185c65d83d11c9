"""Names, fields, indexes and literals, tracked: where in the data a value stands."""

from collections.abc import Mapping
from typing import Any

from checker.cel import operators
from checker.cel.syntax import Has, Index, ListLiteral, Literal, MapLiteral, Name, Node, Select
from checker.cel.trace.reader import Reader, Scope, attempt, operands, split
from checker.cel.trace.record import Record, pick
from checker.values import CelError


def select(reader: Reader, node: Select, scope: Scope) -> Record:
    """`operand.field`."""
    if _means_variables(node.operand, scope):
        return reader.variable(node, node.field)
    operand = reader.read(node.operand, scope)
    if operand.failed:
        return Record(node, operand.outcome, children=(operand,))
    found = attempt(operators.select, operand.outcome, node.field)
    return pick(node, operand, node.field, found)


def has(reader: Reader, node: Has, scope: Scope) -> Record:
    """`has(operand.field)`."""
    if _means_variables(node.operand, scope):
        return Record(node, reader.declares(node.field))
    operand = reader.read(node.operand, scope)
    if operand.failed:
        return Record(node, operand.outcome, children=(operand,))
    found = attempt(operators.select, operand.outcome, node.field)
    if isinstance(found, CelError):
        return Record(node, found, children=(operand,))
    present = not isinstance(found, KeyError)
    if operand.path is None:
        return Record(node, present, children=(operand,))
    return Record(node, present, source=operand)


def index(reader: Reader, node: Index, scope: Scope) -> Record:
    """`operand[key]`."""
    name = node.key.value if isinstance(node.key, Literal) else None
    if isinstance(name, str) and _means_variables(node.operand, scope):
        return reader.variable(node, name)
    children, beyond = found = operands(reader, (node.operand, node.key), scope)
    if found.failure is not None:
        return Record(node, found.failure, children=children, beyond=beyond)
    operand, key = children
    position = key.outcome
    if isinstance(operand.outcome, list) and isinstance(position, float):
        position = int(position) if position.is_integer() else position
    value = attempt(operators.index, operand.outcome, position)
    return pick(node, operand, position, value, (key,))


def _means_variables(node: Node, scope: Scope) -> bool:
    """Return whether a node is the word `variables`, and means the policy's."""
    return isinstance(node, Name) and node.name == "variables" and node.name not in scope


def list_of(reader: Reader, node: ListLiteral, scope: Scope) -> Record:
    """`[a, b]`."""
    children, beyond = found = operands(reader, node.elements, scope)
    if found.failure is not None:
        return Record(node, found.failure, children=children, beyond=beyond)
    outcome = [child.outcome for child in children]
    return Record(node, outcome, children=children, parts=dict(enumerate(children)))


def map_of(reader: Reader, node: MapLiteral, scope: Scope) -> Record:
    """`{k: v}`."""
    children: list[Record] = []
    parts: dict[Any, Record] = {}
    for entry in node.entries:
        key = reader.read(entry[0], scope)
        children.append(key)
        error = None if isinstance(key.outcome, KeyError) else _refused(key, parts)
        if error is not None:
            return Record(node, error, children=tuple(children))
        value = reader.read(entry[1], scope)
        children.append(value)
        if isinstance(value.outcome, CelError):
            return Record(node, value.outcome, children=tuple(children))
        if not key.failed:
            parts[key.outcome] = value
    read, beyond = operands = split(children)
    if operands.failure is not None:
        return Record(node, operands.failure, children=read, beyond=beyond)
    outcome = {key: value.outcome for key, value in parts.items()}
    return Record(node, outcome, children=read, parts=parts)


def _refused(key: Record, parts: Mapping[Any, Record]) -> CelError | None:
    """The error of a key that is one, or that no map may have."""
    name = key.outcome
    if isinstance(name, CelError):
        return name
    if type(name) not in {bool, int, str}:
        kind = operators.type_name(name)
        return CelError(f"{kind} is no key of a map (a string was expected)")
    if name in parts:
        return CelError(f"the key {name!r} repeats (each key once was expected)")
    return None
