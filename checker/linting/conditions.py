"""Conditions that decide nothing: constant, unreachable, or with a part that is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from checker.cel.syntax import And, Comprehension, Conditional, Expression, Node, Or
from checker.cel.types import DYN
from checker.cel.walk import children
from checker.linting.closed import Constants
from checker.linting.context import Context
from checker.linting.fold import Folding
from checker.linting.outcome import FALSE, TRUE, Outcome, Outcomes
from checker.linting.rule import Rule
from checker.linting.rules import (
    CONSTANT_CLAUSE,
    CONSTANT_REQUIRE,
    CONSTANT_WHEN,
    MESSAGE_ERROR,
    NEVER_FALSE,
    SILENT_PASS,
    UNREACHABLE_WHEN,
)
from checker.linting.scope import Scope
from checker.linting.silence import silent
from checker.linting.unsatisfiable import Goal, recorded
from checker.policy.inspect import Inspection
from checker.policy.slots import Slot


class Constant(NamedTuple):
    """A part of an expression of a policy that has one outcome, and what is said of it."""

    rule: Rule
    slot: Slot
    node: Node
    message: str


def constants(inspected: Sequence[Inspection], params: Mapping[str, Any]) -> Iterator[Constant]:
    """Every condition, part of a condition and hole of a message that has one outcome.

    Args:
        inspected: all expressions of one policy, free of errors.
        params: the parameters in force.
    """
    parsed = [(each, each.expression) for each in inspected if each.expression is not None]
    tuned = _Policy(parsed, Constants(_variables(parsed), params), tunable=False)
    general = _Policy(parsed, Constants(_variables(parsed), None), tunable=True)
    reached = True
    for inspection, expression in parsed:
        slot = inspection.slot
        whole = None
        if slot.variable:
            pass
        elif slot.path[-1] == "message":
            whole = _hole(tuned, slot, expression)
        elif slot.path[-1] == "when":
            whole = _when(tuned, slot, expression)
            reached = whole is None or whole.rule is not UNREACHABLE_WHEN
        elif reached:
            whole = _require(tuned, slot, expression)
            yield from _silent(slot, expression, _variables(parsed))
        if whole is not None:
            yield whole
        elif reached:
            yield from _clauses(general, slot, expression)


Parsed = Sequence[tuple[Inspection, Expression]]


class _Policy:
    """The folding of one policy's expressions.

    Attributes:
        tunable: parameters are taken for unknown.
    """

    def __init__(self, parsed: Parsed, values: Constants, *, tunable: bool) -> None:
        self.scopes: dict[Slot, Scope] = {}
        variables: dict[str, tuple[Node, Scope]] = {}
        given: list[Goal] = []
        for inspection, expression in parsed:
            slot = inspection.slot
            names = {**inspection.names, "params": DYN} if tunable else inspection.names
            label = slot.variable or str(slot.path[-1])
            scope = Scope(f"{label}@{slot.start}", expression.text, names, {}, {})
            self.scopes[slot] = scope
            if slot.variable:
                variables[slot.variable] = (expression.root, scope)
            elif slot.path[-1] == "when":
                given.append((expression.root, True, scope))
        self.free = Folding(Context(variables, values, {}), {})
        proven = recorded(given, self.free.context)
        self.applied = self.free._replace(found={}, given=tuple(given), recorded=proven)

    def folding(self, slot: Slot) -> Folding:
        """The facts known at an expression: variables are read by `when`, too."""
        assumed = not slot.variable and slot.path[-1] != "when"
        return self.applied if assumed else self.free


def _variables(parsed: Parsed) -> dict[str, Expression]:
    return {
        inspection.slot.variable: expression
        for inspection, expression in parsed
        if inspection.slot.variable
    }


def _when(policy: _Policy, slot: Slot, expression: Expression) -> Constant | None:
    outcomes = policy.free.outcomes(expression.root, policy.scopes[slot])
    if not outcomes & TRUE:
        message = f"'when' {_never(outcomes)}: the policy never applies"
        return Constant(UNREACHABLE_WHEN, slot, expression.root, message)
    if outcomes == TRUE:
        message = "'when' is always true (expected a condition that some subjects do not meet)"
        return Constant(CONSTANT_WHEN, slot, expression.root, message)
    return None


def _require(policy: _Policy, slot: Slot, expression: Expression) -> Constant | None:
    outcomes = policy.applied.outcomes(expression.root, policy.scopes[slot])
    where = " where 'when' is" if policy.applied.given else ""
    if outcomes == TRUE:
        message = f"'require' is always true{where}: the policy checks nothing"
        return Constant(CONSTANT_REQUIRE, slot, expression.root, message)
    if not outcomes & TRUE:
        message = f"'require' {_never(outcomes)}{where and ' where it applies'}: nobody passes"
        return Constant(CONSTANT_REQUIRE, slot, expression.root, message)
    if not outcomes & FALSE:
        message = f"'require' is never false{where}: only what is not recorded is found"
        return Constant(NEVER_FALSE, slot, expression.root, message)
    return None


def _silent(
    slot: Slot, expression: Expression, variables: Mapping[str, Expression]
) -> Iterator[Constant]:
    for node, path in silent(expression.root, variables):
        message = f"this holds where '{'.'.join(path)}' is not recorded: missing is not a pass"
        yield Constant(SILENT_PASS, slot, node, message)


def _never(outcomes: Outcomes) -> str:
    if outcomes == {Outcome.ERROR}:
        return "is always an error"
    return "is always false" if outcomes == {Outcome.FALSE} else "is never true"


def _hole(policy: _Policy, slot: Slot, expression: Expression) -> Constant | None:
    if not policy.applied.fails(expression.root, policy.scopes[slot]):
        return None
    message = "this hole is always an error: it reads '(cannot be evaluated)'"
    return Constant(MESSAGE_ERROR, slot, expression.root, message)


def _clauses(policy: _Policy, slot: Slot, expression: Expression) -> Iterator[Constant]:
    """The outermost parts of a condition that have one outcome."""
    folding = policy.folding(slot)
    stack = [(expression.root, policy.scopes[slot], False)]
    while stack:
        node, scope, decides = stack.pop()
        outcomes = folding.outcomes(node, scope) if decides else None
        if outcomes is not None and (outcomes == TRUE or not outcomes & TRUE):
            said = "is always true" if outcomes == TRUE else _never(outcomes)
            text = expression.text[node.span.start : node.span.end]
            yield Constant(CONSTANT_CLAUSE, slot, node, f"{text} {said}")
            continue
        inner = scope.inside(node) if isinstance(node, Comprehension) else scope
        for child in children(node):
            outside = isinstance(node, Comprehension) and child is node.source
            stack.append((child, scope if outside else inner, _is_condition(child, node)))


def _is_condition(node: Node, above: Node) -> bool:
    match above:
        case And() | Or():
            return True
        case Conditional(condition=condition):
            return node is condition
        case _:
            return False
