"""Outcomes: what a condition can come to, and what some conditions can never come to."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from enum import Enum

from checker.cel.check.survey import Survey
from checker.cel.depth import children
from checker.cel.syntax import Call, Literal, Node, Operation


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
