"""The findings that a table tells, and each as text: what, where, and what would make it pass."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeAlias

from checker.formats.escape import plain
from checker.formats.marks import SEVERITIES, marked
from checker.formats.remedies import within, would_pass
from checker.formats.selected import ALL, Selected, split
from checker.formats.style import Style
from checker.formats.width import columns, cut, hanging, wrapped
from checker.record import NamedTuple
from checker.report.explanation import Evidence
from checker.report.matrix import Cell
from checker.report.report import Explainer, Report, Result
from checker.verdict import Severity

_LINES = 3
_VALUE = 80
_PART = 12


class Shown(NamedTuple):
    """A finding that is explained."""

    cell: Cell
    result: Result


class Findings(NamedTuple):
    """The findings of a report, as far as a table tells them.

    Attributes:
        errors: a few of each policy.
        fails: by vendor, the worst first, and of one by severity.
        brief: the fails after those, which are not explained.
        unknown: those that are explained, in the same order.
        unlisted: the unknown ones about a list that is not recorded, with its name.
        untold: how many more unknown ones there are.
    """

    errors: Sequence[Shown]
    fails: Sequence[Shown]
    brief: Sequence[Cell]
    unknown: Sequence[Shown]
    unlisted: Sequence[tuple[Cell, str]]
    untold: int


def explained(cells: Selected, report: Report, explainer: Explainer) -> Findings:
    """The findings of a table, with the reasons of those that are explained."""

    def shown(few: Sequence[Cell]) -> list[Shown]:
        return [Shown(cell, report.result(cell, explainer)) for cell in few]

    return Findings(
        shown(cells.errors),
        shown(cells.fails[: cells.explained]),
        cells.fails[cells.explained :],
        shown(cells.unknown),
        cells.unlisted,
        cells.untold,
    )


def unknown(cells: Iterable[Cell], report: Report, explainer: Explainer) -> Findings:
    """Unknown cells, of which the first thousand are explained."""
    unlisted, others = split(report, cells)
    told = [Shown(cell, report.result(cell, explainer)) for cell in others[:ALL]]
    return Findings((), (), (), told, unlisted, len(others) - len(told))


def finding(shown: Shown, *, width: int, style: Style) -> Iterator[str]:
    """A fail in at most three lines; its place is whole, whatever the width.

    Where it would have to be cut, it is told in shorter ways: the policy stands before the place,
    the vendor, who is the heading, is left out of the sentence, the way to the part out of the
    remedy. Only what does not fit then has its middle left out.
    """
    result = shown.result
    what, rest = _way(result, width)
    lines = _first(what, max(_LINES - len(rest), 1), width - 4)
    yield f"  {_labelled(lines[0], result.policy.severity, style)}"
    yield from (f"    {line}" for line in lines[1:])
    yield from rest


_Way: TypeAlias = tuple[str, Sequence[str]]
"""The sentence of a fail, and the lines after it."""


def _way(result: Result, width: int) -> _Way:
    """The first way of telling a fail that fits; else the last in which at least the place does."""
    chosen: _Way = ("", ())
    roomy = False
    for way in _ways(result, width):
        what, rest = way
        if _fits(what, rest, width):
            return way
        own = columns(rest[0]) <= width
        if own or not roomy:
            chosen, roomy = way, own
    return chosen


def _ways(result: Result, width: int) -> Iterator[_Way]:
    """The ways of telling a fail, the longest first; the last ones have the remedy cut."""
    severity, subject, message = result.policy.severity, result.subject, plain(result.message)
    policy, own = _policy(result), f"{plain(subject.vendor)} "
    heads = (
        (f"{severity.value} {policy}: {message}", ""),
        (f"{severity.value}: {message}", f"{policy}  "),
        (f"{severity.value}: {message.removeprefix(own)}", f"{policy}  "),
    )
    short = within(result.remedies, subject)
    for remedy in (would_pass(result.remedies, subject), short):
        for what, lead in heads:
            yield what, _rest(lead, remedy, result, width)
    cut_down = [f"    {line}" for line in _first(short, 1, width - 4)]
    for what, lead in heads:
        rest = _rest(lead, short, result, width)
        yield what, rest if len(rest) < _LINES else [rest[0], *cut_down]


def _rest(lead: str, remedy: str, result: Result, width: int) -> list[str]:
    """The lines of a fail after the sentence: the place, and what would pass."""
    place = f"    {lead}{plain(str(result.place))}"
    # What is cut of the part is its beginning, which others share; the message tells it, too.
    room = width - columns(place) - 2
    if room >= _PART or not lead:
        place = f"{place}  {_end(_part(result), max(room, _PART))}".rstrip()
    if not remedy:
        return [place]
    beside = f"{place}  {remedy}"
    return [beside] if columns(beside) <= width else [place, *hanging("    ", remedy, width)]


def _fits(what: str, rest: Sequence[str], width: int) -> bool:
    """Return whether a fail takes three lines, and none of them is too long."""
    room = _LINES - len(rest)
    lines = list(islice(wrapped(what, width - 4), max(room, 0) + 1))
    return len(lines) <= room and all(columns(line) <= width for line in (*lines, *rest))


def _labelled(line: str, severity: Severity, style: Style) -> str:
    label = severity.value
    return f"{style(SEVERITIES[severity], label)}{line[len(label) :]}"


def _first(text: str, most: int, width: int) -> list[str]:
    """A text in a few lines; of a longer one the middle is left out: often its end is the value."""
    lines = list(islice(wrapped(text, width), most + 1))
    if len(lines) > most:
        whole = lines[: most - 1]
        rest = text[sum(map(len, whole)) :].lstrip()
        head = width * 3 // 5
        lines = [*whole, f"{cut(rest, head)}{_end(rest, width - head + 1).removeprefix('…')}"]
    return [cut(line, width) for line in lines]


def _end(text: str, width: int) -> str:
    """The text, or as much of its end as `width` columns hold behind a sign that it was cut."""
    if columns(text) <= width:
        return text
    text = text[-width:]
    while columns(text) > width - 1:
        text = text[1:]
    return f"…{text}"


def _policy(result: Result) -> str:
    return f"{plain(result.policy.id)}{'' if result.gating else ' (does not block)'}"


def _part(result: Result) -> str:
    """The part of the vendor, as `explain` takes it after the vendor's name."""
    subject = result.subject
    return plain(str(subject).removeprefix(f"{subject.vendor}/")) if subject.collection else ""


