"""The table: a report for a person at a terminal or in the log of a CI job.

It answers in this order: is it compliant, what must be changed, how does each vendor stand, and
what was not checked. The only door of tabulate.
"""

from collections.abc import Iterator

from checker.formats.baseline import fixed
from checker.formats.columns import GAP, TextTable
from checker.formats.findings import chosen, findings
from checker.formats.headline import headline
from checker.formats.matrix import matrix
from checker.formats.missing import missing
from checker.formats.problems import render_no_report
from checker.formats.style import Colour, Style
from checker.formats.unchecked import unchecked
from checker.formats.waivers import waivers
from checker.report.report import Explainer, Report
from checker.report.undone import Undone

WIDTH = 100
"""Columns of a line where it is not shown on a terminal."""


def render(
    report: Report, explainer: Explainer, *, width: int = WIDTH, colour: bool = False
) -> str:
    """The report as text that ends with a line break.

    Args:
        report: any run, green or not.
        explainer: of that run.
        width: columns that a line may take; only what cannot be broken is longer.
        colour: whether the words that matter are coloured, too.
    """
    style = Style(colour)
    lines = list(headline(report, width=width, style=style))
    shown = chosen(report, explainer)
    results = [each.result for each in shown]
    for title, section in (
        ("Findings, worst first", findings(report, shown, width=width, style=style)),
        ("Not recorded, behind several of these findings", missing(results)),
        ("Fixed since the baseline", fixed(report, width=width)),
        ("Waivers", waivers(report, width=width, style=style)),
        ("Verdicts", _drawn(matrix(report, width=width - GAP, style=style), style)),
        ("Not checked, or changed by configuration", unchecked(report, width=width)),
    ):
        body = list(section)
        if body:
            lines += ["", style(Colour.BOLD, title), *body]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def render_undone(undone: Undone) -> str:
    """The text of a run that came to no report; ends with a line break."""
    return render_no_report("check", undone)


def _drawn(parts: Iterator[str | TextTable], style: Style) -> Iterator[str]:
    for part in parts:
        if isinstance(part, TextTable):
            yield from (f"  {line}" for line in _lines(part, style))
        else:
            yield part


def _lines(text_table: TextTable, style: Style) -> list[str]:
    # A green run that only says so must not pay for the import.
    from tabulate import tabulate  # noqa: PLC0415

    rows = [
        [
            styled.text if styled.colour is None else style(styled.colour, styled.text)
            for styled in row
        ]
        for row in text_table.rows
    ]
    align = ["left"] * (len(text_table.headers) - text_table.counts) + ["right"] * text_table.counts
    # Headers of its own would be padded by two columns each.
    drawn = tabulate(
        [*text_table.top(), *rows], tablefmt="plain", disable_numparse=True, colalign=align
    )
    return drawn.splitlines()
