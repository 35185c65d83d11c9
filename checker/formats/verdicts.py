"""The verdicts of one vendor, each with the name by which it can be explained."""

from collections.abc import Iterator

from checker.formats.columns import Column, StyledText, TextTable
from checker.formats.escape import plain
from checker.formats.marks import COLOURS, MARKS, SEVERITIES
from checker.formats.moment import moment
from checker.formats.style import Style
from checker.formats.table import drawn
from checker.formats.vendors import Row, standing, vendor_rows
from checker.formats.width import hanging
from checker.report.matrix import Cell
from checker.report.report import Report

_NAME = 12


def render(report: Report, *, width: int, colour: bool) -> str:
    """The list as text that ends with a line break.

    Args:
        report: of one vendor, in one inventory or in several.
        width: columns that a line may take; only what cannot be broken is longer.
        colour: whether the words that matter are coloured, too.
    """
    style = Style(colour)
    return "".join(
        f"{line.rstrip()}\n"
        for row in vendor_rows(report)
        for line in _vendor(report, row, width, style)
    )


def _vendor(report: Report, row: Row, width: int, style: Style) -> Iterator[str]:
    verdict = row.entry.verdict
    told = f"{MARKS[verdict]} {verdict.value}"
    yield from hanging("", f"{style(COLOURS[verdict], told)} {standing(row, style)}", width)
    yield f"  as of {moment(plain(report.as_of))}"
    yield ""
    order = list(MARKS)
    cells = sorted(
        report.cells.about({row.key}),
        key=lambda cell: (
            order.index(cell.verdict),
            report.policies[cell.policy].severity.rank,
            cell.policy,
        ),
    )
    yield from drawn(_table(report, cells), width=width, style=style)
    yield ""
    yield from hanging("", "why: vendorgate explain POLICY SUBJECT", width)


def _table(report: Report, cells: list[Cell]) -> TextTable:
    policies = [report.policies[cell.policy] for cell in cells]
    return TextTable(
        [
            Column(
                "Verdicts",
                [
                    StyledText(f"{MARKS[cell.verdict]} {cell.verdict.value}", COLOURS[cell.verdict])
                    for cell in cells
                ],
            ),
            Column(
                "severity",
                [StyledText(each.severity.value, SEVERITIES[each.severity]) for each in policies],
            ),
            Column("policy", [StyledText(plain(each.id)) for each in policies], least=_NAME),
            Column("subject", [StyledText(plain(str(cell.subject))) for cell in cells]),
        ]
    )
