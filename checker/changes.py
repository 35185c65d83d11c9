"""The Python API, continued: what changes between states, and what will. As in `checker.api`."""

from collections.abc import Iterable
from datetime import timedelta

from checker.report.diff import ExplainedDiff
from checker.report.forecast import Forecast
from checker.report.history import History
from checker.usecases import arguments
from checker.usecases.arguments import Moment, Path
from checker.usecases.diff import diff as diff_
from checker.usecases.forecast import forecast as forecast_
from checker.usecases.history import history as history_
from checker.verdict import FailOn, Severity


def diff(
    before: Path,
    after: Path | None = None,
    *,
    paths: Path | Iterable[Path] = (),
    policies: Path | Iterable[Path] = (),
    config: Path | None = None,
    as_of: Moment | None = None,
    fail_on_new: str | Severity = FailOn.NEVER.value,
    waivers: Path | None = None,
) -> ExplainedDiff:
    """Compare two states: `vendorgate diff`.

    Args:
        before: a revision of git, a folder, or a report in JSON.
        after: another; None means the work tree.
        paths: as in `check`; `policies`, `config`, `as_of` and `waivers`, too.
        fail_on_new: the lowest severity of a new finding that gates, or "never".

    Returns:
        Every change with whose it is, the exit code, and what explains the changes.

    Raises:
        InputError: files that cannot be read or are not valid; `problems` has all of both states.
        UsageError: an argument that cannot be used, or a revision that is not there.
    """
    request = arguments.request(paths, policies, config, as_of, waivers=waivers)
    return diff_(
        arguments.path("before", before),
        arguments.maybe("after", after),
        request,
        fail_on_new=arguments.fail_on("fail_on_new", fail_on_new),
    )


def history(
    *paths: Path,
    rev: str = "HEAD",
    since: str | None = None,
    policies: Path | Iterable[Path] = (),
    config: Path | None = None,
    as_of: Moment | None = None,
    waivers: Path | None = None,
) -> History:
    """Look back at the findings of every commit: `vendorgate history`.

    Args:
        paths: as in `check`; `policies`, `config` and `waivers`, too.
        rev: the revision to end with.
        since: the one to begin with; None means the first commit.
        as_of: the moment up to which it is looked; None means now.

    Returns:
        The findings that stand and those that ended, with their commits; months; the exit code.

    Raises:
        UsageError: an argument that cannot be used, a revision that is not there, or not one
            commit could be read.
    """
    request = arguments.request(paths, policies, config, as_of, waivers=waivers)
    return history_(
        request,
        until=arguments.text("rev", rev),
        since=None if since is None else arguments.text("since", since),
    )


def forecast(
    *paths: Path,
    policies: Path | Iterable[Path] = (),
    config: Path | None = None,
    as_of: Moment | None = None,
    within: timedelta | None = None,
    fail_within: timedelta | None = None,
    fail_on: str | Severity | None = None,
    select: str | Iterable[str] = (),
    vendors: str | Iterable[str] = (),
    waivers: Path | None = None,
) -> Forecast:
    """Forecast the checks that stop passing if nobody acts: `vendorgate forecast`.

    Args:
        paths: as in `check`; `policies`, `config`, `as_of`, `fail_on`, `select`, `vendors`,
            `waivers`, too.
        within: how far to look ahead, in whole hours; None means 90 days.
        fail_within: a change within this time gates; None: none does.

    Returns:
        Every change with its moment, and the exit code.

    Raises:
        InputError: files that cannot be read or are not valid; `problems` has all.
        UsageError: an argument that cannot be used, or something that is asked for and not there.
    """
    request = arguments.request(
        paths,
        policies,
        config,
        as_of,
        waivers=waivers,
        fail_on_=fail_on,
        select=select,
        vendors=vendors,
    )
    return forecast_(
        request,
        within=arguments.hours("within", within),
        fail_within=arguments.hours("fail_within", fail_within),
    ).forecast
