"""Words: which other value of a schema's enum, or which next length of time, a literal may be."""

import re
from collections.abc import Iterator
from itertools import chain

from checker.cel.check.survey import Survey
from checker.cel.syntax import ListLiteral, Literal, Node, Operation
from checker.cel.types import Type
from checker.time.periods import parse_period
from checker.time.text import parse_duration
from checker.values import CelError

_LENGTH = re.compile(r"([0-9]+)(h|m|s|ms|us|ns| [a-z ]+)")


def other_words(node: Operation, survey: Survey) -> Iterator[tuple[Literal, str]]:
    """The literals that are compared with an enum of the schema, each with the enum's next value.

    Of a list that is written out, the next value that is not in it.
    """
    one, other = node.operands
    for literal, facing in ((one, other), (other, one)):
        words = _values(survey.of(facing))
        if isinstance(literal, Literal):
            yield from _next(literal, words, (literal,))
        elif isinstance(literal, ListLiteral) and node.operator == "in":
            for element in literal.elements:
                yield from _next(element, words, literal.elements)


def next_lengths(text: str) -> Iterator[str]:
    """A length of time, a unit less and a unit more: `71h` and `73h`, `3 days` and `5 days`."""
    match = _LENGTH.fullmatch(text)
    if match is not None and _is_length(text):
        for number in (int(match[1]) - 1, int(match[1]) + 1):
            changed = f"{number}{match[2]}"
            if _is_length(changed):
                yield changed


def _is_length(text: str) -> bool:
    for parse in (parse_duration, parse_period):
        try:
            parse(text)
        except CelError:
            continue
        return True
    return False


def _next(
    node: Node, words: frozenset[str], beside: tuple[Node, ...]
) -> Iterator[tuple[Literal, str]]:
    if not isinstance(node, Literal) or node.value not in words:
        return
    ordered = sorted(words)
    place = ordered.index(str(node.value))
    taken = {each.value for each in beside if isinstance(each, Literal)}
    for word in chain(ordered[place + 1 :], ordered[:place]):
        if word not in taken:
            yield node, word
            return


def _values(type_: Type) -> frozenset[str]:
    """The values of an enum, or of a list of them; none of what a policy's author wrote."""
    known = type_ if type_.element is None else type_.element
    return frozenset() if known.constant else known.values or frozenset()
