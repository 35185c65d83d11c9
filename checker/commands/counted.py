"""An explainer that tells how many checks it has explained."""

from collections.abc import Callable

from checker.problems import Place
from checker.progress import Tell, silent
from checker.report.explanation import Excerpt, Explanation
from checker.report.matrix import Cell
from checker.report.report import Explainer, Report


def counted(explainer: Explainer, report: Report, tell: Tell) -> Explainer:
    """The explainer, with the number of explained checks told out of all, if somebody watches."""
    if tell is silent:
        return explainer
    total = len(report.cells)
    return Counted(explainer, lambda done: tell("checks explained", done, total))


class Counted:
    """An explainer around another one; tells before each cell how many came before it."""

    def __init__(self, explainer: Explainer, tell: Callable[[int], None]) -> None:
        self._explainer, self._tell, self._done = explainer, tell, 0

    def explain(self, cell: Cell) -> Explanation:
        """The message, the place, the evidence and the remedies of a cell."""
        self._count()
        return self._explainer.explain(cell)

    def proof(self, cell: Cell) -> Explanation:
        """As `explain`, with what decided a cell that passes or is skipped."""
        self._count()
        return self._explainer.proof(cell)

    def excerpt(self, place: Place) -> Excerpt | None:
        """The lines of an inventory that end at a place; None where they are not at hand."""
        return self._explainer.excerpt(place)

    def _count(self) -> None:
        self._tell(self._done)
        self._done += 1
