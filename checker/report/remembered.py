"""An explainer for a report that is written in several formats."""

from checker.problems import Place
from checker.report.explanation import Excerpt, Explanation
from checker.report.gate import QUIET
from checker.report.matrix import Cell
from checker.report.report import Explainer
from checker.report.subject import Subject


class Remembered:
    """An explainer that works out each finding once, however many formats tell it."""

    def __init__(self, explainer: Explainer) -> None:
        self._explainer = explainer
        self._explained: dict[tuple[int, Subject], Explanation] = {}

    def explain(self, cell: Cell) -> Explanation:
        """The message, the place, the evidence and the remedies of a cell."""
        if cell.verdict in QUIET:
            return self._explainer.explain(cell)
        key = cell.policy, cell.subject
        if key not in self._explained:
            self._explained[key] = self._explainer.explain(cell)
        return self._explained[key]

    def proof(self, cell: Cell) -> Explanation:
        """As `explain`, with what decided a cell that passes or is skipped."""
        return self._explainer.proof(cell)

    def excerpt(self, place: Place) -> Excerpt | None:
        """The lines of an inventory that end at a place; None where they are not at hand."""
        return self._explainer.excerpt(place)
