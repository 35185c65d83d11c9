"""Bars: stacked rectangles of a drawing, in units of which a whole bar has a thousand."""

from collections.abc import Mapping, Sequence

from checker.formats.marks import MARKS
from checker.record import NamedTuple
from checker.report.report import Report
from checker.verdict import Severity, Verdict

WHOLE = 1_000

MOST = 10
"""Vendors of which the number of clients is drawn."""


class Piece(NamedTuple):
    """A part of a bar; `kind` names its colour."""

    kind: str
    start: float
    length: float


class Bar(NamedTuple):
    """A row of a chart: its name, its numbers, and what is drawn of them."""

    name: str
    counts: tuple[int, ...]
    pieces: tuple[Piece, ...]


def by_severity(report: Report) -> tuple[Bar, ...]:
    """The checks of each severity by verdict, in the order of `MARKS`."""
    sums = {severity: dict.fromkeys(MARKS, 0) for severity in Severity}
    for number, policy in enumerate(report.policies):
        for verdict in MARKS:
            sums[policy.severity][verdict] += report.cells.count(number, verdict)
    most = max(sum(own.values()) for own in sums.values())
    return tuple(
        Bar(severity.value, tuple(own.values()), stacked(own, most))
        for severity, own in sums.items()
        if any(own.values())
    )


def by_clients(report: Report) -> tuple[Bar, ...]:
    """The vendors with most clients; the kind of the one piece of a bar is the verdict."""
    known = [(each.clients, each) for each in report.vendors if each.clients]
    known.sort(key=lambda pair: (-pair[0], pair[1].inventory, pair[1].id))
    most = known[0][0] if known else 0
    return tuple(
        Bar(vendor.id, (clients,), stacked({vendor.verdict: clients}, most))
        for clients, vendor in known[:MOST]
    )


def stacked(counts: Mapping[Verdict, int], most: int) -> tuple[Piece, ...]:
    """The counts one after the other, as shares of the longest bar."""
    pieces: list[Piece] = []
    start = 0
    for verdict, count in counts.items():
        if count:
            ends: Sequence[float] = [round(n * WHOLE / most, 1) for n in (start, start + count)]
            pieces.append(Piece(verdict.value, ends[0], round(ends[1] - ends[0], 1)))
            start += count
    return tuple(pieces)
