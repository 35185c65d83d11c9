"""The table: a report for a person at a terminal or in the log of a CI job.

It answers in this order: is it compliant, how does each vendor stand, what must be changed, what
must be recorded, how does each policy stand, and what was not checked. The only door of tabulate.
"""

from collections.abc import Iterator, Sequence

from checker.formats.baseline import fixed
from checker.formats.columns import TextTable
from checker.formats.findings import Findings, Shown, brief, detailed, explained, finding
from checker.formats.headline import headline
from checker.formats.matrix import matrix
from checker.formats.policies import applied, policy_table, shared_lines, unknown
from checker.formats.problems import render_no_report
from checker.formats.records import records
from checker.formats.selected import Foresee, ordered, selected, unforeseen
from checker.formats.style import Colour, Style
from checker.formats.summary import number
from checker.formats.unchecked import unchecked
from checker.formats.vendors import LIMIT, Row, hidden, ranked, standing, vendor_table
from checker.formats.waivers import waivers
from checker.formats.width import hanging
from checker.report.report import Explainer, Report
from checker.report.undone import Undone
from checker.verdict import Verdict

WIDTH = 100
"""Columns of a line where it is not shown on a terminal."""


def render(
    report: Report,
    explainer: Explainer,
    *,
    width: int = WIDTH,
    colour: bool = False,
    verbose: bool = False,
    foresee: Foresee = unforeseen,
) -> str:
    """The report as text that ends with a line break.

    Args:
        report: any run, green or not.
        explainer: of that run.
        width: columns that a line may take; only what cannot be broken is longer.
        colour: whether the words that matter are coloured, too.
        verbose: whether findings are told with their evidence, also unknown ones, and the matrix.
        foresee: is told which cells the explainer will be asked for.
    """
    page = _Page(report, width, Style(colour), verbose=verbose)
    cells = selected(report)
    foresee([*cells.errors, *cells.unknown])
    rows = ranked(report)
    cells = ordered(cells, report, {row.key: rank for rank, row in enumerate(rows)})
    foresee(cells.fails[: cells.explained])
    told = explained(cells, report, explainer)
    lines = list(headline(report, width=width, style=page.style))
    for title, section in (
        ("Policies that cannot be evaluated: correct them, not the inventory", page.errors(told)),
        ("", page.vendors(rows)),
        ("What fails, by vendor", page.fails(told, rows)),
        ("What is unknown, by vendor", page.unknown(told, rows)),
        ("What to record, and how many checks wait for it", page.records(told, rows)),
        ("Fixed since the baseline", fixed(report, width=width)),
        ("Waivers", waivers(report, width=width, style=page.style)),
        ("", page.policies()),
        ("Matrix", page.matrix()),
        ("Not checked, waived, or changed by configuration", unchecked(report, width=width)),
    ):
        body = list(section)
        if body:
            heading = [page.style(Colour.BOLD, title)] if title else []
            lines += ["", *heading, *body]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def render_undone(undone: Undone) -> str:
    """The text of a run that came to no report; ends with a line break."""
    return render_no_report("check", undone)


class _Page:
    """The sections of a report, each as lines; empty where there is nothing to say."""

    def __init__(self, report: Report, width: int, style: Style, *, verbose: bool) -> None:
        self.style = style
        self._report = report
        self._width = width
        self._verbose = verbose

    def errors(self, told: Findings) -> Iterator[str]:
        """Some of the subjects of each policy that has errors."""
        for shown in told.errors:
            yield from detailed(shown, width=self._width, style=self.style)
        more = self._report.summary.verdicts.get(Verdict.ERROR, 0) - len(told.errors)
        if more:
            yield f"  and {number(more, 'more check', 'more checks')}"

    def vendors(self, rows: Sequence[Row]) -> Iterator[str]:
        """A row a vendor."""
        if rows:
            yield from self._drawn(vendor_table(rows[:LIMIT]))
        if rows[LIMIT:]:
            yield f"  {hidden(rows[LIMIT:])}"

    def fails(self, told: Findings, rows: Sequence[Row]) -> Iterator[str]:
        """Every fail; those that are not explained in one line."""
        yield from self._by_vendor(told.fails, rows, verbose=self._verbose)
        if told.brief:
            yield ""
            text = f"{len(told.brief):,} more; why: vendorgate explain POLICY SUBJECT"
            yield from hanging("  ", text, self._width)
        for cell in told.brief:
            yield brief(cell, self._report, self.style)

    def unknown(self, told: Findings, rows: Sequence[Row]) -> Iterator[str]:
        """The unknown checks with their evidence, if that was asked for."""
        if self._verbose:
            yield from self._by_vendor(told.unknown, rows, verbose=True)

    def _by_vendor(
        self, findings: Sequence[Shown], rows: Sequence[Row], *, verbose: bool
    ) -> Iterator[str]:
        headings = {row.key: row for row in rows}
        last = None
        for shown in findings:
            key = shown.cell.subject.inventory, shown.cell.subject.vendor
            if key != last:
                yield from [""] if last else []
                row = headings.get(key)
                yield from hanging("", standing(row, self.style) if row else "", self._width)
                last = key
            told = detailed if verbose else finding
            yield from told(shown, width=self._width, style=self.style)

    def records(self, told: Findings, rows: Sequence[Row]) -> Iterator[str]:
        """The records that unknown checks wait for."""
        names = {row.key: row.name for row in rows}
        vendors = self._report.summary.vendors
        yield from records(told, names, vendors=vendors, width=self._width)
        if told.untold:
            text = f"and what {told.untold:,} more unknown checks wait for (-o json has all)"
            yield from hanging("  ", text, self._width)

    def policies(self) -> Iterator[str]:
        """A row a policy; without `--verbose` those of which nothing is known may share lines."""
        policies = applied(self._report)
        shared = () if self._verbose else unknown(self._report, policies)
        rows = [n for n in policies if n not in shared]
        if rows:
            yield from self._drawn(policy_table(self._report, rows, numbered=self._verbose))
        elif shared:
            yield self.style(Colour.BOLD, "Policies")
        yield from shared_lines(self._report, shared, width=self._width, style=self.style)

    def matrix(self) -> Iterator[str]:
        """The matrix, if it was asked for."""
        for part in matrix(self._report, width=self._width) if self._verbose else ():
            yield from self._drawn(part) if isinstance(part, TextTable) else [part]

    def _drawn(self, table: TextTable) -> Iterator[str]:
        return drawn(table, width=self._width, style=self.style)


def drawn(table: TextTable, *, width: int, style: Style) -> Iterator[str]:
    """The lines of a table, with as much of it as the width holds."""
    # A green run that only says so must not pay for the import.
    from tabulate import tabulate  # noqa: PLC0415

    fitted = table.fitted(width)
    headers = [style(Colour.BOLD, column.header) for column in fitted.columns]
    rows = [
        [each.text if each.colour is None else style(each.colour, each.text) for each in r]
        for r in fitted.rows()
    ]
    align = ["right" if column.numeric else "left" for column in fitted.columns]
    # Headers of its own would be padded by two columns each.
    text = tabulate([headers, *rows], tablefmt="plain", disable_numparse=True, colalign=align)
    yield from text.splitlines()
