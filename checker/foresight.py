"""Foresight: from paths to a forecast. `vendorgate forecast`."""

from checker.cel.times import HOUR
from checker.cel.values import Duration
from checker.errors import UsageError
from checker.forecast.forecast import forecast
from checker.pipeline import Request, collector_paused, load, set_apart
from checker.report.forecast import Forecast
from checker.version import __version__

WITHIN = 90 * 24
"""Hours that are looked ahead where nobody says how many."""


def foresee(request: Request, *, within: int | None, fail_within: int | None) -> Forecast:
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
            "--fail-within reaches further than --within (at most as far was expected)",
            hint="leave --within out, and it reaches as far",
        )
    ahead = within or max(WITHIN, fail_within or 0)
    with collector_paused():
        loaded = load(request)
    with set_apart():
        return forecast(
            loaded.policies,
            loaded.inventories,
            version=__version__,
            inputs=loaded.inputs,
            as_of=loaded.as_of,
            fail_on=request.fail_on,
            within=Duration(ahead * HOUR),
            fail_within=None if fail_within is None else Duration(fail_within * HOUR),
        )
