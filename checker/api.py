"""The Python API: each command in one call, with its defaults. It prints nothing, and returns."""

from collections.abc import Iterable
from concurrent.futures import Executor

from checker.chains import draw, exposure, without, worst
from checker.changes import diff, forecast, history
from checker.errors import InputError, MachineError, OutputError, UsageError, VendorgateError
from checker.exposing.exposure import Exposure
from checker.exposing.without import Without
from checker.exposing.worst import Worst
from checker.linting.lint import LintReport
from checker.picture.picture import Picture
from checker.report.account import Account
from checker.report.attestation import Attestation
from checker.report.diff import ExplainedDiff
from checker.report.explained import ExplainedReport
from checker.report.forecast import Forecast
from checker.report.history import History
from checker.report.report import Report
from checker.report.verification import Verification
from checker.testing.run import SuiteReport, run
from checker.usecases import arguments
from checker.usecases.arguments import Moment, Path
from checker.usecases.check import check as check_
from checker.usecases.executor.check import check_by
from checker.usecases.explain import explain as explain_
from checker.usecases.lint import lint as lint_
from checker.usecases.test import plan
from checker.verdict import Severity, Verdict
from checker.verification import verify, verify_statement

__all__ = [
    "Account",
    "Attestation",
    "ExplainedDiff",
    "ExplainedReport",
    "Exposure",
    "Forecast",
    "History",
    "InputError",
    "LintReport",
    "MachineError",
    "OutputError",
    "Picture",
    "Report",
    "Severity",
    "SuiteReport",
    "UsageError",
    "VendorgateError",
    "Verdict",
    "Verification",
    "Without",
    "Worst",
    "check",
    "diff",
    "draw",
    "explain",
    "exposure",
    "forecast",
    "history",
    "lint",
    "test",
    "verify",
    "verify_statement",
    "without",
    "worst",
]


def check(
    *paths: Path,
    policies: Path | Iterable[Path] = (),
    config: Path | None = None,
    as_of: Moment | None = None,
    fail_on: str | Severity | None = None,
    select: str | Iterable[str] = (),
    vendors: str | Iterable[str] = (),
    jobs: int = 1,
    since: Path | None = None,
    waivers: Path | None = None,
    baseline: Path | None = None,
    executor: Executor | None = None,
) -> ExplainedReport:
    """Check inventories against policies: `vendorgate check`.

    Args:
        paths: inventories, files or folders; none means as configured, else `inventories/`.
        policies: policy files or folders, or "shipped"; none means as configured, else the
            shipped pack, and `policies/` if it is there.
        config: the configuration; None means `vendorgate.yaml`, if it is there.
        as_of: the moment of evaluation: RFC 3339, a date (its last instant in UTC), or an aware
            datetime; None means now.
        fail_on: the lowest severity that gates, or "never"; None means as configured, else low.
        select: ids of the only policies to evaluate; one text is one id, none means all.
        vendors: ids of the only vendors to check; one text is one id, none means all.
        jobs: number of processes that decide; the result is the same for every number.
        since: an earlier report in JSON to compare with (`report.since`).
        waivers: findings that somebody accepted; None means as configured, else
            `waivers.yaml`, if it is there.
        baseline: findings that were known before and do not gate (`vendorgate baseline write`).
        executor: carries out the reading and deciding, elsewhere (docs/scale.md); the result is
            the same, and `jobs` is not given. None means this process, or `jobs`.

    Returns:
        The report (every cell with its verdict, every vendor, the exit code) and its explainer.

    Raises:
        InputError: files that cannot be read or are not valid; `problems` has all.
        UsageError: an argument that cannot be used, which it names, or something that is asked for
            and not there.
        MachineError: processes or the executor failed.
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
    )._replace(
        jobs=arguments.jobs("jobs", jobs),
        since=arguments.maybe("since", since),
        baseline=arguments.maybe("baseline", baseline),
    )
    if executor is None:
        checked = check_(request)
    elif jobs > 1:
        raise UsageError("'executor' and 'jobs' were both given (expected one of them)")
    else:
        checked = check_by(request, arguments.executor("executor", executor))
    return ExplainedReport(checked.report, checked.explainer())


def explain(
    policy: str,
    subject: str,
    *paths: Path,
    policies: Path | Iterable[Path] = (),
    config: Path | None = None,
    as_of: Moment | None = None,
    waivers: Path | None = None,
) -> Account:
    """Explain one verdict: `vendorgate explain`.

    Args:
        policy: its id.
        subject: as a report prints it, like `acme/data/health`; `str(cell.subject)` will do.
        paths: as in `check`; `policies`, `config`, `as_of` and `waivers`, too.

    Returns:
        The message, the condition clause by clause, the evidence, and what would make it pass.

    Raises:
        InputError: files that cannot be read or are not valid; `problems` has all.
        UsageError: an argument that cannot be used, or a policy or subject that is not there.
    """
    request = arguments.request(paths, policies, config, as_of, waivers=waivers)
    return explain_(request, arguments.text("policy", policy), arguments.text("subject", subject))


def lint(*paths: Path, config: Path | None = None) -> LintReport:
    """Lint policies: `vendorgate lint`.

    Args:
        paths: policy files or folders, or "shipped"; none means one's own, as configured or
            `policies/`; if there are none, the shipped pack.
        config: the configuration; None means `vendorgate.yaml`, if it is there.

    Returns:
        Every diagnostic, by place; files that cannot be read are among them.

    Raises:
        UsageError: an argument that cannot be used, or there is no policy.
    """
    return lint_(
        arguments.paths("paths", paths),
        config=arguments.maybe("config", config),
    )


def test(  # it is named as the command, and no test: `__test__` below tells pytest so
    *paths: Path,
    config: Path | None = None,  # noqa: PT028
    select: str | Iterable[str] = (),  # noqa: PT028
    jobs: int = 1,  # noqa: PT028
) -> SuiteReport:
    """Run the tests of policies: `vendorgate test`.

    Args:
        paths: policy files or folders, or "shipped"; none means one's own, as configured or
            `policies/`; if there are none, the shipped pack.
        config: overrides under which to test; None tests the policies as their files say them.
        select: ids of the only policies to test; one text is one id, none means all.
        jobs: number of processes; the result is the same for every number.

    Returns:
        Every case with its outcome.

    Raises:
        InputError: files that cannot be read or are not valid; `problems` has all.
        UsageError: an argument that cannot be used, or there is no policy.
    """
    work = plan(
        arguments.paths("paths", paths),
        config=arguments.maybe("config", config),
        select=arguments.ids("select", select),
    )
    jobs = arguments.jobs("jobs", jobs)
    return run(work.policies, work.cases, work.sources, jobs=jobs, progress=_silent)


test.__test__ = False  # type: ignore[attr-defined]


def _silent(_done: int, _of: int) -> None:
    pass
