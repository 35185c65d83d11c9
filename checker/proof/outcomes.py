"""Outcomes: what a condition can come to, and what some conditions can never come to."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from enum import Enum

from checker.cel.check.survey import Survey
from checker.cel.depth import children
from checker.cel.syntax import Call, ListLiteral, Literal, Name, Node, Operation

_GIVEN = frozenset({"params", "now"})

VAGUE = frozenset({"before", "due", "elapsed", "instant", "overdue", "relieved", "within"})
"""Functions that cannot answer where a date is too coarse, or a calendar is not recorded."""

EMPTY = frozenset({"earliest", "latest"})
"""Functions that cannot answer where a list is empty."""


class Outcome(Enum):
    """What an evaluation can come to; VALUE is any value, of what is no condition."""

    TRUE = "true"
    FALSE = "false"
    MISSING = "missing"
    VALUE = "a value"


OPPOSITE = {Outcome.TRUE: Outcome.FALSE, Outcome.FALSE: Outcome.TRUE}
NONE: AbstractSet[Outcome] = frozenset()


_TRUE_OF_SIZE = frozenset({(">", 0), (">=", 1), ("!=", 0)})
_TRUE_OF_TEXT = frozenset({("!=", "")})
_NEGATED = {"<=": ">", "<": ">=", "==": "!="}


def joined(below: Sequence[AbstractSet[Outcome]], *, absorbing: Outcome) -> AbstractSet[Outcome]:
    """Of `&&` (absorbing false) or `||` (true): what it never comes to, given its operands."""
    neutral = OPPOSITE[absorbing]
    never = {neutral} if any(neutral in each for each in below) else set()
    return never | ({absorbing} if all(absorbing in each for each in below) else set())


def of_filled(node: Operation, survey: Survey) -> AbstractSet[Outcome]:
    """What a comparison never comes to: text that is never empty differs from nothing."""
    match node.operands:
        case one, Literal(value=value):
            sized = isinstance(one, Call) and one.function == "size"
        case _:
            return NONE
    text: Node = next(children(one), one) if sized else one
    if not survey.types[text.id].filled:
        return NONE
    truths = _TRUE_OF_SIZE if sized else _TRUE_OF_TEXT
    if (node.operator, value) in truths:
        return {Outcome.FALSE}
    return {Outcome.TRUE} if (_NEGATED.get(node.operator), value) in truths else NONE


def names_in(node: Node) -> set[str]:
    """All names that an expression reads, those of its own variables too."""
    if isinstance(node, Name):
        return {node.name}
    return set().union(*map(names_in, children(node)))


def vague(call: Call) -> bool:
    """Whether a function may find what is recorded too vague to answer."""
    listed = call.arguments and isinstance(call.arguments[0], ListLiteral)
    if call.function in EMPTY and listed:
        return False
    return call.function in VAGUE | EMPTY and bool(names_in(call) - _GIVEN)
