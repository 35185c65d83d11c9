"""The page of the roll-up by owner: what each has to mend, the worst first."""

from collections.abc import Iterator, Sequence

from checker.formats.html.evidence import finding
from checker.formats.html.template import Html, document, name
from checker.formats.moment import moment
from checker.formats.owners import Owned, by_owner
from checker.formats.summary import number
from checker.report.report import Explainer, Report, Result

MOST = 2_000
"""Findings on a page, which takes a browser as long as it may; the others are counted."""

VENDORS = 50
"""Vendors of an owner that are named; the others are counted."""


def render(report: Report, explainer: Explainer) -> str:
    """The roll-up as one HTML file that ends with a line break."""
    everybody = by_owner(report)
    share = _share([len(each.findings) for each in everybody])
    return document(
        "owners_page.html",
        report=report,
        moment=moment(report.as_of),
        owners=[(each, list(_findings(report, explainer, each, share))) for each in everybody],
        most=VENDORS,
        name=name,
        number=number,
    )


def _share(sizes: Sequence[int]) -> int:
    """The most findings of an owner: nobody is left out for somebody who has very many."""
    left = MOST
    for owners, size in zip(range(len(sizes), 0, -1), sorted(sizes), strict=True):
        if size * owners > left:
            return max(left // owners, 1)
        left -= size
    return MOST


def _findings(
    report: Report, explainer: Explainer, owned: Owned, most: int
) -> Iterator[tuple[Result, Html]]:
    for cell in owned.findings[:most]:
        result = report.result(cell, explainer)
        yield result, finding(result, {}, None)
