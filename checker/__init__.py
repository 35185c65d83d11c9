"""vendorgate: policy-as-code for the vendors that a company depends on.

from checker import check

report = check("inventories/", as_of="2031-05-15")
report.exit_code                                    # 0, 1 or 2, as the command says
[(vendor.id, vendor.verdict) for vendor in report.vendors]
[finding.message for finding in report.findings()]  # errors, then fails, the worst first

The names of the API are imported when they are first asked for: the command line starts here, too,
and need not pay for them. `__init__.pyi` tells type checkers where they come from.
"""

from checker.version import __version__ as __version__

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


def __getattr__(name: str) -> object:
    """A name of the API, imported at its first use."""
    if name not in __all__:
        raise AttributeError(f"module 'checker' has no attribute '{name}'")
    from checker import api  # noqa: PLC0415 see the module's docstring

    return getattr(api, name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
