"""Findings as text: what must be changed, where, by whom and how, the worst first."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from checker.formats.escape import plain
from checker.formats.marks import SEVERITIES, marked
from checker.formats.style import Colour, Style
from checker.formats.summary import number
from checker.formats.width import columns, hanging, wrapped
from checker.report.explanation import Evidence, Remedy
from checker.report.gate import FINDINGS
from checker.report.matrix import Cell
from checker.report.report import Explainer, Report, Result
from checker.report.subject import Subject
from checker.verdict import FailOn, Verdict

LIMIT = 100
"""Findings that are shown: working one out is expensive, and nobody reads more."""

_VALUE = 80


class Shown(NamedTuple):
    """A finding that is shown: the cell, and what explains it."""

    cell: Cell
    result: Result


def chosen(report: Report, explainer: Explainer) -> list[Shown]:
    """Findings up to the limit, so that each policy has its share; each is explained once."""
    cells = islice(report.findings(_share(_counts(report))), LIMIT)
    return [Shown(cell, report.result(cell, explainer)) for cell in cells]


def findings(report: Report, shown: Sequence[Shown], *, width: int, style: Style) -> Iterator[str]:
    """The findings that are shown, by policy, and how many more there are."""
    for (policy, error), members in groupby(shown, key=_group):
        group = list(members)
        yield ""
        yield from _heading(report, policy, error=error, width=width, style=style)
        for each in group:
            yield ""
            yield from _finding(each, width=width, style=style)
        of_group = frozenset({Verdict.ERROR}) if error else FINDINGS - {Verdict.ERROR}
        more = _count(report, policy, of_group) - len(group)
        if more:
            yield ""
            yield f"  and {more} more"
        fix = report.policies[policy].fix
        if fix and not error:
            yield ""
            yield from hanging("  fix: ", plain(fix), width)
    hidden = sum(_counts(report)) - len(shown)
    if hidden:
        yield ""
        text = f"{number(hidden, 'finding')} not shown; all of them: -o json; fewer: "
        yield from hanging("", f"{text}--select POLICY, --vendor ID", width)


def _counts(report: Report) -> list[int]:
    return [_count(report, policy, FINDINGS) for policy in range(len(report.policies))]


def _share(counts: Sequence[int]) -> int:
    """The most findings of one policy that may be shown, so that all shares are in the limit."""
    fitting = (n for n in range(1, LIMIT + 1) if sum(min(n, count) for count in counts) <= LIMIT)
    return max(fitting, default=1)


def _count(report: Report, policy: int, verdicts: frozenset[Verdict]) -> int:
    return sum(report.cells.count(policy, verdict) for verdict in verdicts)


def _group(shown: Shown) -> tuple[int, bool]:
    return shown.cell.policy, shown.cell.verdict is Verdict.ERROR


def _heading(
    report: Report, policy: int, *, error: bool, width: int, style: Style
) -> Iterator[str]:
    entry = report.policies[policy]
    label = "error" if error else entry.severity.value
    colour = Colour.ALARM if error else SEVERITIES[entry.severity]
    first, *rest = wrapped(f"{plain(entry.id)}: {plain(entry.title)}", width - len(label) - 1)
    yield f"{style(colour, label)} {style(Colour.BOLD, first)}"
    for line in rest:
        yield f"{' ' * len(label)} {style(Colour.BOLD, line)}"
    if error:
        what = "the policy cannot be evaluated: correct the policy, not the inventory"
        yield from hanging("  ", what, width)
    elif report.fail_on is FailOn.NEVER:
        yield "  does not block: --fail-on never"
    elif not report.fail_on.gates(entry.severity):
        yield f"  does not block: below --fail-on {report.fail_on.value}"


def _finding(shown: Shown, *, width: int, style: Style) -> Iterator[str]:
    cell, result = shown
    yield f"  {marked(cell.verdict, style)} {style(Colour.BOLD, plain(str(cell.subject)))}"
    if result.message:
        yield from hanging("    ", plain(result.message), width)
    place, owner = plain(str(result.place)), _owner(cell.subject)
    # Never broken, so that a terminal can make it a link.
    beside = columns(f"    {place}{owner}") <= width
    yield f"    {place}{owner if beside else ''}"
    if not beside:
        yield from hanging("    ", owner.strip(), width)
    for evidence in result.evidence:
        yield f"      {_evidence(evidence)}"
    if result.omitted:
        yield f"      and {result.omitted:,} more"
    yield from remedy_lines(result.remedies, "    ", width)


def remedy_lines(remedies: Sequence[Remedy], indent: str, width: int) -> Iterator[str]:
    """The changes that would make it pass; of several all are needed."""
    lead = "to pass"
    for remedy in remedies:
        text = f"{plain(remedy.path)}: {plain(remedy.text)}"
        yield from hanging(f"{indent}→ {lead}: ", text, width)
        lead = "and"


def _owner(subject: Subject) -> str:
    if not subject.vendor:
        return ""
    return f"  owner: {plain(subject.owner)}" if subject.owner else "  owner not recorded"


def _evidence(evidence: Evidence) -> str:
    path = plain(evidence.path)
    anchor = "" if evidence.anchor is None else f" (anchor at {plain(str(evidence.anchor))})"
    if not evidence.recorded:
        return f"{path} (not recorded){anchor}"
    value = json.dumps(evidence.value, ensure_ascii=False, allow_nan=False)
    if len(value) > _VALUE:
        value = f"{value[:_VALUE]}…"
    return f"{path} = {plain(value)}{anchor}"
