"""The reader: what the parts of the tracking evaluator (`trace_*`) ask of the whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from checker.cel.syntax import Node
from checker.cel.trace.record import Record
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


def operands(reader: Reader, nodes: tuple[Node, ...], scope: Scope) -> tuple[Record, ...]:
    """Operands from left to right, up to the first without a value."""
    children: list[Record] = []
    for node in nodes:
        children.append(reader.read(node, scope))
        if children[-1].failed:
            break
    return tuple(children)


def attempt(function: Callable[..., Any], *arguments: Any) -> Any:
    """Call a function, and return its value or the failure that it raises."""
    try:
        return function(*arguments)
    except (KeyError, CelError) as failure:
        return failure
