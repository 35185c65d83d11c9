"""Branches: the sub-expressions that tests should exercise, with the outcomes that they can have.

A comparison of required fields never lacks its evidence; nor does one behind its guard, or in a
`require` whose `when` has read the same field. A condition without names has one outcome for ever.
"""

from collections.abc import Iterator

from checker.cel.outcomes.outcome import EITHER, Outcome, Outcomes
from checker.cel.outcomes.scope import Scope
from checker.cel.outcomes.vague import names_in
from checker.cel.syntax import Bind, Literal, Node, Operation
from checker.cel.types import Kind
from checker.policy.policy import Policy
from checker.record import NamedTuple
from checker.testing.clauses import Clause, clauses


class Branch(NamedTuple):
    """A sub-expression that tests should exercise, and the outcomes that it can have."""

    clause: Clause
    node: Node
    possible: tuple[Outcome, ...]


def branches(policy: Policy) -> Iterator[Branch]:
    """The conditions of a policy, clause by clause, in the order of the text."""
    for clause in clauses(policy):
        root, (folding, scope) = clause.expression.root, clause.standing
        condition = clause.survey.type.kind is Kind.BOOL
        below = list(_below(clause, root, scope, condition=condition))
        if not condition or not below:
            missing = _missing(folding.hazards(root, scope))
            below.insert(0, Branch(clause, root, (Outcome.VALUE, *missing)))
        yield from below


def _below(clause: Clause, node: Node, scope: Scope, *, condition: bool) -> Iterator[Branch]:
    condition = condition or clause.survey.of(node).kind is Kind.BOOL
    folding = clause.standing.folding
    if condition and not _settled(node):
        possible = _decisions(folding.outcomes(node, scope))
        if possible:
            yield Branch(clause, node, possible)
    for part in folding.parts(node, scope):
        yield from _below(clause, part.node, part.scope, condition=part.condition)


def _decisions(outcomes: Outcomes) -> tuple[Outcome, ...]:
    """The outcomes to show; what cannot be otherwise is no decision, and an error no answer."""
    ways = (Outcome.TRUE, Outcome.FALSE) if outcomes >= EITHER else ()
    return (*ways, *_missing(outcomes))


def _missing(outcomes: Outcomes) -> tuple[Outcome, ...]:
    return (Outcome.MISSING,) if Outcome.MISSING in outcomes else ()


def _settled(node: Node) -> bool:
    """Return whether the nodes below tell the outcome already, or nothing can change it."""
    match node:
        case Operation(operator="!") | Bind() | Literal():
            return True
        case _:
            return not names_in(node)
