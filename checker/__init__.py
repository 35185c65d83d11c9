"""vendorgate: policy-as-code for the vendors that a company depends on.

from checker import check

report = check("inventories/", as_of="2031-05-15")
report.exit_code                                    # 0, 1 or 2, as the command says
[(vendor.id, vendor.verdict) for vendor in report.vendors]
[cell.verdict for cell in report.findings()]        # errors, then what gates, the worst first
"""

import os
from collections.abc import Iterable
from datetime import date, datetime

from checker.errors import InputError, OutputError, UsageError, VendorgateError
from checker.report.report import Report
from checker.verdict import Severity, Verdict
from checker.version import __version__ as __version__

__all__ = [
    "InputError",
    "OutputError",
    "Report",
    "Severity",
    "UsageError",
    "VendorgateError",
    "Verdict",
    "check",
]


def check(
    *paths: str | os.PathLike[str],
    policies: str | os.PathLike[str] | Iterable[str | os.PathLike[str]] = (),
    config: str | os.PathLike[str] | None = None,
    as_of: str | date | datetime | None = None,
    fail_on: str | Severity = Severity.LOW,
    select: str | Iterable[str] = (),
    vendors: str | Iterable[str] = (),
    jobs: int = 1,
) -> Report:
    """Check inventories against policies: `vendorgate check`, with its defaults.

    Args:
        paths: inventories, files or folders; none means `inventories/`.
        policies: policy files or folders; none means `policies/`, else the shipped pack.
        config: overrides of policies; None means `vendorgate.yaml`, if it is there.
        as_of: the moment of evaluation: RFC 3339, a date (its last instant in UTC), or an aware
            datetime; None means now.
        fail_on: the lowest severity that gates, or "never".
        select: ids of the only policies to evaluate; one text is one id, none means all.
        vendors: ids of the only vendors to check; one text is one id, none means all.
        jobs: number of processes that decide; the result is the same for every number.

    Returns:
        Every cell with its verdict, every vendor, and the exit code.

    Raises:
        InputError: files that cannot be read or are not valid; `problems` has all.
        UsageError: an argument that cannot be used, which it names, or something that is asked for
            and not there.
    """
    # The command line starts here too, and imports the use case only if the command needs it.
    from checker.usecases import arguments  # noqa: PLC0415
    from checker.usecases.check import check as check_  # noqa: PLC0415
    from checker.usecases.load import Request  # noqa: PLC0415

    return check_(
        Request(
            paths=arguments.paths("paths", paths),
            policies=arguments.paths("policies", policies),
            config=None if config is None else arguments.path("config", config),
            as_of=arguments.moment("as_of", as_of),
            fail_on=arguments.fail_on("fail_on", fail_on),
            select=arguments.ids("select", select),
            vendors=arguments.ids("vendors", vendors),
            jobs=arguments.jobs("jobs", jobs),
        )
    ).report
