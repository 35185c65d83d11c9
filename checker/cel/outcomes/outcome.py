"""Outcomes: what an expression can come to, whatever the inventory says."""

from collections.abc import Iterable
from enum import Enum
from typing import TypeAlias


class Outcome(Enum):
    """The outcomes of an expression; MISSING is "not recorded", VALUE any of what is no bool."""

    TRUE = "true"
    FALSE = "false"
    MISSING = "missing"
    ERROR = "error"
    VALUE = "a value"


Outcomes: TypeAlias = frozenset[Outcome]

TRUE, FALSE, MISSING, ERROR, _ = (frozenset({outcome}) for outcome in Outcome)
NOTHING: Outcomes = frozenset()
EITHER: Outcomes = TRUE | FALSE
NO_VALUE: Outcomes = MISSING | ERROR
ANY: Outcomes = EITHER | NO_VALUE


def junction(parts: Iterable[Outcomes], *, decisive: Outcome) -> Outcomes:
    """The outcomes of `&&` (decisive: false) or `||` (true): one decisive operand is enough."""
    parts = tuple(parts)
    outcomes = NOTHING.union(*parts)
    if any(part == {decisive} for part in parts):
        return frozenset({decisive})
    neutral = Outcome.TRUE if decisive is Outcome.FALSE else Outcome.FALSE
    return outcomes if all(neutral in part for part in parts) else outcomes - {neutral}


def negated(outcomes: Outcomes) -> Outcomes:
    """The outcomes of `!`."""
    flipped = {Outcome.TRUE: Outcome.FALSE, Outcome.FALSE: Outcome.TRUE}
    return frozenset(flipped.get(outcome, outcome) for outcome in outcomes)
