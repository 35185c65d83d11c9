"""The headline: whether the run is compliant, in one line, and what was counted."""

from collections.abc import Iterator

from checker.formats.escape import plain
from checker.formats.marks import MARKS
from checker.formats.paint import Colour, Paint
from checker.formats.width import hanging
from checker.report.gate import ExitCode
from checker.report.report import FINDINGS, Reach, Report
from checker.verdict import Verdict


def number(count: int, noun: str, plural: str = "") -> str:
    """`1 check`, `2 checks`."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def summary_line(report: Report) -> str:
    """What a green run says: that it holds, for how much, and what it says nothing about."""
    holding = [policy for policy in _applied(report) if not _findings(report, policy)]
    passed = report.summary.verdicts.get(Verdict.PASS, 0)
    asides = "".join(f"; {aside}" for aside in _asides(report))
    return (
        f"compliant: {number(len(holding), 'policy holds', 'policies hold')} on "
        f"{number(report.summary.vendors, 'vendor')} ({number(passed, 'check')}) "
        f"as of {plain(report.as_of)}{asides}"
    )


def _asides(report: Report) -> Iterator[str]:
    broken = [policy for policy in _applied(report) if _findings(report, policy)]
    if broken:
        verb = "does not hold but does" if len(broken) == 1 else "do not hold but do"
        yield f"{number(len(broken), 'policy', 'policies')} {verb} not block"
    for verdict, word in ((Verdict.WAIVED, "waived"), (Verdict.SKIP, "skipped")):
        count = report.summary.verdicts.get(verdict, 0)
        if count:
            yield f"{number(count, 'check')} {word}"
    for reach, word in ((Reach.NOTHING, "applied to nothing"), (Reach.DISABLED, "disabled")):
        count = sum(policy.reach is reach for policy in report.policies)
        if count:
            yield f"{number(count, 'policy', 'policies')} {word}"


def headline(report: Report, *, width: int, paint: Paint) -> Iterator[str]:
    """The answer, what it is about, and how the checks went."""
    yield paint(*_answer(report))
    yield ""
    for reason in report.undecided:
        yield from hanging("  - ", plain(reason), width)
    if report.undecided:
        yield ""
    summary = report.summary
    scope = (
        f"{number(summary.policies, 'policy', 'policies')} on {number(summary.vendors, 'vendor')} "
        f"as of {plain(report.as_of)}, failing on {report.fail_on.value} and above"
    )
    yield from hanging("  ", scope, width)
    counts = [(verdict, summary.verdicts.get(verdict, 0)) for verdict in Verdict]
    parts = ", ".join(
        f"{MARKS[verdict]} {count} {verdict.value}"
        for verdict, count in counts
        if count or verdict is Verdict.PASS
    )
    yield from hanging("  ", f"{number(len(report.cells), 'check')}: {parts}", width)


def _answer(report: Report) -> tuple[Colour, str]:
    summary = report.summary
    unmet = sum(summary.verdicts.get(verdict, 0) for verdict in FINDINGS) - summary.gating
    mild = f", {number(unmet, 'finding does', 'findings do')} not block" if unmet else ""
    if report.undecided:
        return Colour.ALARM, "COULD NOT DECIDE"
    if report.exit_code == ExitCode.COMPLIANT:
        holding = summary.verdicts.get(Verdict.PASS, 0)
        return Colour.GREEN, f"COMPLIANT: {number(holding, 'check holds', 'checks hold')}{mild}"
    checks = number(len(report.cells), "check")
    verb = "blocks" if summary.gating == 1 else "block"
    return Colour.ALARM, f"NOT COMPLIANT: {summary.gating} of {checks} {verb}{mild}"


def _applied(report: Report) -> list[int]:
    policies = enumerate(report.policies)
    return [index for index, policy in policies if policy.reach is Reach.APPLIED]


def _findings(report: Report, policy: int) -> int:
    return sum(report.cells.count(policy, verdict) for verdict in FINDINGS)
