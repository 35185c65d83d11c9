"""Conditions that decide nothing: constant, unreachable, or with a part that is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from checker.cel.outcomes.analysis import Clause, Standing, analyse
from checker.cel.outcomes.outcome import FALSE, TRUE, Outcome, Outcomes
from checker.cel.syntax import And, Conditional, Expression, Node, Or
from checker.cel.types import DYN
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
from checker.linting.silence import silent
from checker.policy.inspect import Inspection
from checker.policy.slots import Slot
from checker.record import NamedTuple


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
    tuned = analysis(parsed, params)
    general = analysis(parsed, None)
    reached = True
    for inspection, expression in parsed:
        slot = inspection.slot
        standing = tuned[_label(slot)]
        whole = None
        if slot.variable:
            pass
        elif slot.path[-1] == "message":
            whole = _hole(standing, slot, expression)
        elif slot.path[-1] == "when":
            whole = _when(standing, slot, expression)
            reached = whole is None or whole.rule is not UNREACHABLE_WHEN
        elif reached:
            whole = _require(standing, slot, expression)
            yield from _silent(slot, expression, _variables(parsed))
        if whole is not None:
            yield whole
        elif reached:
            yield from _clauses(general[_label(slot)], slot, expression)


Parsed: TypeAlias = Sequence[tuple[Inspection, Expression]]


def analysis(parsed: Parsed, params: Mapping[str, Any] | None) -> dict[str, Standing]:
    """The possible outcomes of a policy's expressions; without parameters, for all of them."""
    clauses = [
        Clause(
            _label(slot),
            expression,
            inspection.names if params is not None else {**inspection.names, "params": DYN},
            slot.variable,
            given=not slot.variable and slot.path[-1] == "when",
        )
        for inspection, expression in parsed
        for slot in (inspection.slot,)
    ]
    return analyse(clauses, params)


def _label(slot: Slot) -> str:
    return f"{slot.variable or slot.path[-1]}@{slot.start}"


def _variables(parsed: Parsed) -> dict[str, Expression]:
    return {
        inspection.slot.variable: expression
        for inspection, expression in parsed
        if inspection.slot.variable
    }


def _when(standing: Standing, slot: Slot, expression: Expression) -> Constant | None:
    outcomes = standing.folding.outcomes(expression.root, standing.scope)
    if not outcomes & TRUE:
        message = f"'when' {_never(outcomes)}: the policy never applies"
        return Constant(UNREACHABLE_WHEN, slot, expression.root, message)
    if outcomes == TRUE:
        message = "'when' is always true (expected a condition that some subjects do not meet)"
        return Constant(CONSTANT_WHEN, slot, expression.root, message)
    return None


def _require(standing: Standing, slot: Slot, expression: Expression) -> Constant | None:
    outcomes = standing.folding.outcomes(expression.root, standing.scope)
    where = " where 'when' is" if standing.folding.given else ""
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


def _hole(standing: Standing, slot: Slot, expression: Expression) -> Constant | None:
    if not standing.folding.fails(expression.root, standing.scope):
        return None
    message = "this hole is always an error: it reads '(cannot be evaluated)'"
    return Constant(MESSAGE_ERROR, slot, expression.root, message)


def _clauses(standing: Standing, slot: Slot, expression: Expression) -> Iterator[Constant]:
    """The outermost parts of a condition that have one outcome."""
    folding, scope = standing
    stack = [(expression.root, scope, False)]
    while stack:
        node, scope, decides = stack.pop()
        outcomes = folding.outcomes(node, scope) if decides else None
        if outcomes is not None and (outcomes == TRUE or not outcomes & TRUE):
            said = "is always true" if outcomes == TRUE else _never(outcomes)
            text = expression.text[node.span.start : node.span.end]
            yield Constant(CONSTANT_CLAUSE, slot, node, f"{text} {said}")
            continue
        parts = folding.parts(node, scope)
        stack += [(part.node, part.scope, _is_condition(part.node, node)) for part in parts]


def _is_condition(node: Node, above: Node) -> bool:
    match above:
        case And() | Or():
            return True
        case Conditional(condition=condition):
            return node is condition
        case _:
            return False
