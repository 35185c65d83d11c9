"""The next ninety days: what stops passing, and what is unknown and fails, if nobody acts."""

from collections import Counter
from collections.abc import Mapping

from checker.formats.html.bars import Piece, stacked
from checker.formats.summary import number
from checker.record import NamedTuple
from checker.report.forecast import Change, Forecast, soonest
from checker.verdict import Verdict

SHOWN = 8
"""Changes that are listed at once."""

LISTED = 200
"""Changes that are listed, once somebody asks."""

_WEEKS = 13
_LEAST = 4
"""Changes that a whole column stands for at least: one alone is no tower."""


class Ahead(NamedTuple):
    """The changes of a forecast, soonest first.

    Attributes:
        summary: how many there are.
        weeks: for each week from now on, what is drawn of its changes.
        changes: those that are listed.
        others: how many more there are.
        shown: how many of them are shown at once.
    """

    summary: str
    weeks: tuple[tuple[Piece, ...], ...]
    changes: tuple[Change, ...]
    others: int
    shown: int = SHOWN


def ahead(forecast: Forecast | None) -> Ahead | None:
    """The part of a page that tells the future, if somebody looked."""
    if forecast is None:
        return None
    changes = soonest(forecast)
    weeks = [Counter[Verdict]() for _ in range(_WEEKS)]
    for change in changes:
        weeks[min(change.days // 7, _WEEKS - 1)][change.verdict] += 1
    most = max(_LEAST, *(week.total() for week in weeks))
    stops = number(len(forecast.changes), "check stops passing", "checks stop passing")
    worse = number(len(forecast.worse), "unknown one fails", "unknown ones fail")
    return Ahead(
        f"{stops}, {worse}, if nobody acts.",
        tuple(stacked(week, most) for week in weeks),
        changes[:LISTED],
        max(len(changes) - LISTED, 0),
    )


def deadlines(forecast: Forecast | None) -> Mapping[tuple[str, str], Change]:
    """The first change of each vendor, by inventory and id."""
    first: dict[tuple[str, str], Change] = {}
    for change in () if forecast is None else soonest(forecast):
        first.setdefault((change.subject.inventory, change.subject.vendor), change)
    return first
