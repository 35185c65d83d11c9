"""The page: is it compliant, the vendors, the matrix, the evidence, and what was not checked."""

from collections.abc import Mapping, Sequence
from typing import Any

from checker.exposing.timelines import Timeline
from checker.formats.frameworks import frameworks
from checker.formats.graph.svg import drawn
from checker.formats.grid import Entry
from checker.formats.headline import answer, failing
from checker.formats.html import anchors, controls
from checker.formats.html.ages import ages
from checker.formats.html.ahead import ahead, deadlines
from checker.formats.html.bars import by_clients, by_severity
from checker.formats.html.changes import changes
from checker.formats.html.evidence import Evidences, Teller, evidences
from checker.formats.html.matrix import Matrix, Row, matrix
from checker.formats.html.template import Html, document, name
from checker.formats.html.timelines import duties
from checker.formats.marks import MARKS
from checker.formats.moment import moment
from checker.formats.summary import number, packs
from checker.formats.unchecked import entries
from checker.picture.picture import Picture
from checker.record import NamedTuple
from checker.report.forecast import Forecast
from checker.report.gate import FINDINGS
from checker.report.report import Explainer, PolicyEntry, Report
from checker.report.undone import NOWHERE, Undone
from checker.verdict import Severity, Verdict
from checker.version import __version__

CARDS = 24
"""Vendors that have a card: nobody reads more of them, and the matrix has them all."""

PRINTED = 200
"""Findings of a report that is printed with all of its evidence; of more, with what is open."""


class Group(NamedTuple):
    """The checks of one field of the matrix, as far as they are told."""

    anchor: str
    policy: PolicyEntry
    entry: Entry
    told: Sequence[Html]


class Section(NamedTuple):
    """Everything that is told of the subject of a row."""

    anchor: str
    row: Row
    groups: tuple[Group, ...]


def render(
    report: Report,
    explainer: Explainer,
    forecast: Forecast | None = None,
    picture: Picture | None = None,
    timelines: Sequence[Timeline] = (),
) -> str:
    """The report as one HTML file that ends with a line break.

    Args:
        report: any run, green or not.
        explainer: of that run.
        forecast: of that run, the next ninety days.
        picture: of the supply chain of its inventories.
        timelines: of their incidents, the worst first.
    """
    return single(Teller(report, explainer), forecast, picture, timelines)


def single(
    teller: Teller,
    forecast: Forecast | None,
    picture: Picture | None,
    timelines: Sequence[Timeline],
) -> str:
    """As `render`, of a report some of which may be told already."""
    whole = matrix(teller.report)
    told = evidences(teller, {anchors.of_row(row.subject) for row in whole.rows})
    return front(teller.report, forecast, picture, whole, told, timelines=timelines)


def front(
    report: Report,
    forecast: Forecast | None,
    picture: Picture | None,
    whole: Matrix,
    told: Evidences,
    *,
    timelines: Sequence[Timeline],
    index: object = None,
) -> str:
    """The page that a reader opens.

    Args:
        whole: the rows that it has.
        told: the evidence that it has.
        timelines: of the incidents, the worst first.
        index: where everything else is, if the report is split.
    """
    sections = sections_of(report, whole, told)
    _, text = answer(report)
    title, _, detail = text.partition(": ")
    return document(
        "page.html",
        report=report,
        title=title.capitalize(),
        detail=detail,
        failing=failing(report.fail_on),
        packs=packs(report),
        since=changes(report.since),
        ahead=ahead(forecast),
        deadlines=deadlines(forecast),
        duties=duties(timelines, report.as_of),
        counts=[(verdict.value, report.summary.verdicts.get(verdict, 0)) for verdict in MARKS],
        # It is escaped where it is drawn, as every picture.
        picture=None if picture is None else Html(drawn(picture)),
        bars=by_severity(report),
        clients=by_clients(report),
        ages=ages(report),
        cards=[section for section in sections if section.row.vendor is not None][:CARDS],
        others=max(report.summary.vendors - CARDS, 0),
        policies=controls.policy_rows(report),
        unchecked=list(entries(report)),
        printed=_findings(report) <= PRINTED,
        index=index,
        home="",
        **part(report, whole, told),
        **controls.values(frameworks(report)),
    )


def part(report: Report, whole: Matrix, told: Evidences) -> Mapping[str, Any]:
    """The values of the templates `matrix.html` and `evidence.html`.

    Args:
        whole: the rows of the page.
        told: the evidence of the page.
    """
    sections = sections_of(report, whole, told)
    return {
        "moment": moment(report.as_of),
        "matrix": whole,
        "told": told.told,
        "hidden": _counted(whole.hidden),
        "linked": {section.anchor for section in sections if section.groups},
        "sections": [section for section in sections if section.groups],
        "cut": _cut(told),
        "unproven": told.unproven,
        "verdicts": [verdict.value for verdict in MARKS],
        "anchors": anchors,
        "name": name,
        "number": number,
        "FINDINGS": FINDINGS,
    }


def render_undone(undone: Undone) -> str:
    """The page of a run that came to no report: how it ended, and every problem."""
    problems = [
        (None if problem.place == NOWHERE else problem.place, problem.message, problem.hint)
        for problem in undone.problems
    ]
    return document("undone.html", code=int(undone.code), problems=problems, version=__version__)


def _findings(report: Report) -> int:
    return sum(report.summary.verdicts.get(verdict, 0) for verdict in FINDINGS)


def sections_of(report: Report, whole: Matrix, told: Evidences) -> list[Section]:
    """All that is told of each row."""
    return [_section(report, whole, told, row) for row in whole.rows]


def _section(report: Report, whole: Matrix, told: Evidences, row: Row) -> Section:
    groups = [
        Group(
            square.anchor,
            report.policies[column],
            square.entry,
            told.told[square.anchor],
        )
        for column, square in zip(whole.columns, row.squares, strict=True)
        if square is not None and square.anchor in told.told
    ]
    order = list(MARKS)
    groups.sort(key=lambda group: (order.index(group.entry.verdict), group.policy.severity.rank))
    return Section(anchors.of_evidence(row.subject), row, tuple(groups))


def _cut(told: Evidences) -> tuple[str, str]:
    """The findings that are told without lines, and those that are not told, in words."""
    return _counted(told.brief), _counted(told.untold)


def _counted(counts: Mapping[Severity, int] | Mapping[Verdict, int]) -> str:
    """`812: 300 medium, 512 low`; empty if there is none."""
    total = sum(counts.values())
    parts = ", ".join(f"{count:,} {each.value}" for each, count in counts.items() if count)
    return f"{total:,}: {parts}" if total else ""
