"""Operators and functions, tracked: which implementation takes the values, and what it costs.

The units are those of the compiler, short ways included: what it works out beforehand costs
nothing here either.
"""

from collections.abc import Sequence
from typing import Any

from checker.cel import operators
from checker.cel.functions.location_index import overloads_of
from checker.cel.limits import extent
from checker.cel.overload import Overload
from checker.cel.signs import BINARY
from checker.cel.syntax import Call, ListLiteral, Literal, Operation
from checker.cel.trace.lists import parts
from checker.cel.trace.reader import Reader, Scope, attempt, operands
from checker.cel.trace.record import Record
from checker.cel.types import Kind, Type
from checker.values import CelError, Duration, Timestamp

_COPIED_FOR_A_UNIT = 16


_FREE_OF_CHARGE = 10_000


def strict(reader: Reader, node: Operation | Call, scope: Scope) -> Record:
    """A node that needs the values of all its operands."""
    if isinstance(node, Operation):
        nodes = node.operands
    else:
        nodes = node.arguments if node.target is None else (node.target, *node.arguments)
    children, beyond = found = operands(reader, nodes, scope)
    if found.failure is not None:
        return Record(node, found.failure, children=children, beyond=beyond)
    values = [child.outcome for child in children]
    if isinstance(node, Operation):
        outcome = attempt(_operate, reader, node, values)
    else:
        outcome = attempt(_call, reader, node, values)
    return Record(node, outcome, children=children, parts=parts(node, children, outcome))


def _operate(reader: Reader, node: Operation, values: Sequence[Any]) -> Any:
    if len(values) == 1:
        return operators.negate(values[0])
    a, b = values
    match node.operator:
        case "==" | "!=" if isinstance(a, list | dict) and not _with_literal(node):
            reader.spend(extent(a) // _COPIED_FOR_A_UNIT)
        case "in" if isinstance(b, list) and not _of_strings(node):
            compared = extent(b) if isinstance(a, list | dict) else len(b)
            reader.spend(compared // _COPIED_FOR_A_UNIT)
    result = BINARY[node.operator](a, b)
    if node.operator == "+" and isinstance(result, str | list):
        reader.spend(len(result) // _COPIED_FOR_A_UNIT)
    return result


def _with_literal(node: Operation) -> bool:
    return any(isinstance(operand, Literal) for operand in node.operands)


def _of_strings(node: Operation) -> bool:
    """Whether `in` looks at a list of literal strings, which the compiler turns into a set."""
    among = node.operands[1]
    return isinstance(among, ListLiteral) and all(
        isinstance(element, Literal) and isinstance(element.value, str)
        for element in among.elements
    )


def _call(reader: Reader, node: Call, values: Sequence[Any]) -> Any:
    overload = _overload(node, values)
    if overload is None:
        reader.spend(1)
        given = ", ".join(map(operators.type_name, values))
        raise CelError(f"no overload of '{node.function}' takes ({given})")
    cost = 1 if overload.cost is None else overload.cost(*values)
    if not _of_literals(node) or cost > _FREE_OF_CHARGE:
        reader.spend(cost)
        return overload.implementation(*values)
    try:
        return overload.implementation(*values)
    except (KeyError, CelError):
        reader.spend(cost)
        raise


def _of_literals(node: Call) -> bool:
    given = node.arguments if node.target is None else (node.target, *node.arguments)
    return all(isinstance(argument, Literal) for argument in given)


def _overload(node: Call, values: Sequence[Any]) -> Overload | None:
    """The first overload that takes the values."""
    method = node.target is not None
    return next(
        (
            overload
            for overload in overloads_of(node.function)
            if overload.method is method and _takes(overload, values)
        ),
        None,
    )


def _takes(overload: Overload, values: Sequence[Any]) -> bool:
    expected = overload.parameters
    if overload.variadic:
        expected += expected[-1:] * (len(values) - len(expected))
    return len(expected) == len(values) and all(map(_fits, values, expected))


def _fits(value: Any, type_: Type) -> bool:
    match type_.kind:
        case Kind.DYN | Kind.VARIABLE:
            return True
        case Kind.MAP | Kind.OBJECT:
            return isinstance(value, dict)
        case Kind.TIMESTAMP:
            return isinstance(value, Timestamp)
        case Kind.DURATION:
            return isinstance(value, Duration)
        case kind:
            return bool(operators.type_name(value) == kind.value)
