"""Clauses as text: what the author wrote on the left, what it came to on the right."""

import json
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from checker.formats.escape import plain
from checker.formats.style import Colour, Style
from checker.formats.summary import number
from checker.formats.width import columns, cut, wrapped
from checker.record import NamedTuple
from checker.report.account import Clause, Part, State

DECIDED = "*"
"""The mark of a clause that decided the verdict."""

_IDLE = "not needed"
_LEGEND = f"{DECIDED} decided the verdict"
_IDLE_LEGEND = f"({_IDLE}) the outcome was settled without it"
_INDENT = "  "
_GAP = 2
_NARROWEST = 10
_LEFT = 0.62
_VALUE_LINES = 3


class _Row(NamedTuple):
    """A line before it is laid out.

    Attributes:
        texts: what may stand on lines of its own, as the author broke them.
        whole: whether all of it is shown, or a line of it.
        decided: whether it is marked.
        idle: whether it had no part in the outcome.
        heading: whether it is the name of a part.
    """

    lead: str
    texts: Sequence[str]
    value: str = ""
    whole: bool = True
    decided: bool = False
    idle: bool = False
    heading: bool = False


def parts(told: Sequence[Part], *, width: int, style: Style) -> Iterator[str]:
    """The parts of a condition, and what the marks mean."""
    rows = [row for part in told for row in _part(part)]
    valued = [row for row in rows if row.value]
    widest = max(
        (columns(row.lead) + columns(max(row.texts, key=columns)) for row in valued), default=0
    )
    left = min(widest + len(_INDENT), int(width * _LEFT)) + _GAP
    for index, row in enumerate(rows):
        if row.heading and index:
            yield ""
        yield from _laid_out(row, left, width, style)
    legends = [_LEGEND] if any(row.decided for row in rows) else []
    legends += [_IDLE_LEGEND] if any(row.value.endswith(f"{_IDLE})") for row in rows) else []
    if legends:
        yield ""
        yield f"  {style(Colour.DIM, ', '.join(legends))}"


def _part(part: Part) -> Iterator[_Row]:
    yield _Row("  ", [plain(part.name)], heading=True)
    yield from _rows(part.clause, 0)


def _rows(clause: Clause, depth: int) -> Iterator[_Row]:
    mark = DECIDED if clause.decided else " "
    texts = [plain(line.strip()) for line in clause.text.strip().splitlines()]
    if clause.element:
        texts[0] = f"{plain(clause.element)}: {texts[0]}"
    yield _Row(
        f"  {mark} {_INDENT * depth}",
        texts,
        _value(clause),
        whole=depth == 0 or not clause.children or not _telling(clause),
        decided=clause.decided,
        idle=clause.state is State.UNREAD or not (clause.needed or clause.decided),
    )
    if not _telling(clause):
        return
    for child in clause.children:
        if not _told_above(child):
            yield from _rows(child, depth + 1)
    if clause.omitted:
        yield _Row(f"    {_INDENT * (depth + 1)}", [f"({clause.omitted:,} more)"], idle=True)


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
        case State.VALUE if _nested(clause.value):
            text = f"({number(len(clause.value), 'element')})"
        case State.VALUE:
            text = json.dumps(clause.value, ensure_ascii=False, allow_nan=False)
    return plain(text if needed else f"{text} ({_IDLE})")


def _nested(value: Any) -> bool:
    """Return whether it is a list of what is no single value: how many there are says enough."""
    return isinstance(value, list) and any(isinstance(each, list | dict) for each in value)


def _laid_out(row: _Row, left: int, width: int, style: Style) -> Iterator[str]:
    inner = max((left - _GAP if row.value else width) - columns(row.lead), _NARROWEST)
    texts = list(_broken(row.texts, inner)) if row.whole else [_one_line(row.texts, inner)]
    beside = max(width - left, _NARROWEST)
    values = _shortened([cut(each, beside) for each in wrapped(row.value, beside)], beside)
    lead = row.lead
    for text, value in zip_longest(texts, values, fillvalue=""):
        pad = " " * max(left - columns(lead) - columns(text), _GAP if value else 0)
        if row.heading:
            yield f"{lead}{style(Colour.BOLD, text)}"
        elif row.idle:
            yield style(Colour.DIM, f"{lead}{text}{pad}{value}".rstrip())
        elif row.decided:
            yield f"{lead}{text}{pad}{style(Colour.BOLD, value)}"
        else:
            yield f"{lead}{text}{pad}{value}"
        lead = " " * columns(row.lead)


def _broken(texts: Sequence[str], width: int) -> Iterator[str]:
    """Lines in lines of at most `width` columns, all but the first further in."""
    indent = ""
    for text in texts:
        for line in wrapped(text, width - len(indent)):
            yield f"{indent}{line}"
            indent = _INDENT


def _one_line(texts: Sequence[str], width: int) -> str:
    first = texts[0]
    return cut(first if len(texts) == 1 else f"{first} …", width)


def _shortened(lines: list[str], width: int) -> list[str]:
    if len(lines) <= _VALUE_LINES:
        return lines
    return [*lines[: _VALUE_LINES - 1], cut(f"{lines[_VALUE_LINES - 1]} …", width)]
