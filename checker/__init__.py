"""vendorgate: policy-as-code for the vendors that a company depends on.

from checker import check

report = check("inventories/", as_of="2031-05-15")
report.exit_code                                    # 0, 1 or 2, as the command says
[cell.verdict for cell in report.cells]             # every policy on every subject
"""

from collections.abc import Sequence

from checker.report.report import Report
from checker.version import __version__ as __version__


def check(
    *paths: str,
    policies: Sequence[str] = (),
    config: str | None = None,
    as_of: str | None = None,
    fail_on: str = "low",
    select: Sequence[str] = (),
    vendors: Sequence[str] = (),
    jobs: int = 1,
) -> Report:
    """Check inventories against policies: what `vendorgate check` does, with its defaults.

    Returns:
        Every cell with its verdict, and the exit code.

    Raises:
        checker.errors.InputError: files that cannot be read or are not valid; `problems` has all.
        checker.errors.UsageError: something that is asked for is not there.
        ValueError: `fail_on` is no severity.
    """
    # The command line starts here too, and imports the pipeline only if the command needs it.
    from checker import clock  # noqa: PLC0415
    from checker.usecases.check import check as check_  # noqa: PLC0415
    from checker.usecases.load import Request  # noqa: PLC0415
    from checker.verdict import Severity  # noqa: PLC0415

    return check_(
        Request(
            paths=paths,
            policies=policies,
            config=config,
            as_of=None if as_of is None else clock.as_of(as_of),
            fail_on=Severity(fail_on),
            select=select,
            vendors=vendors,
            jobs=jobs,
        )
    ).report
