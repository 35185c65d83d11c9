"""A diagnostic of lint: which rule, about which policy, where exactly."""

import re

from checker.linting.rule import Rule
from checker.parse.document import Document
from checker.parse.offsets import place
from checker.parse.positions import Path
from checker.policy.slots import Slot
from checker.problems import Place, Problem
from checker.record import NamedTuple

_TOKEN = re.compile(r"[\w.-]*\w|\"[^\"]*\"|'[^']*'|[=!<>&|]+|.")
_NAME = re.compile(r"\w+|\"[^\"]*\"|'[^']*'|[=!<>&|]+|.")


class Stretch(NamedTuple):
    """A stretch of a file's text: from `start` up to `end` (exclusive), and its first line."""

    start: Place
    end: Place
    excerpt: str


class Diagnostic(NamedTuple):
    """One diagnostic; `policy` is the id, empty where a file or an override is meant."""

    rule: Rule
    policy: str
    stretch: Stretch
    message: str
    hint: str | None


def of_value(document: Document, path: Path) -> Stretch:
    """The value at a path, as far as its first line goes."""
    return _token(document, document.positions.value(path), _TOKEN)


def of_key(document: Document, path: Path) -> Stretch:
    """The key at a path."""
    return _token(document, document.positions.key(path), _TOKEN)


def at_offset(document: Document, slot: Slot, offset: int) -> Stretch:
    """The word that stands at a code point of an expression."""
    start = place(document.positions, slot.path, slot.value, slot.start + offset)
    return _token(document, start, _NAME)


def between(document: Document, slot: Slot, start: int, end: int) -> Stretch:
    """The code points `start` to `end` (exclusive) of an expression."""
    first, last = (
        place(document.positions, slot.path, slot.value, slot.start + each)
        for each in (start, max(start, end - 1))
    )
    after = last._replace(column=last.column + 1)
    return Stretch(first, after, document.positions.excerpt(first.line))


def of_problem(problem: Problem, excerpt: str) -> Stretch:
    """The place of a problem, and the line there; line 0 is the file as a whole."""
    return _stretch(problem.place, excerpt, _TOKEN)


def _token(document: Document, start: Place, pattern: re.Pattern[str]) -> Stretch:
    return _stretch(start, document.positions.excerpt(start.line), pattern)


def _stretch(start: Place, excerpt: str, pattern: re.Pattern[str]) -> Stretch:
    match = pattern.match(excerpt, max(start.column - 1, 0))
    length = len(match[0]) if match else 0
    return Stretch(start, start._replace(column=start.column + length), excerpt)
