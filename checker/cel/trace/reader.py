"""The reader: what the parts of the tracking evaluator (`trace_*`) ask of the whole."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from checker.cel.syntax import Node
from checker.cel.trace.record import Record
from checker.record import NamedTuple
from checker.values import CelError

Scope: TypeAlias = "Mapping[str, Record | Pending]"
"""The local variables: of comprehensions, and of `cel.bind`."""


@dataclass
class Pending:
    """A value that is read when its name is first asked for, and then remembered.

    Attributes:
        due: what it came to.
        apart: what it came to on the spare budget; when it is due it is read again, and paid for.
    """

    node: Node
    scope: Scope
    due: Record | None = None
    apart: Record | None = None


class Reader(Protocol):
    """Evaluates the nodes below another; `checker.cel.trace.tracer.Tracer` is the one there is."""

    def read(self, node: Node, scope: Scope) -> Record:
        """The record of a node."""
        ...

    def condition(self, node: Node, scope: Scope, where: str) -> Record:
        """The record of a node that must be a bool; `where` is for the error's text."""
        ...

    def aside(self, node: Node, scope: Scope) -> Record | None:
        """A condition whose outcome no longer matters, unless that costs too much."""
        ...

    def apart(self, node: Node, scope: Scope) -> Record | None:
        """The record of a node that nobody waits for, unless that costs too much."""
        ...

    def variable(self, node: Node, name: str) -> Record:
        """The record of `variables.<name>`."""
        ...

    def declares(self, name: str) -> bool:
        """Return whether `variables.<name>` may be read here."""
        ...

    def spend(self, units: int) -> None:
        """Take units from the budget.

        Raises:
            BudgetSpent: there are not so many left.
        """
        ...


class Operands(NamedTuple):
    """Operands that were read from left to right.

    Attributes:
        children: all of them; else up to the one that has no value and goes up: the first error,
            or, where none is an error, the first that is missing.
        beyond: those after one that is missing, none of them an error.
    """

    children: tuple[Record, ...]
    beyond: tuple[Record, ...] = ()

    @property
    def failure(self) -> Any:
        """The outcome of the one that has no value; None if all have one."""
        last = self.children[-1] if self.children else None
        return last.outcome if last is not None and last.failed else None


def operands(reader: Reader, nodes: Iterable[Node], scope: Scope) -> Operands:
    """Operands from left to right: an error outranks what is missing before it."""
    records: list[Record] = []
    for node in nodes:
        records.append(reader.read(node, scope))
        if isinstance(records[-1].outcome, CelError):
            return Operands(tuple(records))
    return split(records)


def split(records: Sequence[Record]) -> Operands:
    """Operands none of which is an error, split behind the first that is missing."""
    for index, record in enumerate(records, 1):
        if record.failed:
            return Operands(tuple(records[:index]), tuple(records[index:]))
    return Operands(tuple(records))


def attempt(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function, and return its value or the failure that it raises."""
    try:
        return function(*arguments)
    except (KeyError, CelError) as failure:
        # The traceback would keep every frame, and all that was read, until garbage is looked for.
        return failure.with_traceback(None)
