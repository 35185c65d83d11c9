"""The baseline of a run: what was known, of what gates, and why the rest is new."""

from checker.baseline.compare import HELD, Compared, compare
from checker.baseline.file import BaselineFile, digests
from checker.evaluate.run import Run
from checker.record import NamedTuple
from checker.report.addresses import verdict_at
from checker.report.baseline import Baseline
from checker.report.gate import gates
from checker.report.matrix import Matrix


class Spared(NamedTuple):
    """The baseline of a run, and how many findings do not gate for it."""

    baseline: Baseline
    gating: int


def spared(run: Run, file: BaselineFile, before: Matrix, after: Matrix) -> Spared:
    """Compare a run with its baseline.

    Args:
        file: the baseline as it was read.
        before: the cells before waivers, which a baseline is made of.
        after: the cells after waivers, which gate.
    """
    found = compared(run, file, before)
    now = digests(run.policies)
    still = [cell for cell in found.cells if verdict_at(after, cell.address) in HELD]
    unmet = sum(after.count(n, verdict) for n in range(len(run.policies)) for verdict in HELD)
    baseline = Baseline(
        as_of=file.as_of,
        known=frozenset(each.fingerprint for each in found.known),
        new=unmet - len(still),
        fixed=found.fixed,
        changed=frozenset(id_ for id_ in now if file.policies.get(id_) != now[id_]),
        strict=file.strict,
    )
    gating = sum(
        gates(cell.verdict, run.policies[cell.address.policy].severity, run.fail_on)
        for cell in still
        if run.policies[cell.address.policy].in_force
    )
    return Spared(baseline, gating)


def compared(run: Run, file: BaselineFile, before: Matrix) -> Compared:
    """The findings of a baseline, by what a run makes of them."""
    policies = {policy.id: number for number, policy in enumerate(run.policies)}
    return compare(file, before, policies, run.waivers.policies, run.vendors())
