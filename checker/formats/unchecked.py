"""The parts that a run says nothing about: idle policies, checks that were passed over."""

from collections.abc import Iterator

from checker.formats.escape import plain
from checker.formats.overridden import change
from checker.formats.summary import is_changed, not_selected, number
from checker.formats.width import hanging
from checker.overridden import Effect
from checker.report.reach import Reach
from checker.report.report import Report
from checker.verdict import Verdict

_LEAD = 22


def unchecked(report: Report, *, width: int) -> Iterator[str]:
    """One entry for each reason; nothing where everything was checked as the policies say."""
    for name, text in entries(report):
        yield from hanging(f"  {name}".ljust(_LEAD), text, width)


def entries(report: Report) -> Iterator[tuple[str, str]]:
    """Each reason, by its name."""
    if parts := not_selected(report):
        yield "not selected", parts
    for pack in report.packs:
        if pack.left_out:
            yield "left out", ", ".join(map(plain, pack.left_out))
    yield from _of_other_days(report)
    for reach in (Reach.IDLE, Reach.NOTHING, Reach.DISABLED):
        names = [plain(policy.id) for policy in report.policies if policy.reach is reach]
        if names:
            yield reach.value, ", ".join(names)
    skipped = report.summary.verdicts.get(Verdict.SKIP, 0)
    if skipped:
        yield "skipped", f"{number(skipped, 'check')} where the policy does not apply"
    waived = report.summary.verdicts.get(Verdict.WAIVED, 0)
    if waived:
        yield "waived", f"{number(waived, 'check')} covered by a waiver"
    for effect in Effect:
        changed = [
            f"{plain(policy.id)} ({', '.join(map(plain, texts))})"
            for policy in report.policies
            if is_changed(policy)
            and (texts := [change(each) for each in policy.overridden if each.effect is effect])
        ]
        if changed:
            yield effect.value, ", ".join(changed)


def _of_other_days(report: Report) -> Iterator[tuple[str, str]]:
    """The policies that are not in force yet, or not any more."""
    coming = [
        f"{plain(policy.id)} (from {policy.effective_from})"
        for policy in report.policies
        if policy.reach is Reach.COMING
    ]
    over = [
        f"{plain(policy.id)} (until {policy.effective_until})"
        for policy in report.policies
        if policy.reach is Reach.OVER
    ]
    for name, told in (("coming", coming), ("no longer in force", over)):
        if told:
            yield name, ", ".join(told)
