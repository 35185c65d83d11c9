"""The vendors of a report: may each be used, what stands against it, who answers for it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from checker.report.gate import FINDINGS, gates
from checker.report.subject import Subject
from checker.verdict import FailOn, Severity, Verdict


class VendorEntry(NamedTuple):
    """A vendor that was checked.

    Attributes:
        inventory: id of its inventory.
        path: where it stands in the document, as (`vendors`, 3).
        verdict: the worst of its cells that gates, else what its other cells came to (`WORST`).
        owner: who answers for it inside the organisation, empty if not recorded.
        clients: how many it serves, None if that is not recorded.
        counts: its findings, gating or not, by severity; 0 where it has none.
    """

    inventory: str
    id: str
    path: tuple[str | int, ...]
    verdict: Verdict
    owner: str
    clients: int | None
    counts: Mapping[Severity, int]


WORST = (
    Verdict.FAIL,
    Verdict.ERROR,
    Verdict.UNKNOWN,
    Verdict.PASS,
    Verdict.WAIVED,
    Verdict.SKIP,
)
"""Verdicts, worst first: of several on one vendor the first of these is the vendor's."""

_NOT_GATING: Mapping[Verdict, Verdict] = {Verdict.FAIL: Verdict.PASS, Verdict.UNKNOWN: Verdict.PASS}
"""A finding that does not gate keeps no vendor from passing."""


def entry(
    vendor: Subject,
    clients: int | None,
    verdicts: Iterable[tuple[Verdict, Severity]],
    fail_on: FailOn,
) -> VendorEntry:
    """A vendor, from its cells and the severities of their policies."""
    told: set[Verdict] = set()
    counts = dict.fromkeys(Severity, 0)
    for verdict, severity in verdicts:
        gating = gates(verdict, severity, fail_on)
        told.add(verdict if gating else _NOT_GATING.get(verdict, verdict))
        counts[severity] += verdict in FINDINGS
    return VendorEntry(
        vendor.inventory,
        vendor.id,
        vendor.path,
        next((verdict for verdict in WORST if verdict in told), Verdict.SKIP),
        vendor.owner,
        clients,
        counts,
    )
