"""The roll-up by control for machines, as `controls.schema.json` has it."""

from collections.abc import Sequence
from typing import Any

from checker.formats.controls import CAVEAT, bare, state
from checker.formats.frameworks import Supported
from checker.formats.json_data import policy_data
from checker.formats.json_document import document, encoded, lines
from checker.formats.marks import MARKS
from checker.report.report import Report

SCHEMA = "vendorgate/controls/v1"


def render(report: Report, cited: Sequence[Supported], *, code: int) -> str:
    """The whole document.

    Args:
        report: of the run.
        cited: the frameworks to tell.
        code: the exit code of the command.
    """
    members = {
        "as_of": encoded(report.as_of),
        "inputs": lines(file._asdict() for file in report.inputs),
        "caveat": encoded(CAVEAT),
        "policies": lines(map(policy_data, report.policies)),
        "frameworks": lines(map(_framework, cited)),
        "undecided": lines(report.undecided),
        "exit_code": encoded(code),
    }
    return document(SCHEMA, report.version, members)


def _framework(framework: Supported) -> dict[str, Any]:
    return {
        "name": framework.name,
        "title": framework.title,
        "open": framework.open,
        "controls": [
            {
                "id": control.id,
                "title": control.title,
                "state": state(control),
                "counts": {
                    verdict.value: count
                    for verdict, count in zip(MARKS, control.counts, strict=True)
                },
                "policies": [policy.id for policy in control.policies],
            }
            for control in framework.controls
        ],
        "without_policy": list(bare(framework)),
    }
