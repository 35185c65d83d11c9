"""The tracking evaluator: a second reader of the syntax tree, slow, that remembers everything.

It decides like the compiler (`checker.cel.compile.compile`) and shares no code with it but the
operators and the functions, so that each checks the other. What is left undecided once an outcome
is settled (the operands after a false one, the elements after the first that offends) is still
read, on a budget of its own, so that every offender is found and not only the first.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final

from checker.cel import operators
from checker.cel.depth import DEEPEST, Depths
from checker.cel.operators import TYPES
from checker.cel.syntax import (
    And,
    Bind,
    Call,
    Comprehension,
    Conditional,
    Expression,
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
from checker.cel.trace import access, logic
from checker.cel.trace.calls import strict
from checker.cel.trace.macros import comprehension
from checker.cel.trace.reader import Pending, Scope
from checker.cel.trace.record import Record, same
from checker.values import BudgetSpent, CelError, TypeValue

GIVEN: Final = frozenset({"params", "now"})
"""Root variables that a policy or the run gives: they are no evidence."""


class Tracer:
    """Reads expressions over the same data: a policy's `when`, its `require`, its message.

    Args:
        roots: the values of the root variables by name.
        variables: what `variables.<name>` stands for, in the order of their declaration.
        budget: units that all expressions together may cost.
        spare: units for what decides nothing; as many again, if it is not told.
        depths: of these variables, if somebody has counted them.
    """

    def __init__(
        self,
        roots: Mapping[str, Any],
        variables: Mapping[str, Expression],
        budget: int,
        spare: int | None = None,
        depths: Depths | None = None,
    ) -> None:
        self._roots = roots
        self._variables = {
            name: Pending(expression.root, {}) for name, expression in variables.items()
        }
        self._visible = list(variables)
        self._budget = budget
        self._spare = budget if spare is None else spare
        self._apart = False
        self._records: dict[int, Record] = {}
        self._depths = Depths(variables) if depths is None else depths

    def record(self, expression: Expression) -> Record:
        """The record of an expression; it is read once.

        Raises:
            BudgetSpent: it costs too much.
        """
        root = expression.root
        if id(root) not in self._records:
            deep = self._depths.of(root) > DEEPEST
            record = Record(root, _too_deep()) if deep else self.read(root, {})
            # The record keeps the node: no other one gets its id.
            self._records[id(root)] = record
        return self._records[id(root)]

    def spend(self, units: int) -> None:
        """Take units from the budget."""
        self._budget -= units
        if self._budget < 0:
            raise BudgetSpent("the evaluation costs too much (its budget is spent)")

    def aside(self, node: Node, scope: Scope) -> Record | None:
        """A condition whose outcome no longer matters, if the spare budget allows to read it."""
        return self._spared(partial(self.condition, node, scope, "a condition"))

    def apart(self, node: Node, scope: Scope) -> Record | None:
        """The record of a node that nobody waits for, if the spare budget allows to read it."""
        return self._spared(partial(self.read, node, scope))

    def _spared(self, read: Callable[[], Record]) -> Record | None:
        if self._apart:
            self.spend(1)
            return read()
        self._apart = True
        self._budget, self._spare = self._spare, self._budget
        try:
            return self._spared(read)
        except BudgetSpent:
            self._budget = 0
            return None
        finally:
            self._budget, self._spare = self._spare, self._budget
            self._apart = False

    def condition(self, node: Node, scope: Scope, where: str) -> Record:
        """The record of a node that must be a bool."""
        record = self.read(node, scope)
        if record.failed or isinstance(record.outcome, bool):
            return record
        name = operators.type_name(record.outcome)
        error = CelError(f"{where} is {name} (a bool was expected)")
        return Record(node, error, children=(record,))

    def read(self, node: Node, scope: Scope) -> Record:
        """The record of a node, with the local variables in scope."""
        return _READERS[node.__class__](self, node, scope)

    def literal(self, node: Literal, _scope: Scope) -> Record:
        """The record of a value that is written out."""
        return Record(node, node.value)

    def name(self, node: Name, scope: Scope) -> Record:
        """The record of a variable."""
        name = node.name
        if name in scope:
            bound = scope[name]
            return same(node, self._settled(bound) if isinstance(bound, Pending) else bound)
        if name in self._roots:
            return Record(node, self._roots[name], path=None if name in GIVEN else (name,))
        if name in TYPES:
            return Record(node, TypeValue(name))
        return Record(node, CelError(f"undeclared reference to '{name}'"))

    def declares(self, name: str) -> bool:
        """Return whether `variables.<name>` may be read here: a variable reads those before it."""
        return name in self._visible

    def variable(self, node: Node, name: str) -> Record:
        """The record of `variables.<name>`; each is read once."""
        if not self.declares(name):
            return Record(node, CelError(f"undeclared reference to 'variables.{name}'"))
        if self._depths.variables[name] > DEEPEST:
            return Record(node, _too_deep())
        visible = self._visible
        self._visible = visible[: visible.index(name)]
        try:
            return same(node, self._settled(self._variables[name]))
        finally:
            self._visible = visible

    def recall(self, name: str) -> tuple[Record | None, bool]:
        """The record of `variables.<name>`, if it was read, and whether an outcome needed it."""
        pending = self._variables[name]
        return pending.due or pending.apart, pending.due is not None

    def _settled(self, pending: Pending) -> Record:
        record = pending.due or (pending.apart if self._apart else None)
        if record is None:
            record = self.read(pending.node, pending.scope)
            if self._apart:
                pending.apart = record
            else:
                pending.due = record
        return record


def _too_deep() -> CelError:
    return CelError(f"more than {DEEPEST} levels, with the variables that it reads")


_READERS: Final[Mapping[type[Node], Callable[[Tracer, Any, Scope], Record]]] = {
    Literal: Tracer.literal,
    Name: Tracer.name,
    Select: access.select,
    Has: access.has,
    Index: access.index,
    ListLiteral: access.list_of,
    MapLiteral: access.map_of,
    And: logic.junction,
    Or: logic.junction,
    Conditional: logic.conditional,
    Operation: logic.operation,
    Call: strict,
    Comprehension: comprehension,
    Bind: logic.bind,
}
"""By the class of a node: a policy has thousands of them read."""
