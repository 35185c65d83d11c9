"""The evidence: each finding with the lines that decided it, as much as a page can hold."""

import json
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import chain

from checker.formats.html import anchors
from checker.formats.html.template import Html, rendered
from checker.record import NamedTuple
from checker.report.explanation import Evidence, Explanation
from checker.report.matrix import Cell
from checker.report.reach import Reach
from checker.report.report import Explainer, Report, Result
from checker.report.waivers import WaiverEntry
from checker.shorten import shorten
from checker.verdict import Severity, Verdict

WITH_LINES = 2_700_000
"""Bytes of findings that are told with the lines of the inventory; later ones without."""

WITHOUT_LINES = 3_500_000
"""Bytes of all findings that are told; of later ones the matrix has the verdict alone."""

_AROUND = 450
"""Bytes around the findings of a field."""

PROVEN = 1_000
"""Checks that pass or are skipped whose evidence is shown: it takes seconds to work out more."""

_QUIET = (Verdict.PASS, Verdict.SKIP)
_PLACES = 6
_VALUE = 120


class Line(NamedTuple):
    """A line of a file; the number 0 stands for lines that are left out."""

    number: int
    text: str
    marked: bool


class Evidences(NamedTuple):
    """The findings of a report, what is waived, and what passes or is skipped.

    Attributes:
        told: the HTML of each by the anchor of its field in the matrix, worst first.
        brief: how many findings are told without lines, by severity.
        untold: how many findings are not told at all, by severity.
        unproven: how many checks that pass or are skipped are not told.
    """

    told: Mapping[str, Sequence[Html]]
    brief: Mapping[Severity, int]
    untold: Mapping[Severity, int]
    unproven: int


def evidences(report: Report, explainer: Explainer, rows: Container[str]) -> Evidences:
    """Every finding, worst first, what is waived, then what passes, until the page is full.

    Args:
        rows: the anchors of the rows that the matrix has; of others nothing is told.
    """
    page = _Page(report, explainer)
    brief: Counter[Severity] = Counter()
    untold: Counter[Severity] = Counter()
    for cell in chain(report.findings(), _select(report, Verdict.WAIVED)):
        severity = report.policies[cell.policy].severity
        if page.size >= WITHOUT_LINES or anchors.of_row(cell.subject) not in rows:
            untold[severity] += 1
        else:
            brief[severity] += page.size >= WITH_LINES
            page.tell(cell, explainer.explain(cell))
    quiet = sum(report.summary.verdicts.get(verdict, 0) for verdict in _QUIET)
    proven = 0
    for cell in chain.from_iterable(_select(report, verdict) for verdict in _QUIET):
        if proven >= PROVEN or page.size >= WITH_LINES:
            break
        applied = report.policies[cell.policy].reach is Reach.APPLIED
        if applied and anchors.of_row(cell.subject) in rows:
            proven += 1
            page.tell(cell, explainer.proof(cell))
    return Evidences(page.told, +brief, untold, quiet - proven)


class _Page:
    """The text so far, and the number of its bytes."""

    def __init__(self, report: Report, explainer: Explainer) -> None:
        self.told: dict[str, list[Html]] = {}
        self.size = 0
        self._report = report
        self._explainer = explainer

    def tell(self, cell: Cell, explanation: Explanation) -> None:
        """Add a cell, with the lines that decided it while there is room for them."""
        result = self._report.explained(cell, explanation)
        lines = _lines(result, self._explainer) if self.size < WITH_LINES else {}
        waived = cell.verdict is Verdict.WAIVED
        waiver = self._report.waivers.of(result.fingerprint) if waived else None
        html = finding(result, lines, waiver)
        anchor = anchors.of_cell(result.policy.id, cell.subject)
        around = 0 if anchor in self.told else _AROUND
        self.size += len(html.encode("utf-8", "backslashreplace")) + around
        self.told.setdefault(anchor, []).append(html)


def finding(
    result: Result, lines: Mapping[str, Sequence[Line]], waiver: WaiverEntry | None
) -> Html:
    """A cell: what the policy says, the lines that decided it by file, values and remedies."""
    return rendered("finding.html", result=result, lines=lines, value=_value, waiver=waiver)


def _select(report: Report, verdict: Verdict) -> Iterator[Cell]:
    """The cells with a verdict, those of the gravest policies first."""
    numbers = range(len(report.policies))
    for policy in sorted(numbers, key=lambda n: (report.policies[n].severity.rank, n)):
        yield from report.cells.select(policy, frozenset({verdict}))


def _lines(result: Result, explainer: Explainer) -> Mapping[str, Sequence[Line]]:
    """The lines of the first places that decided, by file; each line once."""
    found: dict[str, dict[int, Line]] = {}
    places = [result.place, *(evidence.place for evidence in result.evidence)]
    for place in sorted(dict.fromkeys(places[:_PLACES])):
        excerpt = explainer.excerpt(place)
        if excerpt is None:
            continue
        of_file = found.setdefault(place.path, {})
        for number, text in enumerate(excerpt.lines, excerpt.first):
            if number == place.line or number not in of_file:
                of_file[number] = Line(number, text, number == place.line)
    return {path: list(_joined(of_file)) for path, of_file in found.items()}


def _joined(lines: Mapping[int, Line]) -> Iterator[Line]:
    before = 0
    for number in sorted(lines):
        if before and number > before + 1:
            yield Line(0, "", marked=False)
        yield lines[number]
        before = number


def _value(evidence: Evidence) -> str:
    return shorten(json.dumps(evidence.value, ensure_ascii=False, allow_nan=False), _VALUE)
