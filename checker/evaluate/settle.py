"""Settling: the sums of a matrix, how far each policy got, what gates, and the exit code."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from checker.evaluate.distant import distant
from checker.evaluate.run import Run
from checker.evaluate.who import who_is_who
from checker.inventory import LISTS, Outline
from checker.model.roots import WHOLES
from checker.policy.policy import Policy
from checker.policy.schedule import Standing
from checker.report.baseline import Baseline
from checker.report.gate import FINDINGS, exit_code, gates
from checker.report.matrix import Matrix
from checker.report.reach import Reach
from checker.report.report import InventoryEntry, PolicyEntry, Report, Summary
from checker.report.roster import Roster
from checker.report.waivers import NO_WAIVERS, Waivers
from checker.time.text import format_timestamp
from checker.verdict import FailOn, Verdict


def settle(run: Run, matrix: Matrix) -> Report:
    """The report of a run whose cells are decided: a pure function of both."""
    policies, outlines = run.policies, run.outlines
    before = matrix
    matrix, waivers = _waived(run, before)
    baseline, known = _spared(run, before, matrix)
    reaches = [_reach(policy, matrix, number) for number, policy in enumerate(policies)]
    gating = -known + sum(
        matrix.count(number, verdict)
        for number, policy in enumerate(policies)
        for verdict in FINDINGS - {Verdict.ERROR}
        if policy.in_force and gates(verdict, policy.severity, run.fail_on)
    )
    blocking = gating + waivers.gating + (0 if baseline is None else baseline.gating)
    undecided = (
        *_undecided(policies, reaches, outlines, matrix),
        *_toothless(policies, run.fail_on),
    )
    report = Report(
        version=run.version,
        as_of=format_timestamp(run.as_of),
        fail_on=run.fail_on,
        inputs=tuple(sorted(run.inputs)),
        inventories=tuple(InventoryEntry(each.id, each.path) for each in outlines),
        policies=tuple(map(_entry, policies, reaches)),
        cells=matrix,
        summary=_summary(policies, matrix, gating),
        undecided=undecided,
        exit_code=exit_code(undecided=undecided, gating=blocking),
        left_out=run.left_out,
        notes=(*distant(outlines, run.as_of), *who_is_who(run.inventories)),
        waivers=waivers,
        packs=run.packs,
        baseline=baseline,
        revision=run.revision,
    )
    return report if run.earlier is None else _compared(run.earlier, report)


# Few runs compare, have waivers or a baseline, and none of the others pays for the imports.


def _compared(earlier: Report, report: Report) -> Report:
    from checker.report.compare import compare  # noqa: PLC0415

    return report._replace(since=compare(earlier, report))


def _spared(run: Run, before: Matrix, after: Matrix) -> tuple[Baseline | None, int]:
    if run.baseline is None:
        return None, 0
    from checker.evaluate.baseline import spared  # noqa: PLC0415

    return spared(run, run.baseline, before, after)


def _waived(run: Run, matrix: Matrix) -> tuple[Matrix, Waivers]:
    if not run.waivers.waivers:
        return matrix, NO_WAIVERS
    from checker.waivers.aim import Scope  # noqa: PLC0415
    from checker.waivers.apply import Measure, apply  # noqa: PLC0415

    scope = Scope(
        run.waivers.policies,
        {policy.id: number for number, policy in enumerate(run.policies)},
        matrix.subject_kinds,
        run.vendors(),
    )
    measure = Measure([policy.severity for policy in run.policies], run.as_of, run.fail_on)
    return apply(run.waivers, matrix, scope, measure)


def _reach(policy: Policy, cells: Matrix, number: int) -> Reach:
    if not policy.enabled:
        return Reach.DISABLED
    if policy.standing is not Standing.IN_FORCE:
        return Reach.COMING if policy.standing is Standing.COMING else Reach.OVER
    total = sum(cells.count(number, verdict) for verdict in Verdict)
    skipped = cells.count(number, Verdict.SKIP)
    if total > skipped:
        return Reach.APPLIED
    return Reach.NOTHING if skipped or _stated_empty(policy, cells.rosters) else Reach.IDLE


def _stated_empty(policy: Policy, rosters: Sequence[Roster]) -> bool:
    """Return whether some vendor says that it has none of what the policy is for."""
    return policy.subject_kind in LISTS and any(
        begin == end
        for each in rosters
        for begin, end in pairwise(each.elements[policy.subject_kind].starts)
    )


def _undecided(
    policies: Sequence[Policy],
    reaches: Sequence[Reach],
    outlines: Sequence[Outline],
    cells: Matrix,
) -> Iterator[str]:
    """The reasons for which a run has not decided; empty if it has (the first law)."""
    for inventory in outlines:
        if not inventory.vendors:
            yield f"inventory '{inventory.id}' lists no vendor: nothing was checked in it"
    for number, (policy, reach) in enumerate(zip(policies, reaches, strict=True)):
        errors = cells.count(number, Verdict.ERROR)
        if errors:
            subjects = "1 subject" if errors == 1 else f"{errors:,} subjects"
            yield f"policy '{policy.id}' cannot be evaluated on {subjects}"
        # A policy about vendors is idle where there are none, and that was said once, above.
        if reach is Reach.IDLE and not policy.may_be_idle and policy.subject_kind in WHOLES:
            missing = f"policy '{policy.id}' met no {policy.subject_kind}"
            yield f"{missing} (`may_be_idle: true` allows that)"
    if Reach.APPLIED not in reaches:
        yield f"{_why_nothing(set(reaches))}: nothing was checked"


def _why_nothing(reaches: AbstractSet[Reach]) -> str:
    if reaches == {Reach.DISABLED}:
        return "every policy is disabled"
    if reaches <= {Reach.DISABLED, Reach.COMING, Reach.OVER}:
        return "no policy is in force on this day"
    return "no policy applied to anything"


def _toothless(policies: Sequence[Policy], fail_on: FailOn) -> Iterator[str]:
    """A gate that no policy in force can close checks nothing (the first law)."""
    enabled = [policy.severity for policy in policies if policy.in_force]
    if fail_on is FailOn.NEVER or not enabled or any(map(fail_on.gates, enabled)):
        return
    highest = min(enabled, key=lambda severity: severity.rank)
    yield (
        f"no policy in force is {fail_on.value} or above (the highest is {highest.value}): "
        "nothing could gate"
    )


def _entry(policy: Policy, reach: Reach) -> PolicyEntry:
    return PolicyEntry(
        id=policy.id,
        title=policy.title,
        severity=policy.severity,
        subject_kind=policy.subject_kind,
        controls=policy.controls,
        why=policy.why,
        fix=policy.fix,
        overridden=policy.overridden,
        reach=reach,
        effective_from=policy.effective.first,
        effective_until=policy.effective.last,
        pack=policy.pack,
        place=policy.place,
    )


def _summary(policies: Sequence[Policy], cells: Matrix, gating: int) -> Summary:
    evaluated = {policy.subject_kind for policy in policies if policy.evaluated}
    return Summary(
        verdicts={
            verdict: sum(cells.count(number, verdict) for number in range(len(policies)))
            for verdict in Verdict
        },
        gating=gating,
        vendors=sum(len(each.vendors) for each in cells.rosters),
        policies=sum(policy.in_force for policy in policies),
        subjects=_subjects(evaluated, cells.rosters),
    )


def _subjects(subject_kinds: AbstractSet[str], rosters: Sequence[Roster]) -> int:
    """The number of different subjects that have a cell."""
    count = len(rosters) if "inventory" in subject_kinds else 0
    count += 1 if "portfolio" in subject_kinds and rosters else 0
    for roster in rosters:
        count += len(roster.vendors) if "vendor" in subject_kinds else _lacking(roster)
        count += sum(len(each.ids) - each.ids.count(None) for each in roster.elements.values())
    return count


def _lacking(roster: Roster) -> int:
    """The number of vendors that do not record one of the lists that a policy is for."""
    return len(
        {
            vendor
            for each in roster.elements.values()
            for vendor, (begin, end) in enumerate(pairwise(each.starts))
            if begin < end and each.ids[begin] is None
        }
    )
