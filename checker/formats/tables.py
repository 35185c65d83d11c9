"""The tables of a report: the folder of `-o parquet`, without the library that writes it."""

from typing import Final

from checker.formats.json_document import no_report
from checker.report.undone import Undone

SCHEMA: Final = "vendorgate/summary/v1"
SUMMARY: Final = "summary.json"
TABLES: Final = ("cells", "findings", "edges")


def render_undone(undone: Undone) -> str:
    """The summary of a run that came to no report: there are no tables beside it."""
    return no_report(SCHEMA, undone)
