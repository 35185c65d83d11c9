"""Checking: policies are put to inventories. `vendorgate check` and `checker.check`."""

from typing import NamedTuple

from checker.evaluate.decide import decide
from checker.evaluate.run import Run
from checker.evaluate.settle import settle
from checker.report.forecast import Forecast
from checker.report.report import Explainer, Report
from checker.time.text import DAY
from checker.usecases.collector import set_apart
from checker.usecases.load import Request, load
from checker.values import Duration

AHEAD = 90
"""Days that a report for people looks ahead."""


class Checked(NamedTuple):
    """A run, and what it came to."""

    run: Run
    report: Report

    def explainer(self) -> Explainer:
        """The explainer of the report's cells."""
        # A run without findings explains nothing, and need not pay for the import.
        from checker.explaining.explainer import Explainer  # noqa: PLC0415

        return Explainer(self.run)

    def ahead(self) -> Forecast:
        """The forecast of the next ninety days, for those who read on paper what comes."""
        # As above: only a page for people tells it.
        from checker.forecasting.forecast import forecast  # noqa: PLC0415

        return forecast(self.run, within=Duration(AHEAD * DAY), fail_within=None)


def check(request: Request) -> Checked:
    """Read, validate, decide, settle.

    Raises:
        InputError: files that cannot be read or are not valid, every problem of all of them.
        UsageError: a selector that names nothing, a default that is not there.
    """
    run = load(request)
    with set_apart():
        return Checked(run, settle(run, decide(run, request.jobs)))
