"""SARIF's `baselineState`: whether a result was there before, and was the same then.

Nothing is told as `absent`: GitHub does not name the state among what it reads, and would show
what is fixed as an open alert.
"""

from collections.abc import Callable

from checker.report.gate import QUIET
from checker.report.report import Report, Result, fingerprint


def states(report: Report) -> Callable[[Result], str]:
    """The state of a result; empty where nothing is known of before.

    A baseline goes before an earlier report, as it is what spares findings.
    """
    since = report.since
    if report.baseline is not None or since is None:
        return _by_baseline
    # An earlier report about a part says nothing of the rest: what it lacks need not be new.
    new = {fingerprint(c.policy, c.subject) for c in (*since.failing, *since.unknown)}

    def by_earlier(result: Result) -> str:
        if result.before is None:
            return "new" if result.fingerprint in new else ""
        if result.before in QUIET:
            return "new"
        return "unchanged" if result.before is result.verdict else "updated"

    return by_earlier


def _by_baseline(result: Result) -> str:
    if not result.baseline:
        return ""
    return "unchanged" if result.baseline == "known" else "new"
