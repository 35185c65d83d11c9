"""A report that is written in several formats, and an explainer for it."""

from functools import cached_property
from typing import Self

from checker.problems import Place
from checker.report.explanation import Excerpt, Explanation
from checker.report.gate import QUIET
from checker.report.matrix import Cell
from checker.report.report import Explainer, Report, Result
from checker.report.subject import Subject
from checker.report.vendors import Deadlines, VendorEntry


def shared(report: Report) -> Report:
    """The report for several formats, each of whose findings is put together once."""
    return _Shared(report, {})


class _Shared(Report):
    """A report that puts each finding together once; all who ask have one explainer."""

    known: dict[tuple[int, Subject], Result]

    def __new__(cls, report: Report, known: dict[tuple[int, Subject], Result]) -> Self:
        made = cls._make(report)
        made.known = known
        return made

    @cached_property
    def vendors(self) -> tuple[VendorEntry, ...]:
        """Every vendor that was checked, by inventory and id."""
        return super().vendors

    def looking_ahead(self, deadlines: Deadlines) -> Report:
        """The report with the next deadlines of its vendors; no finding tells them."""
        return _Shared(super().looking_ahead(deadlines), self.known)

    def result(self, cell: Cell, explainer: Explainer) -> Result:
        """The cell with its message, place and evidence."""
        if cell.verdict in QUIET:
            return super().result(cell, explainer)
        key = cell.policy, cell.subject
        result = self.known.get(key)
        if result is None:
            result = self.known[key] = super().result(cell, explainer)
        return result


class Remembered:
    """An explainer that works out each finding once, however many formats tell it."""

    def __init__(self, explainer: Explainer) -> None:
        self._explainer = explainer
        self._explained: dict[tuple[int, Subject], Explanation] = {}
        self._quiet: dict[tuple[int, tuple[str | int, ...]], Explanation] = {}

    def explain(self, cell: Cell) -> Explanation:
        """The message, the place, the evidence and the remedies of a cell."""
        policy, subject, verdict = cell
        if verdict in QUIET:
            # All of a subject say its place and nothing else.
            place = subject.document, subject.path
            quiet = self._quiet.get(place)
            if quiet is None:
                quiet = self._quiet[place] = self._explainer.explain(cell)
            return quiet
        key = policy, subject
        if key not in self._explained:
            self._explained[key] = self._explainer.explain(cell)
        return self._explained[key]

    def proof(self, cell: Cell) -> Explanation:
        """As `explain`, with what decided a cell that passes or is skipped."""
        return self._explainer.proof(cell)

    def excerpt(self, place: Place) -> Excerpt | None:
        """The lines of an inventory that end at a place; None where they are not at hand."""
        return self._explainer.excerpt(place)
