"""Forecasting: which checks stop passing if nobody acts. `vendorgate forecast`."""

from checker.errors import UsageError
from checker.evaluate.decide import decide
from checker.evaluate.run import Run
from checker.evaluate.settle import settle
from checker.forecasting.explainer import ForecastExplainer
from checker.forecasting.forecast import forecast as looked_ahead
from checker.record import NamedTuple
from checker.report.forecast import ChangeExplainer, Forecast
from checker.time.text import HOUR
from checker.usecases.collector import set_apart
from checker.usecases.load import Request, load
from checker.values import Duration

WITHIN = 90 * 24
"""Hours that are looked ahead where nobody says how many."""


class Foreseen(NamedTuple):
    """A run, and what comes of it."""

    run: Run
    forecast: Forecast

    def explainer(self) -> ChangeExplainer:
        """The explainer of the forecast's changes."""
        return ForecastExplainer(self.run)


def forecast(request: Request, *, within: int | None, fail_within: int | None) -> Foreseen:
    """Read, validate, look ahead.

    Args:
        request: what is looked at, and from which moment.
        within: how many hours to look ahead; None: `WITHIN`, or as many as `fail_within`.
        fail_within: a change within so many hours gates; None: none does.

    Raises:
        InputError: files that cannot be read or are not valid, every problem of all of them.
        UsageError: a selector that names nothing, or a gate beyond what is looked at.
    """
    if within is not None and fail_within is not None and fail_within > within:
        raise UsageError(
            "what fails reaches further than what is looked at (at most as far was expected)",
            hint="leave out how far to look ahead, and it reaches as far",
        )
    ahead = Duration((within or max(WITHIN, fail_within or 0)) * HOUR)
    run = load(request)
    gate = None if fail_within is None else Duration(fail_within * HOUR)
    with set_apart():
        report = settle(run, decide(run))
        return Foreseen(run, looked_ahead(run, report, within=ahead, fail_within=gate))
