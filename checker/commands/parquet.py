"""The tables of a check: a folder of Parquet files."""

from collections.abc import Iterable
from importlib import import_module

from checker import parts
from checker.errors import UsageError
from checker.formats.tables import SCHEMA, SUMMARY, TABLES
from checker.output import blocked, lying_in
from checker.report.report import Explainer
from checker.usecases.check import Checked

LAYOUT = parts.Layout(SUMMARY, SCHEMA, TABLES)


def refuse(folder: str | None, read: tuple[str, ...], others: Iterable[str | None]) -> None:
    """Refuse what cannot take the tables, before anything is read.

    Args:
        folder: the target; None is standard output.
        read: the folders that the run reads whatever lies in them.
        others: the targets of other reports.

    Raises:
        UsageError: it is no folder, one that is read, one that another report is to be in, or
            pyarrow is not installed.
    """
    if folder is None:
        raise UsageError("'-o parquet' names no folder (expected parquet=DIR)")
    if blocked(folder):
        raise UsageError(f"'{folder}' is no folder (expected parquet=DIR)")
    around = lying_in(f"{folder}/{LAYOUT.listing}", read)
    if around is not None:
        raise UsageError(
            f"'{folder}' lies in '{around}', which is read: the next run would take the summary "
            "for an input",
            "write it to another folder, such as reports/",
        )
    for other in others:
        if other is not None and lying_in(other, (folder,)):
            raise UsageError(
                f"'{other}' lies in '{folder}', which holds the tables and nothing else",
                "write it to another folder",
            )
    try:
        import_module("checker.formats.parquet")
    except ImportError as error:
        raise UsageError(
            "'-o parquet' needs pyarrow, which is not installed",
            "pip install 'vendorgate[parquet]'",
        ) from error


def deliver(checked: Checked, folder: str, explainer: Explainer) -> None:
    """Write the tables into the folder, in place of those of an earlier run.

    Raises:
        OutputError: they could not be written.
    """
    from checker.formats.parquet import files  # noqa: PLC0415 an extra, and dear

    made = files(checked.report, explainer, checked.graph)
    inputs = [each.path for each in checked.report.inputs]
    parts.replace(folder, LAYOUT, ((each.path, each.content) for each in made), inputs=inputs)
