"""Trace: what an expression comes to, and which reads of the data decided that."""

from collections.abc import Iterable, Mapping
from typing import Any

from checker.cel.syntax import Expression
from checker.cel.trace.dependencies import dependencies_of
from checker.cel.trace.dependency import Dependency
from checker.cel.trace.record import Aspect, Path
from checker.cel.trace.tracer import Tracer
from checker.record import NamedTuple
from checker.values import BudgetSpent


class Read(NamedTuple):
    """A read of the data that decided an outcome; `value` is None where nothing is recorded."""

    path: Path
    value: Any
    recorded: bool


class Trace(NamedTuple):
    """The outcome of an expression, a value or the exception that was raised, and its reasons."""

    outcome: Any
    reads: tuple[Read, ...]


def trace(
    expression: Expression,
    roots: Mapping[str, Any],
    variables: Mapping[str, Expression],
    budget: int,
) -> Trace:
    """Evaluate an expression, and tell the reads that decided it."""
    try:
        record = Tracer(roots, variables, budget).record(expression)
    except BudgetSpent as spent:
        return Trace(spent, ())
    return Trace(record.outcome, reads(dependencies_of(record)))


def reads(dependencies: Iterable[Dependency]) -> tuple[Read, ...]:
    """The touches that decide, each place once, in the order in which they were read."""
    found = {
        dependency.path: Read(
            dependency.path, dependency.value, dependency.aspect is not Aspect.ABSENT
        )
        for dependency in dependencies
        if dependency.deciding
    }
    return tuple(found.values())
