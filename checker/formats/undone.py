"""A run that came to no report, told in the format of the report that it was asked to write."""

from checker.formats import (
    config_json,
    controls_csv,
    controls_json,
    exposure_json,
    icalendar,
    lint_json,
    markdown,
    owners_csv,
    owners_json,
    registry,
    tables,
    test_json,
    test_junit,
    whatif_json,
)
from checker.formats.graph import undone as graph_undone
from checker.formats.json_document import no_report
from checker.formats.problems import render_no_report
from checker.report import account, attestation, diff, forecast, history, verification
from checker.report.undone import Undone

_SCHEMAS = {
    "test": test_json.SCHEMA,
    "lint": lint_json.SCHEMA,
    "exposure": exposure_json.SCHEMA,
    "exposure --without": whatif_json.WITHOUT,
    "exposure --worst": whatif_json.WORST,
    "forecast": forecast.SCHEMA,
    "diff": diff.SCHEMA,
    "history": history.SCHEMA,
    "explain": account.SCHEMA,
    "report controls": controls_json.SCHEMA,
    "report owners": owners_json.SCHEMA,
    "report verify": verification.SCHEMA,
    "report verify --key": attestation.SCHEMA,
    "config": config_json.SCHEMA,
}


def render(command: str, format_: str, undone: Undone) -> str:
    """The whole document; ends with a line break.

    Args:
        command: the command that was run; with what it was to tell, where it tells several things.
        format_: one of the formats of the command.
    """
    if (command, format_) == ("check", "parquet"):
        return tables.render_undone(undone)
    if command == "check":
        return registry.FORMATS[format_].render_undone(undone)
    if command == "graph":
        return graph_undone.render(format_, undone)
    match format_:
        case "json":
            return no_report(_SCHEMAS[command], undone)
        case "junit":
            return test_junit.render_undone(undone)
        case "markdown":
            return markdown.render_undone(undone)
        case "html":
            return registry.FORMATS["html"].render_undone(undone)
        case "oscal":
            return registry.FORMATS["oscal"].render_undone(undone)
        case "csv" if command == "report owners":
            return owners_csv.render_undone(undone)
        case "csv":
            return controls_csv.render_undone(undone)
        case "ics":
            return icalendar.render_undone(undone)
        case _:
            return render_no_report(command, undone)
