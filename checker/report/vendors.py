"""The vendors of a report: may each be used, what stands against it, who acts, by when."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from checker.report.gate import gates
from checker.report.subject import Subject
from checker.verdict import FailOn, Severity, Verdict


class Deadline(NamedTuple):
    """The moment at which the first check of a vendor gets worse if nobody acts.

    Attributes:
        at: the first instant of the new verdict, RFC 3339 in UTC.
        day: its date in the zone of the inventory's calendar, or in UTC if it declares none.
        policy: id of the policy, of several at that moment the gravest.
        verdict: what the check becomes.
    """

    at: str
    day: str
    policy: str
    verdict: Verdict


class Deadlines(NamedTuple):
    """The next deadline of each vendor that has one.

    Attributes:
        until: the last moment that was looked at, RFC 3339 in UTC.
        next: by inventory and vendor.
    """

    until: str
    next: Mapping[tuple[str, str], Deadline]


class VendorEntry(NamedTuple):
    """A vendor that was checked.

    Attributes:
        inventory: id of its inventory.
        path: where it stands in the document, as (`vendors`, 3).
        verdict: the worst of its cells that gates, else what its other cells came to (`WORST`).
        owner: who answers for it inside the organisation, empty if not recorded.
        clients: how many it serves, None if that is not recorded.
        counts: its checks of the verdicts in `COUNTED`, gating or not, by severity.
        next: its next deadline; None if it has none, or if nobody looked (`Report.deadlines`).
    """

    inventory: str
    id: str
    path: tuple[str | int, ...]
    verdict: Verdict
    owner: str
    clients: int | None
    counts: Mapping[Verdict, Mapping[Severity, int]]
    next: Deadline | None

    def count(self, *verdicts: Verdict) -> int:
        """The number of its checks with one of the verdicts, all of which are in `COUNTED`."""
        return sum(sum(self.counts[verdict].values()) for verdict in verdicts)


COUNTED = (Verdict.FAIL, Verdict.ERROR, Verdict.UNKNOWN, Verdict.WAIVED)
"""The verdicts that stand against a vendor, or would without a waiver."""


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
    verdicts: Iterable[tuple[Verdict, Severity, bool]],
    fail_on: FailOn,
    deadline: Deadline | None,
) -> VendorEntry:
    """A vendor, from its cells, the severities of their policies, and whether they may gate."""
    told: set[Verdict] = set()
    counts = {verdict: dict.fromkeys(Severity, 0) for verdict in COUNTED}
    for verdict, severity, may in verdicts:
        gating = may and gates(verdict, severity, fail_on)
        told.add(verdict if gating else _NOT_GATING.get(verdict, verdict))
        if verdict in counts:
            counts[verdict][severity] += 1
    return VendorEntry(
        vendor.inventory,
        vendor.id,
        vendor.path,
        next((verdict for verdict in WORST if verdict in told), Verdict.SKIP),
        vendor.owner,
        clients,
        counts,
        deadline,
    )


def urgency(vendor: VendorEntry) -> tuple[int, Sequence[int], str, str]:
    """The order of vendors by what stands against them, the worst first."""
    against = [-vendor.counts[verdict][severity] for verdict in COUNTED for severity in Severity]
    return WORST.index(vendor.verdict), against, vendor.inventory, vendor.id
