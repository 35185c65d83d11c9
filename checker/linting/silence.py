"""Silence that passes: a guard that makes a requirement true where nothing is recorded."""

from collections.abc import Iterator

from checker.cel.syntax import And, Conditional, Has, Literal, Name, Node, Operation, Or, Select
from checker.cel.walk import children

Path = tuple[str, ...]


def silent(node: Node) -> Iterator[tuple[Node, Path]]:
    """The parts of a requirement that are true where what they ask for is not recorded.

    What holds for the whole stands between `&&`. A guard below a macro, or beside a condition about
    something else, may be meant.
    """
    match node:
        case And(operands=operands):
            for operand in operands:
                yield from silent(operand)
        case Or(operands=operands):
            for operand in operands:
                path = _unrecorded(operand)
                others = (each for each in operands if each is not operand)
                if path and any(_reads(other, path) for other in others):
                    yield node, path
        case Conditional(condition=Has() as asked, then=then, otherwise=Literal(value=True)):
            path = _path(asked)
            if path and _reads(then, path):
                yield node, path
        case Conditional(condition=condition, then=Literal(value=True), otherwise=otherwise):
            path = _unrecorded(condition)
            if path and _reads(otherwise, path):
                yield node, path


def _unrecorded(node: Node) -> Path:
    """The field that `!has(…)` asks for; empty for anything else."""
    match node:
        case Operation(operator="!", operands=[Has() as asked]):
            return _path(asked)
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


def _reads(node: Node, path: Path) -> bool:
    if isinstance(node, Select) and _path(node) == path:
        return True
    return any(_reads(child, path) for child in children(node))
