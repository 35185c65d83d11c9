"""The age of what is open or waived: for how many days each check has stood, by verdict."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from checker.formats.html.bars import Bar, stacked
from checker.formats.marks import MARKS
from checker.record import NamedTuple
from checker.report.gate import QUIET
from checker.report.report import Report, fingerprint
from checker.report.since import standing
from checker.verdict import Verdict

_AGES = {
    -1: "",
    0: "today",
    7: "1\N{EN DASH}7",
    30: "8\N{EN DASH}30",
    90: "31\N{EN DASH}90",
    365: "91\N{EN DASH}365",
    10_000 * 366: "over 365",
}
"""Names of the ages, by the most days of each."""


class Ages(NamedTuple):
    """A chart of ages.

    Attributes:
        compared: whether an earlier report tells the ages: without one nothing is drawn.
        verdicts: those that occur, in the order of `MARKS`.
        bars: one for each age, with a count for each of the verdicts.
        oldest: the first day of what has stood longest, and for how many days it has.
    """

    compared: bool
    verdicts: tuple[Verdict, ...] = ()
    bars: tuple[Bar, ...] = ()
    oldest: tuple[str, int] = ("", 0)


def ages(report: Report) -> Ages | None:
    """The ages of a report; None if nothing stands."""
    if not any(report.summary.verdicts.get(verdict, 0) for verdict in MARKS.keys() - QUIET):
        return None
    if report.since is None:
        return Ages(compared=False)
    stood = Counter(_standing(report))
    days = {first: _days(first, report.as_of) for first in {first for first, _ in stood}}
    verdicts = tuple(verdict for verdict in MARKS if any(own is verdict for _, own in stood))
    rows = []
    for (before, _), (most, label) in pairwise(_AGES.items()):
        own = dict.fromkeys(verdicts, 0)
        for (first, verdict), count in stood.items():
            if before < days[first] <= most:
                own[verdict] += count
        rows.append((label, own))
    longest = max(sum(own.values()) for _, own in rows)
    bars = tuple(Bar(label, tuple(own.values()), stacked(own, longest)) for label, own in rows)
    oldest = max(days, key=lambda first: (days[first], first))
    return Ages(compared=True, verdicts=verdicts, bars=bars, oldest=(oldest[:10], days[oldest]))


def _standing(report: Report) -> Iterator[tuple[str, Verdict]]:
    """The first moment of each check that stands, and its verdict."""
    stands = frozenset(MARKS) - QUIET
    for number, policy in enumerate(report.policies):
        for cell in report.cells.select(number, stands):
            own = fingerprint(policy.id, cell.subject)
            first, _ = standing(report.since, own, cell.verdict, report.as_of)
            yield first, cell.verdict


def _days(first: str, now: str) -> int:
    """The days, in UTC, from one moment to another."""
    if first == now:
        return 0
    return (date.fromisoformat(now[:10]) - date.fromisoformat(first[:10])).days
