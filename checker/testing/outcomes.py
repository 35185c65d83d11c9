"""Outcomes: what a condition can come to, and what some conditions can never come to."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum

from checker.cel.check.survey import Survey
from checker.cel.functions.location_index import overloads_of
from checker.cel.syntax import Call, ListLiteral, Literal, Name, Node, Operation
from checker.cel.traits import Gap
from checker.cel.walk import children

_GIVEN = frozenset({"params", "now"})


class Outcome(Enum):
    """The outcomes of an evaluation; VALUE is any value of an expression that is no condition."""

    TRUE = "true"
    FALSE = "false"
    MISSING = "missing"
    VALUE = "a value"


OPPOSITE = {Outcome.TRUE: Outcome.FALSE, Outcome.FALSE: Outcome.TRUE}
NONE: AbstractSet[Outcome] = frozenset()


# Which comparisons with a number are certainly true, or false, of what is at least `lowest`.
_ALWAYS: Mapping[str, Callable[[int, int], bool]] = {
    ">": lambda lowest, number: number < lowest,
    ">=": lambda lowest, number: number <= lowest,
    "!=": lambda lowest, number: number < lowest,
}
_NEVER: Mapping[str, Callable[[int, int], bool]] = {
    "<=": _ALWAYS[">"],
    "<": _ALWAYS[">="],
    "==": _ALWAYS["!="],
}


def joined(below: Sequence[AbstractSet[Outcome]], *, absorbing: Outcome) -> AbstractSet[Outcome]:
    """The outcomes that `&&` (absorbing false) or `||` (true) never has, given its operands."""
    neutral = OPPOSITE[absorbing]
    never = {neutral} if any(neutral in outcomes for outcomes in below) else set()
    return never | ({absorbing} if all(absorbing in outcomes for outcomes in below) else set())


def of_size(node: Operation, survey: Survey) -> AbstractSet[Outcome]:
    """The outcomes that a comparison of a size never has: no size is below 0."""
    match node.operands:
        case Call(function="size") as call, Literal(value=int(number)):
            lowest = 1 if survey.of(next(children(call))).filled else 0
        case text, Literal(value="") if survey.of(text).filled:
            lowest, number = 1, 0
        case _:
            return NONE
    if node.operator in _ALWAYS and _ALWAYS[node.operator](lowest, number):
        return {Outcome.FALSE}
    return (
        {Outcome.TRUE}
        if node.operator in _NEVER and _NEVER[node.operator](lowest, number)
        else NONE
    )


def names_in(node: Node) -> set[str]:
    """All names that an expression reads, those of its own variables too."""
    if isinstance(node, Name):
        return {node.name}
    return set().union(*map(names_in, children(node)))


def gaps_of(function: str) -> AbstractSet[Gap]:
    """The cases in which a function may be "missing" though its arguments are there."""
    return {overload.traits.gap for overload in overloads_of(function)} - {Gap.NEVER}


def vague(call: Call, survey: Survey) -> bool:
    """Return whether a function may find what is recorded too vague to answer."""
    match call:
        case Call(function="due", arguments=(_, length, *_)):
            lengths = survey.of(length).values
            asks = lengths is None or any("business" in each for each in lengths)
        case Call(function=function, arguments=(ListLiteral(), *_)):
            asks = gaps_of(function) == {Gap.VAGUE}
        case _:
            asks = bool(gaps_of(call.function))
    return asks and bool(names_in(call) - _GIVEN)