def detailed(shown: Shown, *, width: int, style: Style) -> Iterator[str]:
    """A finding with the whole message, its evidence, and what the policy says to do."""
    result = shown.result
    severity = result.policy.severity
    part = _part(result)
    text = f"{severity.value} {_policy(result)}{part and f' on {part}'}"
    what = _labelled(text, severity, style)
    yield f"  {marked(result.verdict, style)} {what}"
    if result.message:
        yield from hanging("    ", plain(result.message), width)
    # Never broken, so that a terminal can make it a link.
    yield f"    {plain(str(result.place))}"
    for evidence in result.evidence:
        yield f"      {evidence_line(evidence)}"
    if result.omitted:
        yield f"      and {result.omitted:,} more"
    remedy = would_pass(result.remedies, result.subject)
    if remedy:
        yield from hanging("    ", remedy, width)
    if result.policy.fix:
        yield from hanging("    fix: ", plain(result.policy.fix), width)


def brief(cell: Cell, report: Report, style: Style) -> str:
    """A fail that is not explained, in one line."""
    policy = report.policies[cell.policy]
    label = style(SEVERITIES[policy.severity], policy.severity.value)
    return f"  {label} {plain(policy.id)} on {plain(str(cell.subject))}"


def evidence_line(evidence: Evidence) -> str:
    """`vendors[0].owner (not recorded)`."""
    path = plain(evidence.path)
    anchor = "" if evidence.anchor is None else f" (anchor at {plain(str(evidence.anchor))})"
    if not evidence.recorded:
        return f"{path} (not recorded){anchor}"
    value = json.dumps(evidence.value, ensure_ascii=False, allow_nan=False)
    if len(value) > _VALUE:
        value = f"{value[:_VALUE]}…"
    return f"{path} = {plain(value)}{anchor}"
