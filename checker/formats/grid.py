"""The grid: one row a vendor, one column a policy; what stands there sums up their checks."""

from collections import Counter

from checker.formats.marks import MARKS
from checker.formats.vendors import LIMIT, ranked
from checker.record import NamedTuple
from checker.report.matrix import Cell
from checker.report.report import Report
from checker.report.subject import WHOLES
from checker.verdict import Verdict


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
        rows: names of vendors (and inventories, and the portfolio), and their entries by policy.
        hidden: how many vendors have no row.
    """

    rows: tuple[tuple[str, dict[int, Entry]], ...]
    hidden: int


def grid(report: Report) -> Grid:
    """The grid of a run; of many vendors only the worst."""
    rows = ranked(report)
    shown = {row.key: row.name for row in rows[:LIMIT]}
    tallies: dict[tuple[str, str], dict[int, Counter[Verdict]]] = {key: {} for key in shown}
    for cell in report.cells.about({key for key in shown if key[1]}):
        _add(tallies, cell)
    for n, policy in enumerate(report.policies):
        if policy.subject_kind in WHOLES:
            for cell in report.cells.select(n, frozenset(Verdict)):
                _add(tallies, cell)
    return Grid(
        tuple(
            (shown[key], {policy: _entry(counter) for policy, counter in tally.items()})
            for key, tally in tallies.items()
            if key in shown
        ),
        max(len(rows) - LIMIT, 0),
    )


def _add(tallies: dict[tuple[str, str], dict[int, Counter[Verdict]]], cell: Cell) -> None:
    about = cell.subject.inventory, cell.subject.vendor
    tallies.setdefault(about, {}).setdefault(cell.policy, Counter())[cell.verdict] += 1


def _entry(counter: Counter[Verdict]) -> Entry:
    worst = next(verdict for verdict in MARKS if counter[verdict])
    return Entry(worst, counter[worst], counter.total())
