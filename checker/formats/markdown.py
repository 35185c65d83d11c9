"""A report in Markdown, for the comment of a merge request and the summary of a CI step.

What comes from an inventory or a policy stands in code spans, where no platform sees a link, an
image, HTML, a mention or the number of an issue. GitHub takes 65,536 characters of a comment: of
more the worst are told, and how many are not.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from checker.formats.asides import asides
from checker.formats.brief import brief, sentence
from checker.formats.findings import Findings, unknown
from checker.formats.headline import answer, failing
from checker.formats.marks import MARKS
from checker.formats.moment import moment
from checker.formats.records import awaited, undetermined
from checker.formats.remedies import would_pass
from checker.formats.summary import number, packs
from checker.formats.unchecked import entries
from checker.formats.vendors import ranked
from checker.problems import Problem
from checker.report.gate import FINDINGS
from checker.report.matrix import Cell
from checker.report.report import Explainer, Report, Result
from checker.report.undone import NOWHERE, Undone
from checker.report.vendors import VendorEntry, urgency
from checker.verdict import Severity, Verdict

LARGEST = 60_000
"""Bytes of a document."""

VENDORS = 50
"""Vendors that have a row: the others are counted."""

_LAST = 2_000
"""Bytes that are kept for what stands behind the findings."""

_TEXT = 500
_MOST = 20
"""Reasons and notes that are told."""

_NAMES = 12
"""Vendors that are named behind a record that they lack."""

_TICKS = re.compile("`+")


def render(report: Report, explainer: Explainer) -> str:
    """The answer, the counts, the vendors, the findings, and what was not checked."""
    _, text = answer(report)
    head = [f"## vendorgate: {text}", ""]
    if report.undecided:
        head += [*(f"- {code(reason)}" for reason in report.undecided[:_MOST]), ""]
    head += [*_counts(report), "", *_asides(report), *_vendors(report)]
    tail = list(_unchecked(report))
    room = LARGEST - _LAST - size(head) - size(tail)
    return "".join(
        f"{line}\n"
        for line in [*head, *_told(report, explainer, list(report.findings()), room, "###"), *tail]
    )


def render_undone(undone: Undone) -> str:
    """The end of a run that came to no report, and its problems."""
    head = f"## vendorgate: no report, as the run ended with exit code {undone.code:d}"
    problems = map(_problem, undone.problems)
    total = len(undone.problems)
    lines = [head, "", *cut(problems, total, "problem", LARGEST - _LAST)]
    return "".join(f"{line}\n" for line in lines)


def code(text: str, most: int = _TEXT) -> str:
    """A text as a code span, also within a table."""
    short = brief(text, most).replace("|", r"\x7c") or "(nothing)"
    fence = "`" * (max(map(len, _TICKS.findall(short)), default=0) + 1)
    space = " " if "`" in short else ""
    return f"{fence}{space}{short}{space}{fence}"


def _problem(problem: Problem) -> str:
    hint = f" (hint: {code(problem.hint)})" if problem.hint else ""
    place = "" if problem.place == NOWHERE else f"{code(str(problem.place), 200)}: "
    return f"- {place}{code(problem.message)}{hint}"


def listed(report: Report, explainer: Explainer, cells: Sequence[Cell]) -> Iterator[str]:
    """Findings: what fails, then what to record, as far as there is room."""
    yield from _told(report, explainer, cells, LARGEST - _LAST, "##")


def _counts(report: Report) -> Iterator[str]:
    yield f"| checks | {' | '.join(verdict.value for verdict in MARKS)} |"
    yield f"|{'---:|' * (len(MARKS) + 1)}"
    counts = (str(report.summary.verdicts.get(verdict, 0)) for verdict in MARKS)
    yield f"| {len(report.cells)} | {' | '.join(counts)} |"
    yield ""
    summary = report.summary
    policies = number(summary.policies, "policy", "policies")
    vendors = number(summary.vendors, "vendor")
    yield f"{policies} on {vendors} as of {code(moment(report.as_of))}, {failing(report.fail_on)}."
    if report.packs:
        yield ""
        yield f"Policies: {code(packs(report))}."


def _asides(report: Report) -> Iterator[str]:
    """The findings that are about no check."""
    others = asides(report)
    if not others:
        return
    yield "### Waivers and baseline"
    yield ""
    for each in others[:_MOST]:
        place = code(str(each.place), 200)
        yield f"- **{each.severity.value}** {code(each.sentence)} at {place}"
    if len(others) > _MOST:
        yield f"- {len(others) - _MOST} more are not shown."
    yield ""


def _vendors(report: Report) -> Iterator[str]:
    """The vendors with findings, the worst first."""
    found = [vendor for vendor in report.vendors if vendor.count(*FINDINGS)]
    if not found:
        return
    found.sort(key=urgency)
    yield "### Vendors"
    yield ""
    yield f"| vendor | verdict | owner | {' | '.join(each.value for each in Severity)} |"
    yield f"|---|---|---|{'---:|' * len(Severity)}"
    for vendor in found[:VENDORS]:
        owner = code(vendor.owner, 80) if vendor.owner else "(not recorded)"
        counts = " | ".join(map(str, _by_severity(vendor)))
        yield f"| {code(vendor.id, 80)} | {vendor.verdict.value} | {owner} | {counts} |"
    if len(found) > VENDORS:
        yield ""
        yield f"{len(found) - VENDORS} more vendors with findings are not listed."
    yield ""


def _by_severity(vendor: VendorEntry) -> list[int]:
    """Its findings, the most severe first."""
    return [sum(vendor.counts[verdict][severity] for verdict in FINDINGS) for severity in Severity]


def _told(
    report: Report, explainer: Explainer, cells: Sequence[Cell], room: int, level: str
) -> Iterator[str]:
    fails = [cell for cell in cells if cell.verdict is not Verdict.UNKNOWN]
    if fails:
        told = (_finding(report.result(cell, explainer)) for cell in fails)
        part = [f"{level} What fails, worst first", "", *cut(told, len(fails), "finding", room), ""]
        room -= size(part)
        yield from part
    open_ = [cell for cell in cells if cell.verdict is Verdict.UNKNOWN]
    if open_:
        lines = list(_records(report, unknown(open_, report, explainer)))
        yield f"{level} What to record, and how many checks wait for it"
        yield ""
        yield from cut(lines, len(lines), "line", room)
        yield ""


def _records(report: Report, findings: Findings) -> Iterator[str]:
    """The records that are missing, with the vendors that lack them; and what else is unknown."""
    rows = {row.key: row.name for row in ranked(report)}
    vendors = report.summary.vendors
    for each in awaited(findings, rows):
        told = ", ".join(f"{code(record, 80)} ({count:,})" for record, count in each.records)
        few = ", ".join(code(name, 80) for name in each.names[:_NAMES])
        rest = len(each.names) - _NAMES
        more = f", and {rest:,} more" if rest > 0 else ""
        yield f"- {told}: {each.of_all(vendors) or few + more}"
    yield from (_finding(each.result) for each in undetermined(findings))
    if findings.untold:
        yield f"- and what {findings.untold:,} more checks wait for; `-o json` has all of them."


def _finding(result: Result) -> str:
    mild = "" if result.gating else " (does not block)"
    level = "error" if result.verdict is Verdict.ERROR else result.policy.severity.value
    place = code(str(result.place), 200)
    remedy = would_pass(result.remedies, result.subject)
    passing = f", {code(remedy)}" if remedy else ""
    policy = code(result.policy.id, 80)
    return f"- **{level}**{mild} {policy} {code(sentence(result))} at {place}{passing}"


def cut(lines: Iterable[str], total: int, noun: str, room: int) -> Iterator[str]:
    """As many lines as there is room for, and how many there are besides."""
    for told, line in enumerate(lines):
        room -= size([line])
        if room < 0:
            yield ""
            yield f"{number(total - told, f'more {noun}')} not shown; `-o json` has all of them."
            return
        yield line


def _unchecked(report: Report) -> Iterator[str]:
    told = [f"- {name}: {code(text)}" for name, text in entries(report)]
    told += [f"- note: {code(note)}" for note in report.notes[:_MOST]]
    if told:
        yield from ["### Not checked, or changed by configuration", "", *told]


def size(lines: Iterable[str]) -> int:
    """The bytes of lines."""
    return sum(len(line.encode("utf-8", "surrogatepass")) + 1 for line in lines)
