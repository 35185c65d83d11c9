"""The summary: what a green run says, in one line, and imports little to say it."""

from collections.abc import Iterator

from checker.formats.escape import plain
from checker.formats.moment import moment
from checker.overridden import Effect
from checker.report.gate import FINDINGS
from checker.report.packs import SHIPPED
from checker.report.reach import Reach
from checker.report.report import PolicyEntry, Report
from checker.verdict import Verdict


def number(count: int, noun: str, plural: str = "") -> str:
    """`1 check`, `2 checks`."""
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def summary_line(report: Report) -> str:
    """The line of a green run: that it holds, for how much, and what is left out."""
    holding = [policy for policy in _applied(report) if _holds(report, policy)]
    in_force = (n for n, policy in enumerate(report.policies) if policy.reach.counts)
    passed = sum(report.cells.count(n, Verdict.PASS) for n in in_force)
    asides = "".join(f"; {aside}" for aside in _asides(report))
    return (
        f"compliant: {number(len(holding), 'policy holds', 'policies hold')} on "
        f"{number(report.summary.vendors, 'vendor')} ({number(passed, 'check')}) "
        f"as of {moment(report.as_of)}{asides}"
    )


def packs(report: Report) -> str:
    """The policies in force, by their packs, and what the configuration changes about them.

    A policy that lets more pass than its file says is named, and not counted as changed.
    """
    shipped = sum(pack.policies for pack in report.packs if pack.name == SHIPPED)
    own = sum(pack.policies for pack in report.packs) - shipped
    parts = [f"{count} {word}" for count, word in ((shipped, "shipped"), (own, "own")) if count]
    changed = sum(is_changed(policy) and not is_loosened(policy) for policy in report.policies)
    left_out = sum(len(pack.left_out) for pack in report.packs)
    disabled = sum(policy.reach is Reach.DISABLED for policy in report.policies)
    changes = ((changed, "changed"), (disabled, "disabled"), (left_out, "left out"))
    parts += [f"{count} {word}" for count, word in changes if count]
    by = f" by {configuration(report)}"
    told = f"{', '.join(parts)}{by if changed or disabled or left_out else ''}"
    if not any(map(is_loosened, report.policies)):
        return told
    from checker.formats.overridden import few, with_effect  # noqa: PLC0415 few are loosened

    loosened = with_effect(report, Effect.LOOSENED)
    return f"{told}; loosened: {len(loosened)}{by} ({plain(few(loosened))})"


def is_changed(policy: PolicyEntry) -> bool:
    """Return whether a policy is in force and not as its file says it."""
    return bool(policy.overridden) and policy.reach is not Reach.DISABLED


def is_loosened(policy: PolicyEntry) -> bool:
    """Return whether a policy lets something pass that it would not as its file says it."""
    return any(each.effect is Effect.LOOSENED for each in policy.overridden)


def configuration(report: Report) -> str:
    """The file that configures the run, as messages show it."""
    files = (plain(each.path) for each in report.inputs if each.kind == "config")
    return next(files, "the configuration")


def _asides(report: Report) -> Iterator[str]:
    if report.packs:
        yield packs(report)
    broken = [policy for policy in _applied(report) if _findings(report, policy)]
    if broken:
        verb = "does not hold but does" if len(broken) == 1 else "do not hold but do"
        yield f"{number(len(broken), 'policy', 'policies')} {verb} not block"
    for verdict, word in ((Verdict.WAIVED, "waived"), (Verdict.SKIP, "skipped")):
        count = report.summary.verdicts.get(verdict, 0)
        if count:
            yield f"{number(count, 'check')} {word}"
    yield from _of_other_days(report)
    nothing = sum(policy.reach is Reach.NOTHING for policy in report.policies)
    if nothing:
        yield f"{number(nothing, 'policy', 'policies')} applied to nothing"
    if report.baseline is not None:
        yield f"{number(len(report.baseline.known), 'finding')} known in the baseline"
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


def _of_other_days(report: Report) -> Iterator[str]:
    coming = [n for n, policy in enumerate(report.policies) if policy.reach is Reach.COMING]
    if coming:
        day = min(report.policies[n].effective_from for n in coming)
        found = number(sum(_findings(report, n) for n in coming), "finding")
        yield f"{number(len(coming), 'policy', 'policies')} coming from {day} ({found})"
    over = sum(policy.reach is Reach.OVER for policy in report.policies)
    if over:
        yield f"{number(over, 'policy', 'policies')} no longer in force"


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
