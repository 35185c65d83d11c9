"""Blocking: the findings that keep vendors from passing, where others are known and do not."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from checker.report.gate import FINDINGS
from checker.report.matrix import Cell, Matrix
from checker.verdict import Severity, Verdict


def blocking(
    cells: Matrix, gating: Callable[[Cell], bool], severities: Sequence[Severity]
) -> Mapping[tuple[str, str], AbstractSet[tuple[Verdict, Severity]]]:
    """The verdicts and severities of the findings that gate, by inventory and vendor.

    Args:
        cells: of the run.
        gating: whether a cell gates.
        severities: of the policies.
    """
    found: dict[tuple[str, str], set[tuple[Verdict, Severity]]] = {}
    for policy, severity in enumerate(severities):
        for cell in filter(gating, cells.select(policy, FINDINGS)):
            about = cell.subject.inventory, cell.subject.vendor
            found.setdefault(about, set()).add((cell.verdict, severity))
    return found
