"""The policies, one row each: how many checks have which verdict."""

from collections.abc import Sequence

from checker.formats.columns import Column, StyledText, TextTable
from checker.formats.escape import plain
from checker.formats.marks import COLOURS, MARKS, SEVERITIES
from checker.report.reach import Reach
from checker.report.report import Report

_NAME = 12


def applied(report: Report) -> Sequence[int]:
    """The policies that applied to something, by their indexes: the most severe first."""
    reached = (n for n, each in enumerate(report.policies) if each.reach is Reach.APPLIED)
    return sorted(reached, key=lambda n: (report.policies[n].severity.rank, n))


def policy_table(report: Report, policies: Sequence[int], *, numbered: bool) -> TextTable:
    """A row a policy.

    Args:
        report: of which they are.
        policies: their indexes.
        numbered: whether the number of each is told, by which a column of the matrix names it.
    """
    entries = [report.policies[n] for n in policies]
    numbers = [StyledText(str(n)) for n in range(1, len(entries) + 1)]
    severities = [StyledText(each.severity.value, SEVERITIES[each.severity]) for each in entries]
    counted = []
    for verdict, mark in MARKS.items():
        counts = [report.cells.count(n, verdict) for n in policies]
        texts = [StyledText(str(count or ""), COLOURS[verdict]) for count in counts]
        if any(counts):
            counted.append(Column(verdict.value, texts, short=mark, numeric=True))
    return TextTable(
        [
            *([Column("", numbers)] if numbered else []),
            Column("Policies", [StyledText(plain(each.id)) for each in entries], least=_NAME),
            Column("severity", severities),
            *counted,
        ]
    )
