"""The cells of a report of which a table tells: every fail, and some of the others."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from checker.record import NamedTuple
from checker.report.matrix import Cell
from checker.report.report import Report
from checker.report.subjects import lacking
from checker.verdict import Verdict

ALL = 1_000
"""Findings of a report that are all explained; to explain one is dear."""

SOME = 100
"""Findings that are explained where there are more."""

EACH = 3
"""Subjects of a policy that cannot be evaluated, which are told."""

Ranks = Mapping[tuple[str, str], int]
"""The order of vendors, by inventory and id; what it lacks comes last."""

Foresee = Callable[[Sequence[Cell]], None]
"""Is told which cells the explainer will be asked for, in this order."""


class Selected(NamedTuple):
    """The cells of a report of which a table tells, in no order yet.

    Attributes:
        errors: a few of each policy.
        fails: all of them.
        explained: how many of the fails are explained.
        unknown: those that are explained.
        unlisted: the unknown ones about a list that is not recorded, with its name.
        untold: how many more unknown ones there are.
    """

    errors: Sequence[Cell]
    fails: Sequence[Cell]
    explained: int
    unknown: Sequence[Cell]
    unlisted: Sequence[tuple[Cell, str]]
    untold: int


def selected(report: Report) -> Selected:
    """The cells to tell: every fail, and as much of the rest as is explained in good time."""
    fails = [*_select(report, Verdict.FAIL, None)]
    found = report.summary.verdicts
    total = found.get(Verdict.FAIL, 0) + found.get(Verdict.UNKNOWN, 0)
    budget, each = (ALL, None) if total <= ALL else (SOME, SOME)
    unlisted, unknown = _unknown(report, max(budget - len(fails), SOME // 4), each)
    told = len(unlisted) + len(unknown)
    errors = [*_select(report, Verdict.ERROR, EACH)]
    untold = found.get(Verdict.UNKNOWN, 0) - told
    return Selected(errors, fails, budget, unknown, unlisted, untold)


def ordered(cells: Selected, report: Report, ranks: Ranks) -> Selected:
    """The same, by vendor, the worst first, and of one by severity."""

    def order(cell: Cell) -> tuple[int, int, int]:
        about = cell.subject.inventory, cell.subject.vendor
        severity = report.policies[cell.policy].severity
        return ranks.get(about, len(ranks)), severity.rank, cell.policy

    fails, unknown = sorted(cells.fails, key=order), sorted(cells.unknown, key=order)
    return cells._replace(fails=fails, unknown=unknown)


def unforeseen(_cells: Sequence[Cell]) -> None:
    """Nobody explains ahead."""


def _select(report: Report, verdict: Verdict, each: int | None) -> Iterator[Cell]:
    for policy in range(len(report.policies)):
        yield from islice(report.cells.select(policy, frozenset({verdict})), each)


def split(report: Report, cells: Iterable[Cell]) -> tuple[list[tuple[Cell, str]], list[Cell]]:
    """The unknown cells about a list that is not recorded, with its name, and the others."""
    named = [(cell, lacking(report.policies[cell.policy], cell.subject)) for cell in cells]
    return [each for each in named if each[1]], [cell for cell, name in named if not name]


def _unknown(
    report: Report, budget: int, each: int | None
) -> tuple[list[tuple[Cell, str]], list[Cell]]:
    """The unknown cells that need no explanation, and some of the others of each policy.

    Args:
        report: of which they are.
        budget: how many of the others there may be.
        each: how many cells of a policy are looked at.
    """
    unlisted: list[tuple[Cell, str]] = []
    others: list[list[Cell]] = []
    for cells in (
        list(islice(report.cells.select(policy, frozenset({Verdict.UNKNOWN})), each))
        for policy in range(len(report.policies))
    ):
        own, rest = split(report, cells)
        unlisted += own
        others.append(rest)
    share = max(
        (n for n in range(1, budget + 1) if sum(min(n, len(own)) for own in others) <= budget),
        default=1,
    )
    return unlisted, [cell for own in others for cell in own[:share]]
