"""The split: a report that no single page holds, over pages that lead to each other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, count
from urllib.parse import quote

from checker.exposing.timelines import Timeline
from checker.formats.html import anchors
from checker.formats.html.evidence import (
    WITH_LINES,
    Evidences,
    Teller,
    Told,
    findings,
    quiet,
)
from checker.formats.html.matrix import FIELDS, Matrix, Row, empty, every_row, room
from checker.formats.html.page import front, part, single
from checker.formats.html.template import Html, document
from checker.formats.marks import MARKS
from checker.picture.picture import Picture
from checker.record import NamedTuple
from checker.report.forecast import Forecast
from checker.report.matrix import Cell
from checker.report.report import Explainer, Report
from checker.verdict import Severity

LINES = 2_000_000
"""Bytes of findings of one page of several: the first one has much besides."""

ROWS = 25_000
"""Fields of the table of one page of several."""

INDEXED = 10_000
"""Vendors that the first page can name with the page that has them."""


class Page(NamedTuple):
    """A page of a report that is split.

    Attributes:
        name: of its file; empty for the page that a reader opens.
    """

    name: str
    text: str


class Link(NamedTuple):
    """A vendor, and where it is told.

    Attributes:
        anchor: of its row.
        page: the name of the page's file.
    """

    name: str
    anchor: str
    page: str


class Other(NamedTuple):
    """A page besides the first.

    Attributes:
        number: from 2.
        vendors: how many it tells of.
        verdicts: how many of them have which verdict, in words.
    """

    number: int
    name: str
    vendors: int
    verdicts: str


class Index(NamedTuple):
    """The list of what is not on the first page, and where it is.

    Attributes:
        folder: that of the other pages, as a link from the first page begins.
        links: the vendors by name; none if there are too many.
    """

    folder: str
    pages: Sequence[Other]
    links: Sequence[Link]


class _Slice(NamedTuple):
    """The rows of a page, and what is told of them."""

    rows: list[Row]
    told: list[Told]


def pages(
    report: Report,
    explainer: Explainer,
    forecast: Forecast | None,
    picture: Picture | None,
    timelines: Sequence[Timeline] = (),
    *,
    file: str,
    folder: str,
) -> Iterator[Page]:
    """The pages of a report; the one that a reader opens is the last that is made.

    Args:
        file: the name of that page's file.
        folder: the name of the folder beside it in which the others are to stand.
    """
    teller = Teller(report, explainer)
    columns = empty(report).columns
    of_row = _by_row(report)
    rows = _rows(report, teller, columns, of_row)
    begin = _on_one_page(rows, columns)
    if begin is None:
        yield Page("", single(teller, forecast, picture, timelines))
        return
    slices = _slices(chain(begin, rows), columns)
    first = _made(report, next(slices), quiet(report))
    others: list[Other] = []
    links: list[Link] = []
    following = next(slices, None)
    for number in count(2):
        each, following = following, next(slices, None)
        if each is None:
            break
        name = f"page-{number}.html"
        yield Page(name, _more(report, each, number, file, last=following is None))
        others.append(Other(number, name, *_vendors(each.rows)))
        links += (Link(row.name, anchors.of_row(row.subject), name) for row in each.rows)
        teller.forget()
    index = Index(quote(folder), others, sorted(links) if len(links) <= INDEXED else ())
    yield Page("", front(report, forecast, picture, *first, timelines=timelines, index=index))


def _by_row(report: Report) -> Mapping[str, Sequence[Cell]]:
    """The findings and what is waived, the worst first, by the anchor of their row."""
    of_row: dict[str, list[Cell]] = {}
    for cell in findings(report):
        of_row.setdefault(anchors.of_row(cell.subject), []).append(cell)
    return of_row


def _rows(
    report: Report, teller: Teller, columns: Sequence[int], of_row: Mapping[str, Sequence[Cell]]
) -> Iterator[tuple[Row, Told]]:
    """Every row, and what is told of it."""
    for row in every_row(report, columns):
        told = Told(teller)
        for cell in of_row.get(anchors.of_row(row.subject), ()):
            told.find(cell)
        yield row, told


def _on_one_page(
    rows: Iterator[tuple[Row, Told]], columns: Sequence[int]
) -> Sequence[tuple[Row, Told]] | None:
    """None if one page tells all rows; else the first ones, which are more than a page holds."""
    begin: list[tuple[Row, Told]] = []
    size, most = 0, room(FIELDS, columns)
    for row, told in rows:
        begin.append((row, told))
        size += told.size
        if size > WITH_LINES or len(begin) > most:
            return begin
    return None


def _slices(rows: Iterable[tuple[Row, Told]], columns: Sequence[int]) -> Iterator[_Slice]:
    """The rows cut into pages; a row is never cut."""
    most, size = room(ROWS, columns), 0
    now = _Slice([], [])
    for row, told in rows:
        if now.rows and (size + told.size > LINES or len(now.rows) >= most):
            yield now
            now, size = _Slice([], []), 0
        now.rows.append(row)
        now.told.append(told)
        size += told.size
    yield now


def _made(report: Report, each: _Slice, unproven: int = 0) -> tuple[Matrix, Evidences]:
    """The matrix and the evidence of a page: vendors, then inventories and the portfolio."""
    rows = sorted(each.rows, key=lambda row: row.vendor is None)
    told: dict[str, Sequence[Html]] = {}
    brief: Counter[Severity] = Counter()
    untold: Counter[Severity] = Counter()
    for of_row in each.told:
        told.update(of_row.told)
        brief.update(of_row.brief)
        untold.update(of_row.untold)
    return (
        empty(report)._replace(rows=tuple(rows)),
        Evidences(told, +brief, untold, unproven),
    )


def _more(report: Report, each: _Slice, page: int, file: str, *, last: bool) -> str:
    whole, told = _made(report, each)
    vendors, verdicts = _vendors(each.rows)
    return document(
        "more.html",
        report=report,
        page=page,
        last=last,
        vendors=vendors,
        told_verdicts=verdicts,
        home=f"../{quote(file)}",
        **part(report, whole, told),
    )


def _vendors(rows: Sequence[Row]) -> tuple[int, str]:
    """The number of rows of vendors, and their verdicts in words."""
    counts = Counter(row.verdict for row in rows if row.vendor is not None)
    told = (f"{counts[verdict]:,} {verdict.value}" for verdict in MARKS if counts[verdict])
    return counts.total(), ", ".join(told)
