"""The grid: one row a vendor, one column a policy; what stands there sums up their checks."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from checker.formats.escape import plain
from checker.formats.marks import MARKS
from checker.report.gate import FINDINGS
from checker.report.matrix import Cell
from checker.report.report import Reach, Report
from checker.verdict import Verdict

LIMIT = 40
"""Vendors that are shown; of more, those with the worst findings."""


class Entry(NamedTuple):
    """The checks of one policy on one vendor and its lists: the worst verdict, and how many.

    Attributes:
        alike: the checks with that verdict.
        checks: all of them.
    """

    verdict: Verdict
    alike: int
    checks: int


class Grid(NamedTuple):
    """The verdicts of a run at a glance.

    Attributes:
        policies: the indexes of the policies that applied.
        rows: names of vendors (and inventories, and the portfolio), and their entries by policy.
        hidden: how many vendors have no row.
        complete: whether every vendor with a finding has a row.
    """

    policies: tuple[int, ...]
    rows: tuple[tuple[str, dict[int, Entry]], ...]
    hidden: int
    complete: bool


def grid(report: Report) -> Grid:
    """The grid of a run; of many vendors only those with the worst findings."""
    applied = tuple(
        index for index, policy in enumerate(report.policies) if policy.reach is Reach.APPLIED
    )
    several = sum(file.kind == "inventory" for file in report.inputs) > 1
    tallies: dict[str, dict[int, Counter[Verdict]]] = {}
    worst = _worst(report)
    for cell in report.cells if worst is None else _narrowed(report, worst):
        tally = tallies.setdefault(_name(cell, several=several), {})
        tally.setdefault(cell.policy, Counter())[cell.verdict] += 1
    rows = tuple(
        (name, {policy: _entry(counter) for policy, counter in tally.items()})
        for name, tally in tallies.items()
    )
    if worst is None:
        return Grid(applied, rows, 0, complete=True)
    hidden = report.summary.vendors - len(worst)
    return Grid(applied, rows, hidden, complete=len(worst) < LIMIT)


def _worst(report: Report) -> dict[tuple[str, str], None] | None:
    """The vendors to show, by inventory and id; None if all are."""
    if report.summary.vendors <= LIMIT:
        return None
    worst: dict[tuple[str, str], None] = {}
    for cell in report.findings():
        if cell.subject.vendor:
            worst.setdefault((cell.subject.inventory, cell.subject.vendor))
            if len(worst) == LIMIT:
                break
    return worst


def _narrowed(report: Report, vendors: dict[tuple[str, str], None]) -> Iterator[Cell]:
    for index, policy in enumerate(report.policies):
        if policy.subject_kind in {"inventory", "portfolio"}:
            yield from report.cells.select(index, frozenset(Verdict))
    yield from report.cells.about(vendors)


def _name(cell: Cell, *, several: bool) -> str:
    subject = cell.subject
    if not subject.vendor:
        whole = subject.subject_kind == "portfolio"
        return "(portfolio)" if whole else plain(f"(inventory {subject.id})")
    return plain(f"{subject.vendor} ({subject.inventory})" if several else subject.vendor)


def _entry(counter: Counter[Verdict]) -> Entry:
    worst = next(verdict for verdict in MARKS if counter[verdict])
    return Entry(worst, counter[worst], counter.total())


def unmet(report: Report, policy: int, *, most: int) -> list[str]:
    """The names of the vendors that the first findings of a policy are about, each once."""
    several = sum(file.kind == "inventory" for file in report.inputs) > 1
    names: dict[str, None] = {}
    for cell in islice(report.cells.select(policy, FINDINGS), most):
        names.setdefault(_name(cell, several=several))
    return list(names)
