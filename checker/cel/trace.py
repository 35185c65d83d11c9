"""The tracking evaluator: a second reader of the syntax tree, slow, that remembers everything.

It decides like the compiler (`checker.cel.compile`) and shares no code with it but the operators
and the functions, so that each checks the other. What is left undecided once an outcome is settled
(the operands after a false one, the elements after the first that offends) is still read, on a
budget of its own, so that every offender is found and not only the first.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias, assert_never

from checker.cel import operators
from checker.cel.blame import Touch, blame
from checker.cel.record import Aspect, Path, Record, absorbed, pick, same
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
from checker.cel.trace_calls import call
from checker.cel.trace_macros import comprehension
from checker.cel.values import BudgetSpent, CelError, TypeValue

Scope: TypeAlias = Mapping[str, Record]

GIVEN = frozenset({"params", "now"})
"""Root variables that the policy or the run gives: no evidence."""


class Read(NamedTuple):
    """A read of the data that decided an outcome; `value` is None where nothing is recorded."""

    path: Path
    value: Any
    recorded: bool


class Trace(NamedTuple):
    """What an expression came to (a value, or the exception that was raised), and why."""

    outcome: Any
    reads: tuple[Read, ...]


def trace(
    expression: Expression,
    roots: Mapping[str, Any],
    variables: Mapping[str, Expression],
    budget: int,
) -> Trace:
    """Evaluate an expression and tell the reads that decided it."""
    try:
        record = Tracer(roots, variables, budget).record(expression)
    except BudgetSpent as spent:
        return Trace(spent, ())
    return Trace(record.outcome, reads(blame(record)))


def reads(touches: list[Touch]) -> tuple[Read, ...]:
    """The touches that decide, each place once."""
    found = {
        touch.path: Read(touch.path, touch.value, touch.aspect is not Aspect.ABSENT)
        for touch in touches
        if touch.deciding
    }
    return tuple(found.values())


class Tracer:
    """Reads expressions over the same data: a policy's `when`, its `require`, its message.

    Args:
        roots: the values of the root variables by name.
        variables: what `variables.<name>` stands for; each is read once.
        budget: units that all records together may cost.
    """

    def __init__(
        self, roots: Mapping[str, Any], variables: Mapping[str, Expression], budget: int
    ) -> None:
        self._roots = roots
        self._variables = variables
        self._budget = budget
        self._spare = budget
        self._known: dict[str, Record] = {}
        self._known_apart: dict[str, Record] = {}
        self._apart = False

    def record(self, expression: Expression) -> Record:
        """What an expression comes to.

        Raises:
            BudgetSpent: it costs too much.
        """
        return self.read(expression.root, {})

    def spend(self, units: int) -> None:
        """Take units from the budget."""
        self._budget -= units
        if self._budget < 0:
            raise BudgetSpent("the evaluation costs too much (its budget is spent)")

    def aside(self, node: Node, scope: Scope) -> Record | None:
        """A condition whose outcome no longer matters, if the spare budget allows to read it."""
        if self._apart:
            return self.condition(node, scope, "a condition")
        self._apart = True
        self._budget, self._spare = self._spare, self._budget
        try:
            return self.condition(node, scope, "a condition")
        except BudgetSpent:
            self._budget = 0
            return None
        finally:
            self._budget, self._spare = self._spare, self._budget
            self._apart = False

    def read(self, node: Node, scope: Scope) -> Record:
        """What a node comes to, with the local variables in scope."""
        match node:
            case Literal():
                return Record(node, node.value)
            case Name():
                return self._name(node, scope)
            case Select():
                return self._select(node, scope)
            case Has():
                return self._has(node, scope)
            case Index():
                return self._index(node, scope)
            case ListLiteral():
                return self._list(node, scope)
            case MapLiteral():
                return self._map(node, scope)
            case And() | Or():
                return self._junction(node, scope)
            case Conditional():
                return self._conditional(node, scope)
            case Operation(operator="!"):
                return self._negation(node, scope)
            case Operation() | Call():
                return self._strict(node, scope)
            case Comprehension():
                return comprehension(self, node, scope)
            case Bind():
                return self._bind(node, scope)
            case _:
                assert_never(node)

    def condition(self, node: Node, scope: Scope, where: str) -> Record:
        """What a node comes to where only a bool will do."""
        record = self.read(node, scope)
        if record.failed or isinstance(record.outcome, bool):
            return record
        name = operators.type_name(record.outcome)
        return Record(
            node, CelError(f"{where} is {name} (a bool was expected)"), children=(record,)
        )

    def _name(self, node: Name, scope: Scope) -> Record:
        if node.name in scope:
            return same(node, scope[node.name])
        if node.name in self._roots:
            path = None if node.name in GIVEN else (node.name,)
            return Record(node, self._roots[node.name], path=path)
        return Record(node, TypeValue(node.name))

    def _select(self, node: Select, scope: Scope) -> Record:
        inner = node.operand
        if isinstance(inner, Name) and inner.name == "variables" and inner.name not in scope:
            return same(node, self._variable(node.field))
        operand = self.read(inner, scope)
        if operand.failed:
            return Record(node, operand.outcome, children=(operand,))
        found = attempt(operators.select, operand.outcome, node.field)
        return pick(node, operand, node.field, found)

    def _variable(self, name: str) -> Record:
        # What was first read apart is read again when it is due: it must be paid for.
        known = self._known.get(name) or (self._known_apart.get(name) if self._apart else None)
        if known is None:
            known = self.read(self._variables[name].root, {})
            (self._known_apart if self._apart else self._known)[name] = known
        return known

    def _has(self, node: Has, scope: Scope) -> Record:
        operand = self.read(node.operand, scope)
        if operand.failed:
            return Record(node, operand.outcome, children=(operand,))
        found = attempt(operators.select, operand.outcome, node.field)
        if isinstance(found, CelError):
            return Record(node, found, children=(operand,))
        present = not isinstance(found, KeyError)
        if operand.path is None:
            return Record(node, present, children=(operand,))
        return Record(node, present, source=operand)

    def _index(self, node: Index, scope: Scope) -> Record:
        children = self._operands((node.operand, node.key), scope)
        if children[-1].failed:
            return Record(node, children[-1].outcome, children=children)
        operand, key = children
        position = key.outcome
        if isinstance(operand.outcome, list) and isinstance(position, float):
            position = int(position) if position.is_integer() else position
        found = attempt(operators.index, operand.outcome, position)
        return pick(node, operand, position, found, (key,))

    def _list(self, node: ListLiteral, scope: Scope) -> Record:
        children = self._operands(node.elements, scope)
        if children and children[-1].failed:
            return Record(node, children[-1].outcome, children=children)
        outcome = [child.outcome for child in children]
        return Record(node, outcome, children=children, parts=dict(enumerate(children)))

    def _map(self, node: MapLiteral, scope: Scope) -> Record:
        children: list[Record] = []
        parts: dict[Any, Record] = {}
        for entry in node.entries:
            key = self.read(entry[0], scope)
            children.append(key)
            error = None if key.failed else _bad_key(key.outcome, parts)
            if key.failed or error is not None:
                return Record(node, error or key.outcome, children=tuple(children))
            value = self.read(entry[1], scope)
            children.append(value)
            if value.failed:
                return Record(node, value.outcome, children=tuple(children))
            parts[key.outcome] = value
        outcome = {key: value.outcome for key, value in parts.items()}
        return Record(node, outcome, children=tuple(children), parts=parts)

    def _junction(self, node: And | Or, scope: Scope) -> Record:
        deciding = isinstance(node, Or)
        children: list[Record] = []
        decided = False
        for operand in node.operands:
            if not decided:
                child = self.condition(
                    operand, scope, f"an operand of {'||' if deciding else '&&'}"
                )
                decided = child.outcome is deciding
            else:
                beyond = self.aside(operand, scope)
                if beyond is None:
                    break
                child = beyond
            children.append(child)
        outcome = absorbed(children, deciding=deciding)
        return Record(node, outcome, children=tuple(children))

    def _conditional(self, node: Conditional, scope: Scope) -> Record:
        condition = self.condition(node.condition, scope, "the condition of ?:")
        if condition.failed:
            return Record(node, condition.outcome, children=(condition,))
        chosen = self.read(node.then if condition.outcome else node.otherwise, scope)
        return same(node, chosen, (condition,))

    def _negation(self, node: Operation, scope: Scope) -> Record:
        operand = self.condition(node.operands[0], scope, "the operand of !")
        outcome = operand.outcome if operand.failed else not operand.outcome
        return Record(node, outcome, children=(operand,))

    def _strict(self, node: Operation | Call, scope: Scope) -> Record:
        if isinstance(node, Operation):
            operands = node.operands
        else:
            operands = node.arguments if node.target is None else (node.target, *node.arguments)
        children = self._operands(operands, scope)
        if children and children[-1].failed:
            return Record(node, children[-1].outcome, children=children)
        values = [child.outcome for child in children]
        return Record(node, attempt(call, node, values, self.spend), children=children)

    def _bind(self, node: Bind, scope: Scope) -> Record:
        value = self.read(node.value, scope)
        if value.failed:
            return Record(node, value.outcome, children=(value,))
        return same(node, self.read(node.body, {**scope, node.name: value}))

    def _operands(self, nodes: tuple[Node, ...], scope: Scope) -> tuple[Record, ...]:
        """Operands from left to right, up to the first without a value."""
        children: list[Record] = []
        for node in nodes:
            children.append(self.read(node, scope))
            if children[-1].failed:
                break
        return tuple(children)


def attempt(function: Callable[..., Any], *arguments: Any) -> Any:
    """What a function returns, or the failure that it raises."""
    try:
        return function(*arguments)
    except (KeyError, CelError) as failure:
        return failure


def _bad_key(key: Any, parts: Mapping[Any, Record]) -> CelError | None:
    if type(key) not in {bool, int, str}:
        return CelError(f"{operators.type_name(key)} is no key of a map (a string was expected)")
    return (
        CelError(f"the key {key!r} repeats (each key once was expected)") if key in parts else None
    )
