"""Explaining ahead: other processes explain the cells that a report will ask for."""

from collections import deque
from collections.abc import Generator, Sequence

from checker.problems import Place
from checker.report.explanation import Excerpt, Explanation
from checker.report.matrix import Cell
from checker.report.report import Explainer
from checker.report.subject import Subject
from checker.spread import spread
from checker.usecases.collector import set_apart

_WORTH_A_PROCESS = 40
"""Fewer cells are explained sooner than a process is started."""


class Ahead:
    """An explainer whose cells other processes explain, as far as somebody foresees them."""

    def __init__(self, explainer: Explainer, jobs: int) -> None:
        """Take the explainer of a run.

        Args:
            jobs: the most processes to use.
        """
        self._explainer, self._jobs = explainer, jobs
        self._told: Generator[Explanation, None, None] | None = None
        self._awaited: deque[tuple[int, Subject]] = deque()
        self._known: dict[tuple[int, Subject], Explanation] = {}

    def foresee(self, cells: Sequence[Cell]) -> None:
        """Begin to explain cells, which will be asked for once each, about in this order."""
        if len(cells) < _WORTH_A_PROCESS:
            return
        # A child that looked for garbage in all that was read would copy it.
        with set_apart():
            self._told = spread(
                lambda number: self._explainer.explain(cells[number]), len(cells), self._jobs
            )
        self._awaited = deque((cell.policy, cell.subject) for cell in cells)

    def explain(self, cell: Cell) -> Explanation:
        """The message, the place, the evidence and the remedies of a cell."""
        key = cell.policy, cell.subject
        while key not in self._known and self._told is not None:
            self._known[self._awaited.popleft()] = next(self._told)
            if not self._awaited:
                self._told.close()
                self._told = None
        return self._known.pop(key) if key in self._known else self._explainer.explain(cell)

    def proof(self, cell: Cell) -> Explanation:
        """As `explain`, with what decided a cell that passes or is skipped."""
        return self._explainer.proof(cell)

    def excerpt(self, place: Place) -> Excerpt | None:
        """The lines of an inventory that end at a place; None where they are not at hand."""
        return self._explainer.excerpt(place)
