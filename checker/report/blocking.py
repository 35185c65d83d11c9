"""Blocking: the findings that keep vendors from passing, where others are known and do not."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from checker.report.gate import FINDINGS
from checker.report.matrix import Cell, Matrix
from checker.report.subject import WHOLES
from checker.verdict import Severity, Verdict

Kind: TypeAlias = tuple[Verdict, Severity]
"""The verdict and the severity of a finding."""


def blocking(
    cells: Matrix,
    gating: Callable[[Cell], bool],
    severities: Sequence[Severity],
    *,
    wholes: bool,
) -> Mapping[tuple[str, str], AbstractSet[Kind]]:
    """The kinds of the findings that gate, by inventory and vendor.

    Args:
        cells: of the run.
        gating: whether a cell gates.
        severities: of the policies.
        wholes: whether to look at inventories and the portfolio, and at no vendor.
    """
    found: dict[tuple[str, str], set[Kind]] = {}
    for policy, severity in enumerate(severities):
        if (cells.subject_kinds[policy] in WHOLES) is not wholes:
            continue
        for cell in cells.select(policy, FINDINGS):
            kinds = found.setdefault((cell.subject.inventory, cell.subject.vendor), set())
            kind = cell.verdict, severity
            # Whether a cell gates takes its fingerprint: one of each kind is enough.
            if kind not in kinds and gating(cell):
                kinds.add(kind)
    return found
