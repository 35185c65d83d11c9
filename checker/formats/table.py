"""The table: a report for a person at a terminal or in the log of a CI job.

It answers in this order: is it compliant, what must be changed, how does each vendor stand, and
what was not checked. The only door of tabulate.
"""

from collections.abc import Iterator

from checker.formats.findings import chosen, findings
from checker.formats.headline import headline
from checker.formats.matrix import matrix
from checker.formats.missing import missing
from checker.formats.paint import Colour, Paint
from checker.formats.sheet import GAP, Sheet
from checker.formats.unchecked import unchecked
from checker.report.report import Explainer, Report


def render(report: Report, explainer: Explainer, *, width: int, colour: bool) -> str:
    """The report as text that ends with a line break.

    Args:
        report: any run, green or not.
        explainer: of that run.
        width: columns that a line may take; only what cannot be broken is longer.
        colour: whether the words that matter are coloured, too.
    """
    paint = Paint(colour)
    lines = list(headline(report, width=width, paint=paint))
    shown = chosen(report, explainer)
    results = [each.result for each in shown]
    for title, section in (
        ("Findings, worst first", findings(report, shown, width=width, paint=paint)),
        ("Not recorded, behind several of these findings", missing(results)),
        ("Verdicts", _drawn(matrix(report, width=width - GAP, paint=paint), paint)),
        ("Not checked, or changed by configuration", unchecked(report, width=width)),
    ):
        body = list(section)
        if body:
            lines += ["", paint(Colour.BOLD, title), *body]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _drawn(parts: Iterator[str | Sheet], paint: Paint) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Sheet):
            yield from (f"  {line}" for line in _lines(part, paint))
        else:
            yield part


def _lines(sheet: Sheet, paint: Paint) -> list[str]:
    # A green run that only says so must not pay for the import.
    from tabulate import tabulate  # noqa: PLC0415

    rows = [
        [ink.text if ink.colour is None else paint(ink.colour, ink.text) for ink in row]
        for row in sheet.rows
    ]
    align = ["left"] * (len(sheet.headers) - sheet.counts) + ["right"] * sheet.counts
    # Headers of its own would be padded by two columns each.
    drawn = tabulate([*sheet.top(), *rows], tablefmt="plain", disable_numparse=True, colalign=align)
    return drawn.splitlines()
