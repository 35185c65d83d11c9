"""The summary: what a green run says, in one line, and imports little to say it."""

from collections.abc import Iterator

from checker.report.gate import FINDINGS
from checker.report.report import Reach, Report
from checker.verdict import Verdict


def number(count: int, noun: str, plural: str = "") -> str:
    """`1 check`, `2 checks`."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def summary_line(report: Report) -> str:
    """The line of a green run: that it holds, for how much, and what is left out."""
    holding = [policy for policy in _applied(report) if _holds(report, policy)]
    passed = report.summary.verdicts.get(Verdict.PASS, 0)
    asides = "".join(f"; {aside}" for aside in _asides(report))
    return (
        f"compliant: {number(len(holding), 'policy holds', 'policies hold')} on "
        f"{number(report.summary.vendors, 'vendor')} ({number(passed, 'check')}) "
        f"as of {report.as_of}{asides}"
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
    if report.waivers.defects:
        yield f"{number(len(report.waivers.defects), 'finding')} about waivers (-v lists them)"
    if parts := not_selected(report):
        yield f"{parts} not selected"
    if report.since is not None:
        from checker.formats.since import changes  # noqa: PLC0415 few runs compare

        yield changes(report.since)
    yield from report.notes[:1]
    if len(report.notes) > 1:
        yield f"{len(report.notes) - 1:,} more of another time (-v lists them)"


def not_selected(report: Report) -> str:
    """`24 policies and 1 vendor`; empty if everything was asked for."""
    policies, vendors = report.left_out
    parts = [number(policies, "policy", "policies")] if policies else []
    return " and ".join([*parts, *([number(vendors, "vendor")] if vendors else [])])


def _applied(report: Report) -> list[int]:
    policies = enumerate(report.policies)
    return [index for index, policy in policies if policy.reach is Reach.APPLIED]


def _holds(report: Report, policy: int) -> bool:
    """Return whether nothing stands against a policy, accepted or not."""
    return not _findings(report, policy) and not report.cells.count(policy, Verdict.WAIVED)


def _findings(report: Report, policy: int) -> int:
    return sum(report.cells.count(policy, verdict) for verdict in FINDINGS)
