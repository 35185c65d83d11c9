"""The page of the roll-up by control, and what a report's page tells of controls."""

from collections.abc import Mapping, Sequence
from typing import Any

from checker.formats.controls import CAVEAT, bare, state
from checker.formats.frameworks import Supported
from checker.formats.html import anchors
from checker.formats.html.template import document, name
from checker.formats.marks import MARKS
from checker.formats.moment import moment
from checker.formats.summary import number
from checker.report.report import PolicyEntry, Report


def render(report: Report, cited: Sequence[Supported]) -> str:
    """The roll-up as one HTML file that ends with a line break."""
    return document(
        "controls_page.html",
        report=report,
        moment=moment(report.as_of),
        policies=policy_rows(report),
        verdicts=[verdict.value for verdict in MARKS],
        anchors=anchors,
        name=name,
        number=number,
        **values(cited),
    )


def values(cited: Sequence[Supported]) -> Mapping[str, Any]:
    """The values of the template `controls.html`."""
    return {"frameworks": cited, "state": state, "bare": bare, "caveat": CAVEAT}


def policy_rows(report: Report) -> Sequence[tuple[PolicyEntry, Sequence[int]]]:
    """The policies, each with its checks by verdict."""
    return [
        (policy, [report.cells.count(n, verdict) for verdict in MARKS])
        for n, policy in enumerate(report.policies)
    ]
