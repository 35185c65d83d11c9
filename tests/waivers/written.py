"""Waivers as somebody writes them, and runs with them."""

from collections.abc import Mapping, Sequence
from typing import Any

from checker.evaluate.decide import decide
from checker.evaluate.run import Run
from checker.evaluate.settle import settle
from checker.parse.document import parse
from checker.policy.policy import Policy
from checker.report.report import Report
from checker.waivers.read import waivers
from checker.waivers.waiver import LIVES, WaiverFile
from tests.data import dumped

VALID: Mapping[str, Any] = {
    "id": "w",
    "policy": "p",
    "vendor": "acme",
    "reason": "the vendor migrates",
    "owner": "Ann",
    "approved_by": "Bob",
    "created": "2031-05-01",
    "expires": "2031-06-15",
}
"""A waiver of `p` on `acme`, in force at `tests.runs.NOW` (2031-05-15, noon) for 31 more days."""


def entry(**changes: Any) -> dict[str, Any]:
    """The valid waiver, changed; None takes a key out."""
    told = {**VALID, **changes}
    return {key: value for key, value in told.items() if value is not None}


def text(*entries: Mapping[str, Any]) -> str:
    return dumped({"waivers": [dict(each) for each in entries]})


def file(policies: Sequence[Policy], *entries: Mapping[str, Any]) -> WaiverFile:
    read = waivers(parse("waivers.yaml", text(*entries).encode()))
    return WaiverFile(read, LIVES, frozenset(policy.id for policy in policies))


def waived(run: Run, *entries: Mapping[str, Any]) -> Report:
    """The report of a run with waivers."""
    with_waivers = run._replace(waivers=file(run.policies, *entries))
    return settle(with_waivers, decide(with_waivers))


def verdicts(report: Report) -> dict[str, str]:
    """The verdict of each cell, by policy and subject."""
    return {
        f"{report.policies[cell.policy].id} {cell.subject}": cell.verdict.value
        for cell in report.cells
    }


def told(report: Report) -> list[tuple[str, str, str]]:
    """The defects: rule, severity, message."""
    return [(d.rule.value, d.severity.value, d.message) for d in report.waivers.defects]
