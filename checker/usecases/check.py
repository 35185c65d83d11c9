"""Checking: policies are put to inventories. `vendorgate check` and `checker.check`."""

from collections.abc import Callable, Sequence
from functools import cached_property, partial

from checker.evaluate.decide import decide
from checker.evaluate.run import Run
from checker.evaluate.settle import settle
from checker.graph.graph import Graph
from checker.picture.picture import Picture
from checker.report.forecast import Forecast, deadlines
from checker.report.matrix import Cell
from checker.report.report import Explainer, Report
from checker.time.text import DAY
from checker.usecases.collector import paused, set_apart
from checker.usecases.load import Request, load, load_bare
from checker.values import Duration

AHEAD = 90
"""Days that reports look ahead."""


class Checked:
    """A run, and what it came to."""

    _remembered: Explainer | None = None
    _foresee: Callable[[Sequence[Cell]], None] | None = None
    _jobs = 1

    def __init__(self, run: Run, report: Report, jobs: int = 1) -> None:
        """Take both.

        Args:
            jobs: the most processes that explain.
        """
        self.run = run
        self.report = report
        self._jobs = jobs

    def explainer(self, *, remedies: bool = True) -> Explainer:
        """The explainer of the report's cells.

        Args:
            remedies: whether it tells what would make them pass.
        """
        # A run without findings explains nothing, and need not pay for the import.
        from checker.explaining.explainer import Explainer  # noqa: PLC0415

        explainer = Explainer(self.run, remedies=remedies)
        if self._jobs == 1:
            return explainer
        from checker.usecases.ahead import Ahead  # noqa: PLC0415 as above

        ahead = Ahead(explainer, self.run, self._jobs)
        self._foresee = ahead.foresee
        return ahead

    def foresee(self, cells: Sequence[Cell]) -> None:
        """Have other processes begin to explain cells, if there are any.

        Args:
            cells: those for which the explainer that was made last will be asked once each.
        """
        if self._foresee is not None:
            self._foresee(cells)

    def remembered(self, *, remedies: bool = True) -> Explainer:
        """The explainer of several formats, all of which ask for the same."""
        if self._remembered is None:
            # As above: most runs write one.
            from checker.report.remembered import Remembered  # noqa: PLC0415

            self._remembered = Remembered(self.explainer(remedies=remedies))
        return self._remembered

    def share(self) -> None:
        """Make subjects and findings once for several formats, all of which `remembered` serves."""
        # As above.
        from checker.report.remembered import shared  # noqa: PLC0415

        self.report.cells.keep_subjects()
        self.report = shared(self.report)

    @cached_property
    def ahead(self) -> Forecast:
        """The forecast of the next ninety days."""
        # As above: a green run that only says so does not tell it.
        from checker.forecasting.forecast import forecast  # noqa: PLC0415

        within = Duration(AHEAD * DAY)
        return forecast(self.run, self.report, within=within, fail_within=None)

    @cached_property
    def picture(self) -> Picture:
        """The picture of the supply chain of all inventories."""
        # As above: only a page shows it.
        from checker.usecases.graph import picture_of_inventories  # noqa: PLC0415

        return picture_of_inventories(self.run.inventories, self.run.as_of)

    @cached_property
    def graph(self) -> Graph:
        """The graph of all inventories."""
        # As above: only the tables have its edges.
        from checker.graph.read import records_of  # noqa: PLC0415

        return Graph(records_of(inventory.view for inventory in self.run.inventories))

    @cached_property
    def dated(self) -> Report:
        """The report with the next deadline of each vendor."""
        return self.report.looking_ahead(deadlines(self.ahead))


def check(request: Request) -> Checked:
    """Read, validate, decide, settle.

    Raises:
        InputError: files that cannot be read or are not valid, every problem of all of them.
        UsageError: a selector that names nothing, a default that is not there.
    """
    with paused():
        tell = partial(request.progress, "vendors decided")
        if request.jobs > 1:
            # Who has one process need not pay for the import.
            from checker.usecases.beside import decided  # noqa: PLC0415

            run, matrix = decided(load_bare(request), request.jobs, tell)
            return Checked(run, settle(run, matrix), request.jobs)
        run = load(request)
        with set_apart():
            return Checked(run, settle(run, decide(run, 1, tell)))
