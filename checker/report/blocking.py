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
        for cell in cells.select(policy, FINDINGS):
            kinds = found.setdefault((cell.subject.inventory, cell.subject.vendor), set())
            kind = cell.verdict, severity
            # Whether a cell gates takes its fingerprint: one of each kind is enough.
            if kind not in kinds and gating(cell):
                kinds.add(kind)
    return found
