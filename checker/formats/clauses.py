"""Clauses as text: what the author wrote on the left, what it came to on the right."""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from checker.formats.escape import plain
from checker.formats.paint import Colour, Paint
from checker.formats.width import columns, cut, wrapped
from checker.report.account import Clause, Part, State

DECIDED = "*"
"""The mark of a clause that decided the verdict."""

_IDLE = "not needed"
_LEGEND = f"{DECIDED} decided the verdict; ({_IDLE}): the outcome was settled without it"
_GAP = 2
_LEFT = 0.62
_VALUE_LINES = 3
_BREAKS = re.compile(r"\s*[\r\n]\s*")


class _Row(NamedTuple):
    """A line before it is laid out; `whole` is what may take several lines."""

    lead: str
    text: str
    value: str
    clause: Clause | None
    whole: bool


def parts(told: Sequence[Part], *, width: int, paint: Paint) -> Iterator[str]:
    """The parts of a condition, and what the marks mean."""
    rows = [row for part in told for row in _part(part)]
    widest = max((columns(row.lead) + columns(row.text) for row in rows if row.value), default=0)
    left = min(widest, int(width * _LEFT)) + _GAP
    for index, row in enumerate(rows):
        if row.clause is None and index:
            yield ""
        yield from _laid_out(row, left, width, paint)
    if any(row.clause is not None and row.clause.decided for row in rows):
        yield ""
        yield f"  {paint(Colour.DIM, _LEGEND)}"


def _part(part: Part) -> Iterator[_Row]:
    yield _Row("  ", plain(part.name), "", None, whole=True)
    yield from _rows(part.clause, 0)


def _rows(clause: Clause, depth: int) -> Iterator[_Row]:
    mark = DECIDED if clause.decided else " "
    lead = f"  {mark} {'  ' * depth}"
    text = plain(_BREAKS.sub(" ", clause.text.strip()))
    if clause.element:
        text = f"{plain(clause.element)}: {text}"
    whole = depth == 0 or not clause.children or not _telling(clause)
    yield _Row(lead, text, _value(clause), clause, whole)
    if not _telling(clause):
        return
    for child in clause.children:
        if not _told_above(child):
            yield from _rows(child, depth + 1)
    if clause.omitted:
        noun = "element" if clause.omitted == 1 else "elements"
        text = f"({clause.omitted:,} more {noun})"
        yield _Row(f"    {'  ' * (depth + 1)}", text, "", Clause(-1, "", 0, 0), whole=True)


def _telling(clause: Clause) -> bool:
    """Whether the parts of a clause are worth a line: not of what had no part in the verdict."""
    return clause.decided or (clause.needed and not clause.element)


def _told_above(clause: Clause) -> bool:
    """Whether a clause is a parameter that is no single value: the policy's lines have it."""
    return clause.text.startswith("params.") and clause.type in {"list", "map"}


def _value(clause: Clause) -> str:
    needed = clause.needed or clause.decided
    match clause.state:
        case State.UNREAD:
            return "(not evaluated)"
        case State.MISSING:
            remarks = ["not recorded", *([clause.note] if clause.note else [])]
            return plain(f"({', '.join(remarks if needed else [*remarks, _IDLE])})")
        case State.ERROR:
            text = f"error: {clause.note}"
        case State.VALUE if isinstance(clause.value, str) and clause.type != "string":
            text = clause.value
        case State.VALUE:
            text = json.dumps(clause.value, ensure_ascii=False, allow_nan=False)
    return plain(text if needed else f"{text} ({_IDLE})")


def _laid_out(row: _Row, left: int, width: int, paint: Paint) -> Iterator[str]:
    clause = row.clause
    room = left - _GAP if row.value else width
    inner = max(room - columns(row.lead), 10)
    texts = list(wrapped(row.text, inner)) if row.whole else [cut(row.text, inner)]
    beside = max(width - left, 10)
    values = _shortened([cut(each, beside) for each in wrapped(row.value, beside)], beside)
    idle = clause is not None and (
        clause.state is State.UNREAD or not (clause.needed or clause.decided)
    )
    for index, (text, value) in enumerate(zip_longest(texts, values, fillvalue="")):
        lead = row.lead if index == 0 else f"{' ' * columns(row.lead)}"
        told = text if index == 0 or not text else f"  {text}"
        pad = " " * max(left - columns(lead) - columns(told), _GAP if value else 0)
        if clause is None:
            yield f"{lead}{paint(Colour.BOLD, told)}"
        elif idle:
            yield paint(Colour.DIM, f"{lead}{told}{pad}{value}".rstrip())
        elif clause.decided:
            yield f"{lead}{told}{pad}{paint(Colour.BOLD, value)}"
        else:
            yield f"{lead}{told}{pad}{value}"


def _shortened(lines: list[str], width: int) -> list[str]:
    if len(lines) <= _VALUE_LINES:
        return lines
    return [*lines[: _VALUE_LINES - 1], cut(f"{lines[_VALUE_LINES - 1]} …", width)]
