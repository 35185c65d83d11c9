"""The headline: whether the run is compliant, in one line, and what was counted."""

from collections.abc import Iterator

from checker.formats.baseline import counted
from checker.formats.escape import plain
from checker.formats.marks import MARKS
from checker.formats.moment import moment
from checker.formats.since import changes
from checker.formats.style import Colour, Style
from checker.formats.summary import number, packs
from checker.formats.width import hanging
from checker.report.gate import FINDINGS, ExitCode
from checker.report.report import Report
from checker.verdict import FailOn, Verdict


def headline(report: Report, *, width: int, style: Style) -> Iterator[str]:
    """The answer, what it is about, and how the checks went."""
    yield style(*answer(report))
    for reason in report.undecided:
        yield from hanging("  - ", plain(reason), width)
    summary = report.summary
    told = packs(report) if report.packs else ""
    alike = (word for word in ("shipped", "own") if told == f"{summary.policies} {word}")
    kind = "".join(f"{word} " for word in alike)
    scope = (
        f"{number(summary.policies, f'{kind}policy', f'{kind}policies')} on "
        f"{number(summary.vendors, 'vendor')} as of {moment(plain(report.as_of))}"
    )
    yield from hanging("  ", scope, width)
    if told and not kind:
        yield from hanging("  policies: ", told, width)
    counts = [(verdict, summary.verdicts.get(verdict, 0)) for verdict in Verdict]
    parts = ", ".join(
        f"{MARKS[verdict]} {count} {verdict.value}"
        for verdict, count in counts
        if count or verdict is Verdict.PASS
    )
    checks = f"{number(len(report.cells), 'check')}: {parts}; --fail-on {report.fail_on.value}"
    yield from hanging("  ", checks, width)
    if report.since is not None:
        yield from hanging("  ", changes(report.since), width)
    if report.baseline is not None:
        yield from hanging("  ", counted(report), width)
    for note in report.notes:
        yield from hanging("  note: ", plain(note), width)


def failing(fail_on: FailOn) -> str:
    """The severities that gate, in words."""
    if fail_on is FailOn.NEVER:
        return "failing on nothing (--fail-on never)"
    return f"failing on {fail_on.value} and above"


def answer(report: Report) -> tuple[Colour, str]:
    """The answer whether the run is compliant, and its colour."""
    summary = report.summary
    waivers = report.waivers.gating
    blocking = f", {number(waivers, 'finding')} about waivers" if waivers else ""
    unmet = sum(summary.verdicts.get(verdict, 0) for verdict in FINDINGS) - summary.gating
    mild = f", {number(unmet, 'finding does', 'findings do')} not block" if unmet else ""
    if report.undecided:
        return Colour.ALARM, "COULD NOT DECIDE"
    if report.fail_on is FailOn.NEVER and unmet:
        checks = number(len(report.cells), "check")
        return Colour.ALARM, f"NOT GATED: {unmet} of {checks} would block (--fail-on never)"
    if report.exit_code == ExitCode.COMPLIANT:
        holding = number(summary.verdicts.get(Verdict.PASS, 0), "check holds", "checks hold")
        waived = summary.verdicts.get(Verdict.WAIVED, 0)
        accepted = f", {number(waived, 'is', 'are')} waived" if waived else ""
        return Colour.GREEN, f"COMPLIANT: {holding}{accepted}{mild}"
    stale = 0 if report.baseline is None else report.baseline.gating
    if not summary.gating and not waivers:
        verb = "is" if stale == 1 else "are"
        text = f"NOT COMPLIANT: {number(stale, 'entry', 'entries')} of the baseline {verb} fixed"
        return Colour.ALARM, text + mild
    if not summary.gating:
        verb = "blocks" if waivers == 1 else "block"
        text = f"NOT COMPLIANT: {number(waivers, 'finding')} about waivers {verb}{mild}"
        return Colour.ALARM, text
    checks = number(len(report.cells), "check")
    verb = "blocks" if summary.gating == 1 else "block"
    return Colour.ALARM, f"NOT COMPLIANT: {summary.gating} of {checks} {verb}{blocking}{mild}"
