"""Blocking: the findings that keep vendors from passing, where others are known and do not."""

from collections.abc import Callable

from checker.report.gate import FINDINGS
from checker.report.matrix import Cell, Matrix
from checker.verdict import Verdict


def blocking(cells: Matrix, gating: Callable[[Cell], bool]) -> set[tuple[str, str, int, Verdict]]:
    """The vendors (inventory and id), policies and verdicts of which a finding gates."""
    return {
        (cell.subject.inventory, cell.subject.vendor, cell.policy, cell.verdict)
        for policy in range(len(cells.subject_kinds))
        for cell in cells.select(policy, FINDINGS)
        if gating(cell)
    }
