"""The page of a history: a chart of findings by month, what stands, and what ended."""

from checker.formats.history import answer, known_since, origin, pace, span, unread
from checker.formats.html.bars import WHOLE
from checker.formats.html.template import document
from checker.record import NamedTuple
from checker.report.history import History, Month
from checker.verdict import Severity

LISTED = 300
"""Findings of a kind that the page holds."""

MONTHS = 120
"""Months that the chart holds, the latest."""


class Bar(NamedTuple):
    """A month of the chart, and the length of its bar in thousandths of the longest."""

    month: Month
    length: float


def render(history: History) -> str:
    """The history as one HTML file that ends with a line break."""
    shown = history.months[-MONTHS:]
    most = max((month.total for month in shown), default=0) or 1
    return document(
        "history.html",
        history=history,
        answer=answer(history),
        span=span(history),
        pace=pace(history),
        notes=[*history.undecided, *unread(history)],
        bars=[Bar(month, round(month.total * WHOLE / most, 1)) for month in shown],
        earlier=len(history.months) - len(shown),
        severities=list(Severity),
        listed=LISTED,
        known_since=known_since,
        origin=origin,
    )
