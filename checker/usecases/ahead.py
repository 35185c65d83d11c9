"""Explaining ahead: other processes explain the cells that a report will ask for."""

from collections import deque
from collections.abc import Iterator, Sequence

from checker.evaluate.run import Run
from checker.problems import Place
from checker.report.explanation import Excerpt, Explanation
from checker.report.matrix import Cell
from checker.report.report import Explainer
from checker.report.subject import Subject
from checker.spread import Crew, crew
from checker.step import Step
from checker.usecases.collector import set_apart

_WORTH_A_PROCESS = 40
"""Cells about single inventories; fewer are explained sooner than a process is started."""

_VENDORS = 100
"""Vendors of a portfolio; to explain a cell that is about facts of so many takes twice as long."""


class Ahead:
    """An explainer whose cells other processes explain, as far as somebody foresees them."""

    def __init__(self, explainer: Explainer, run: Run, jobs: int) -> None:
        """Take the explainer of a run.

        Args:
            jobs: the most processes to use.
        """
        self._explainer, self._run, self._jobs = explainer, run, jobs
        vendors = sum(len(outline.vendors) for outline in run.outlines)
        self._weights = [
            1 + bool(policy.asks_of_portfolio) * vendors // _VENDORS for policy in run.policies
        ]
        self._crew: Crew[Explanation] | None = None
        self._told: Iterator[Explanation] = iter(())
        self._awaited: deque[tuple[int, Subject]] = deque()
        self._known: dict[tuple[int, Subject], Explanation] = {}

    def foresee(self, cells: Sequence[Cell]) -> None:
        """Begin to explain cells, each of which will be asked for once."""
        if not self._awaited:
            if sum(self._weights[cell.policy] for cell in cells) < _WORTH_A_PROCESS:
                return
            self._crew = crew(self._explainer.explain, self._jobs, self._about)
            self._told = iter(()) if self._crew is None else self._crew.results()
        if self._crew is None:
            return
        # What takes longest begins first, so that all end together.
        ordered = sorted(cells, key=lambda cell: -self._weights[cell.policy])
        # A child that looked for garbage in all that was read would copy it.
        with set_apart():
            self._crew.send(ordered)
        self._awaited.extend((cell.policy, cell.subject) for cell in ordered)

    def explain(self, cell: Cell) -> Explanation:
        """The message, the place, the evidence and the remedies of a cell."""
        key = cell.policy, cell.subject
        while key not in self._known and self._awaited:
            self._take()
        return self._known.pop(key) if key in self._known else self._explainer.explain(cell)

    def _take(self) -> None:
        self._known[self._awaited.popleft()] = next(self._told)
        if self._crew is not None and not self._awaited:
            self._crew.close()

    def _about(self, cell: Cell) -> Step:
        """The explaining of a cell, as a message names it."""
        subject = cell.subject
        what = f"explained '{self._run.policies[cell.policy].id}' for '{subject}'"
        if subject.document < 0:
            return Step(None, what)
        positions = self._run.inventories[subject.document].document.positions
        return Step(positions.nearest(subject.path)[1], what)

    def proof(self, cell: Cell) -> Explanation:
        """As `explain`, with what decided a cell that passes or is skipped."""
        return self._explainer.proof(cell)

    def excerpt(self, place: Place) -> Excerpt | None:
        """The lines of an inventory that end at a place; None where they are not at hand."""
        return self._explainer.excerpt(place)
