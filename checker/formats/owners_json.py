"""The roll-up by owner for machines, as `owners.schema.json` has it."""

from typing import Any

from checker.formats.json_data import result_data
from checker.formats.json_document import document, encoded, lines
from checker.formats.owners import Owned, by_owner
from checker.report.report import Explainer, Report

SCHEMA = "vendorgate/owners/v1"


def render(report: Report, explainer: Explainer, *, code: int) -> str:
    """The whole document.

    Args:
        report: of the run.
        explainer: of that run.
        code: the exit code of the command.
    """
    members = {
        "as_of": encoded(report.as_of),
        "inputs": lines(file._asdict() for file in report.inputs),
        "owners": lines(_owner(report, explainer, owned) for owned in by_owner(report)),
        "undecided": lines(report.undecided),
        "exit_code": encoded(code),
    }
    return document(SCHEMA, report.version, members)


def _owner(report: Report, explainer: Explainer, owned: Owned) -> dict[str, Any]:
    return {
        "owner": owned.owner,
        "vendors": [{"inventory": each.inventory, "id": each.id} for each in owned.vendors],
        "blocking": owned.blocking,
        "findings": [result_data(report.result(cell, explainer)) for cell in owned.findings],
    }
