"""The evidence: each finding with the lines that decided it, as much as a page can hold."""

import json
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import chain

from checker.formats.html import anchors
from checker.formats.html.template import Html, rendered
from checker.problems import Place
from checker.record import NamedTuple
from checker.report.explanation import Evidence, Excerpt
from checker.report.matrix import Cell
from checker.report.reach import Reach
from checker.report.report import Explainer, Report, Result
from checker.report.subject import Subject
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


class Teller:
    """Tells the cells of a report as HTML, each once."""

    def __init__(self, report: Report, explainer: Explainer) -> None:
        self.report = report
        self._explainer = explainer
        self._explained: dict[tuple[int, Subject], Result] = {}
        self._told: dict[tuple[int, Subject, bool], Html] = {}
        self._excerpts: dict[Place, Excerpt | None] = {}

    def tell(self, cell: Cell, *, lines: bool) -> Html:
        """A finding, or what is waived.

        Args:
            lines: whether with the lines of the inventory that decided it.
        """
        key = cell.policy, cell.subject
        if (*key, lines) not in self._told:
            if key not in self._explained:
                self._explained[key] = self.report.result(cell, self._explainer)
            self._told[(*key, lines)] = self._html(cell, self._explained[key], lines=lines)
        return self._told[(*key, lines)]

    def prove(self, cell: Cell) -> Html:
        """A check that passes or is skipped, with its lines."""
        return self._html(
            cell, self.report.explained(cell, self._explainer.proof(cell)), lines=True
        )

    def forget(self) -> None:
        """Forget what was told; whoever goes from page to page tells it once."""
        self._explained.clear()
        self._told.clear()
        self._excerpts.clear()

    def _html(self, cell: Cell, result: Result, *, lines: bool) -> Html:
        waived = cell.verdict is Verdict.WAIVED
        waiver = self.report.waivers.of(result.fingerprint) if waived else None
        return finding(result, _lines(result, self._excerpt) if lines else {}, waiver)

    def _excerpt(self, place: Place) -> Excerpt | None:
        """The lines that end at a place; the findings of a vendor stand at few."""
        if place not in self._excerpts:
            self._excerpts[place] = self._explainer.excerpt(place)
        return self._excerpts[place]


class Told:
    """The findings and other checks that a page tells so far.

    Attributes:
        told: the HTML of each cell, by the anchor of its field in the matrix.
        size: the number of its bytes.
        brief: the findings that are told without lines, by severity.
        untold: the findings that are not told at all, by severity.
    """

    def __init__(self, teller: Teller) -> None:
        self.told: dict[str, list[Html]] = {}
        self.size = 0
        self.brief: Counter[Severity] = Counter()
        self.untold: Counter[Severity] = Counter()
        self._teller = teller

    def find(self, cell: Cell, *, shown: bool = True) -> None:
        """Add a finding, with the lines that decided it while there is room for them.

        Args:
            shown: whether the matrix has its row.
        """
        severity = self._teller.report.policies[cell.policy].severity
        if self.size >= WITHOUT_LINES or not shown:
            self.untold[severity] += 1
            return
        lines = self.size < WITH_LINES
        self.brief[severity] += not lines
        self._add(cell, self._teller.tell(cell, lines=lines))

    def prove(self, cell: Cell) -> None:
        """Add a check that passes or is skipped."""
        self._add(cell, self._teller.prove(cell))

    def _add(self, cell: Cell, html: Html) -> None:
        anchor = anchors.of_cell(self._teller.report.policies[cell.policy].id, cell.subject)
        around = 0 if anchor in self.told else _AROUND
        self.size += len(html.encode("utf-8", "backslashreplace")) + around
        self.told.setdefault(anchor, []).append(html)


def findings(report: Report) -> Iterator[Cell]:
    """Every finding, worst first, then what is waived."""
    return chain(report.findings(), _select(report, Verdict.WAIVED))


def quiet(report: Report) -> int:
    """The number of checks that pass or are skipped."""
    return sum(report.summary.verdicts.get(verdict, 0) for verdict in _QUIET)


def evidences(teller: Teller, rows: Container[str]) -> Evidences:
    """Every finding, worst first, what is waived, then what passes, until the page is full.

    Args:
        rows: the anchors of the rows that the matrix has; of others nothing is told.
    """
    report = teller.report
    page = Told(teller)
    for cell in findings(report):
        page.find(cell, shown=anchors.of_row(cell.subject) in rows)
    proven = 0
    for cell in chain.from_iterable(_select(report, verdict) for verdict in _QUIET):
        if proven >= PROVEN or page.size >= WITH_LINES:
            break
        applied = report.policies[cell.policy].reach is Reach.APPLIED
        if applied and anchors.of_row(cell.subject) in rows:
            proven += 1
            page.prove(cell)
    return Evidences(page.told, +page.brief, page.untold, quiet(report) - proven)


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


def _lines(
    result: Result, excerpt_at: Callable[[Place], Excerpt | None]
) -> Mapping[str, Sequence[Line]]:
    """The lines of the first places that decided, by file; each line once."""
    found: dict[str, dict[int, Line]] = {}
    places = [result.place, *(evidence.place for evidence in result.evidence)]
    for place in sorted(dict.fromkeys(places[:_PLACES])):
        excerpt = excerpt_at(place)
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
