"""The page of a diff: what got worse, what got better, whose change each is."""

from checker.formats.changes import (
    answer,
    asides,
    blocking,
    counted,
    moments,
    named,
    record,
    rule,
    step,
    whose,
)
from checker.formats.html.template import document
from checker.record import NamedTuple
from checker.report.diff import CellChange, Diff, DiffExplainer, Kind
from checker.report.explanation import Explanation

LISTED = 300
"""Changes of a kind, and lines of a list, that the page holds."""


class Row(NamedTuple):
    """A change, and why the check is as it is now."""

    change: CellChange
    step: str
    whose: str
    explanation: Explanation | None


def render(diff: Diff, explainer: DiffExplainer) -> str:
    """The diff as one HTML file that ends with a line break."""
    told = answer(diff)
    return document(
        "diff.html",
        diff=diff,
        title=told.text[:1].upper() + told.text[1:],
        bad=told.bad,
        before=named(diff.before),
        after=named(diff.after),
        moments=moments(diff),
        blocking=blocking(diff),
        states=(("before", counted(diff.before)), ("after", counted(diff.after))),
        asides=[*asides(diff)],
        sections=[
            (kind, len(diff.of(kind)), [_row(each, explainer) for each in diff.of(kind)[:LISTED]])
            for kind in Kind
            if diff.of(kind)
        ],
        lists=[
            (title, len(texts), texts[:LISTED])
            for title, texts in (
                ("Policies, regimes, configuration, waivers", [rule(each) for each in diff.rules]),
                ("Vendors and their records", [record(each) for each in diff.records]),
            )
            if texts
        ],
    )


def _row(change: CellChange, explainer: DiffExplainer) -> Row:
    return Row(change, step(change), whose(change), explainer.explain(change))
