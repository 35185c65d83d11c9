"""Silence that passes: a guard that makes a requirement true where nothing is recorded."""

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from checker.cel.syntax import (
    And,
    Comprehension,
    Conditional,
    Expression,
    Has,
    Literal,
    Macro,
    Name,
    Node,
    Operation,
    Or,
    Select,
)
from checker.cel.walk import children, field_read

Path: TypeAlias = tuple[str, ...]
Variables: TypeAlias = Mapping[str, Expression]


def silent(node: Node, variables: Variables, *, wanted: bool = True) -> Iterator[tuple[Node, Path]]:
    """The parts of a requirement that come to what is wanted where their field is not recorded.

    Only what holds for the whole is looked at: operands of `&&`, branches of `?:`, the body of
    `all`, and the same below `!`. A guard beside a condition about something else may be meant.
    """
    match node:
        case Operation(operator="!", operands=(operand,)):
            yield from silent(operand, variables, wanted=not wanted)
        case And(operands=operands) | Or(operands=operands):
            if isinstance(node, And) is wanted:
                for operand in operands:
                    yield from silent(operand, variables, wanted=wanted)
                return
            for operand in operands:
                path = _unrecorded(operand, variables, wanted=wanted)
                others = (each for each in operands if each is not operand)
                if path and any(_reads(other, path, variables) for other in others):
                    yield node, path
        case Conditional():
            yield from _conditional(node, variables, wanted=wanted)
        case Comprehension(macro=macro) if macro is (Macro.ALL if wanted else Macro.EXISTS):
            yield from silent(node.body, variables, wanted=wanted)
        case _ if (meant := _meant(node, variables)) is not node:
            yield from ((node, path) for _, path in silent(meant, variables, wanted=wanted))


def _conditional(
    node: Conditional, variables: Variables, *, wanted: bool
) -> Iterator[tuple[Node, Path]]:
    for way, branch, other in (
        (True, node.then, node.otherwise),
        (False, node.otherwise, node.then),
    ):
        path = _unrecorded(node.condition, variables, wanted=way)
        settled = isinstance(branch, Literal) and branch.value is wanted
        if settled and path and _reads(other, path, variables):
            yield node, path
        yield from silent(branch, variables, wanted=wanted)


def _meant(node: Node, variables: Variables) -> Node:
    """The definition of a policy's variable; any other node as it is."""
    variable = variables.get(field_read(node, "variables") or "")
    return node if variable is None else variable.root


def _unrecorded(node: Node, variables: Variables, *, wanted: bool) -> Path:
    """The field whose absence alone brings a condition to what is wanted; else empty."""
    match _meant(node, variables):
        case Operation(operator="!", operands=(operand,)):
            return _unrecorded(operand, variables, wanted=not wanted)
        case Has() as asked if not wanted:
            return _path(asked)
        case Operation(operator="in", operands=(Literal(value=str(key)), container)) if not wanted:
            above = _path(container)
            return (*above, key) if above else ()
        case _:
            return ()


def _path(node: Node) -> Path:
    """`vendor.security.mfa` by its names; empty where it is not only names."""
    match node:
        case Name(name=name):
            return (name,)
        case Select(operand=operand, field=field) | Has(operand=operand, field=field):
            above = _path(operand)
            return (*above, field) if above else ()
        case _:
            return ()


def _reads(node: Node, path: Path, variables: Variables) -> bool:
    meant = _meant(node, variables)
    if isinstance(meant, Select) and _path(meant) == path:
        return True
    return any(_reads(child, path, variables) for child in children(meant))
