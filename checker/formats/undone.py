"""A run that came to no report, told in the format of the report that it was asked to write."""

from typing import Any

from checker.formats import icalendar, junit, lint_json, sarif, test_json
from checker.formats.json_document import document, encoded, lines
from checker.formats.problems import render_problem
from checker.problems import Problem
from checker.report import account, forecast, report
from checker.report.undone import NOWHERE, Undone
from checker.version import __version__

_SCHEMAS = {
    "check": report.SCHEMA,
    "test": test_json.SCHEMA,
    "lint": lint_json.SCHEMA,
    "forecast": forecast.SCHEMA,
    "explain": account.SCHEMA,
}


def render(command: str, format_: str, undone: Undone) -> str:
    """The whole document; ends with a line break.

    Args:
        command: the command that was run.
        format_: one of the formats of the command.
    """
    match format_:
        case "json":
            members = {
                "problems": lines(map(_problem, undone.problems)),
                "exit_code": encoded(int(undone.code)),
            }
            return document(_SCHEMAS[command], __version__, members)
        case "junit":
            return junit.render_undone(undone)
        case "sarif":
            return sarif.render_undone(undone)
        case "ics":
            return icalendar.render_undone(undone)
        case "html":
            # Templates are dear, and few runs are asked for any.
            from checker.formats.html import page  # noqa: PLC0415

            return page.render_undone(undone)
        case _:
            head = (
                f"vendorgate {command}: no report, as the run ended with exit code {undone.code:d}"
            )
            return "".join([f"{head}\n", *map(render_problem, undone.problems)])


def _problem(problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "path": None if place == NOWHERE else place.path,
        "line": place.line,
        "column": place.column,
        "message": problem.message,
        "hint": problem.hint,
    }
