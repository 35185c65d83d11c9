"""The vendors of a report: may each be used, what stands against it, who acts, by when."""

from collections.abc import Collection, Container, Mapping, Sequence

from checker.record import NamedTuple
from checker.report.matrix import CODES, VendorCells
from checker.verdict import Severity, Verdict


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


def by_severity(severities: Sequence[Severity]) -> Mapping[Severity, Sequence[int]]:
    """The indexes of the policies of each severity."""
    return {
        severity: [n for n, each in enumerate(severities) if each is severity]
        for severity in Severity
    }


def entry(
    own: VendorCells,
    policies: Mapping[Severity, Sequence[int]],
    blocks: Container[tuple[Verdict, Severity]],
    deadline: Deadline | None,
    coming: Collection[int] = (),
) -> VendorEntry:
    """A vendor, from its cells.

    Args:
        own: the vendor and its cells.
        policies: by severity their indexes.
        blocks: the verdicts that gate, with the severities.
        deadline: its next.
        coming: indexes of the policies that are not in force yet, and decide nothing.
    """
    codes = {
        severity: b"".join([own.codes[n] for n in numbers])
        for severity, numbers in policies.items()
    }
    counts = {
        verdict: {severity: told.count(CODES[verdict]) for severity, told in codes.items()}
        for verdict in COUNTED
    }
    if coming:
        codes = {
            severity: b"".join([own.codes[n] for n in numbers if n not in coming])
            for severity, numbers in policies.items()
        }
    verdicts = {
        verdict if (verdict, severity) in blocks else _NOT_GATING.get(verdict, verdict)
        for severity, told in codes.items()
        for verdict in WORST
        if CODES[verdict] in told
    }
    vendor = own.subject
    return VendorEntry(
        vendor.inventory,
        vendor.vendor,
        vendor.path,
        next((verdict for verdict in WORST if verdict in verdicts), Verdict.SKIP),
        vendor.owner,
        own.clients,
        counts,
        deadline,
    )


def urgency(vendor: VendorEntry) -> tuple[int, Sequence[int], str, str]:
    """The order of vendors by what stands against them, the worst first."""
    against = [-count for verdict in COUNTED for count in vendor.counts[verdict].values()]
    return WORST.index(vendor.verdict), against, vendor.inventory, vendor.id
