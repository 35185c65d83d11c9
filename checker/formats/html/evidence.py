"""The evidence: each finding with the lines that decided it, as much as a page can hold."""

import json
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from checker.formats.html import anchors
from checker.formats.html.template import Html, rendered
from checker.report.explanation import Evidence
from checker.report.matrix import Cell
from checker.report.report import Explainer, Report, Result
from checker.shorten import shorten
from checker.verdict import Severity, Verdict

WITH_LINES = 2_700_000
"""Bytes of findings that are told with the lines of the inventory; later ones without."""

WITHOUT_LINES = 3_500_000
"""Bytes of all findings that are told; of later ones the matrix has the verdict alone."""

_AROUND = 450
"""Bytes around the findings of a field."""

_PLACES = 6
_VALUE = 120


class Line(NamedTuple):
    """A line of a file; the number 0 stands for lines that are left out."""

    number: int
    text: str
    marked: bool


class Evidences(NamedTuple):
    """The findings of a report, and what is waived.

    Attributes:
        told: the HTML of each by the anchor of its field in the matrix, worst first.
        messages: the first message of each field, by the same anchor.
        brief: how many are told without lines, by severity.
        untold: how many are not told at all, by severity.
    """

    told: Mapping[str, Sequence[Html]]
    messages: Mapping[str, str]
    brief: Mapping[Severity, int]
    untold: Mapping[Severity, int]


def evidences(report: Report, explainer: Explainer, rows: Container[str]) -> Evidences:
    """Every finding, worst first, then what is waived, until the page is full.

    Args:
        rows: the anchors of the rows that the matrix has; of others nothing is told.
    """
    told: dict[str, list[Html]] = {}
    messages: dict[str, str] = {}
    brief: Counter[Severity] = Counter()
    untold: Counter[Severity] = Counter()
    size = 0
    for cell in _cells(report):
        policy = report.policies[cell.policy]
        if size >= WITHOUT_LINES or anchors.of_row(cell.subject) not in rows:
            untold[policy.severity] += 1
            continue
        result = report.result(cell, explainer)
        lines = _lines(result, explainer) if size < WITH_LINES else {}
        brief[policy.severity] += size >= WITH_LINES
        html = rendered("finding.html", result=result, lines=lines, value=_value)
        anchor = anchors.of_cell(policy.id, cell.subject)
        size += len(html.encode("utf-8", "backslashreplace")) + _AROUND * (anchor not in told)
        told.setdefault(anchor, []).append(html)
        messages.setdefault(anchor, result.message)
    return Evidences(told, messages, +brief, untold)


def _cells(report: Report) -> Iterator[Cell]:
    waived = frozenset({Verdict.WAIVED})
    order = sorted(
        range(len(report.policies)), key=lambda each: (report.policies[each].severity.rank, each)
    )
    return chain(report.findings(), *(report.cells.select(policy, waived) for policy in order))


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
