"""The matrix as tables: vendors by policies, in as many tables side by side as the width asks."""

from collections.abc import Iterator, Sequence

from checker.formats.columns import Column, StyledText, TextTable
from checker.formats.grid import Entry, Grid, grid
from checker.formats.marks import COLOURS, MARKS, NOTHING
from checker.formats.policies import applied
from checker.formats.style import Colour
from checker.formats.summary import number
from checker.formats.width import cut, hanging
from checker.report.report import Report

_LABEL = 32


def matrix(report: Report, *, width: int) -> Iterator[str | TextTable]:
    """Tables to draw and lines between them; a column has the number of its policy."""
    whole = grid(report)
    policies = applied(report)
    if not policies or not whole.rows:
        return
    names = Column("", [StyledText(cut(name, _LABEL)) for name, _ in whole.rows])
    own = [_column(whole, n, str(place + 1)) for place, n in enumerate(policies)]
    for table in _tables(names, own, width):
        yield table
        yield ""
    yield from hanging("  ", _legend(whole, policies), width)


def _column(whole: Grid, policy: int, header: str) -> Column:
    return Column(header, [_square(entries.get(policy)) for _, entries in whole.rows])


def _square(entry: Entry | None) -> StyledText:
    if entry is None:
        return StyledText(NOTHING, Colour.DIM)
    count = f"{entry.alike}" if entry.checks > 1 else ""
    return StyledText(f"{MARKS[entry.verdict]}{count}", COLOURS[entry.verdict])


def _tables(names: Column, columns: Sequence[Column], width: int) -> Iterator[TextTable]:
    """Tables of as many columns as fit, one at least."""
    own: list[Column] = []
    for column in columns:
        if own and TextTable([names, *own, column]).width > width:
            yield TextTable([names, *own])
            own = []
        own.append(column)
    yield TextTable([names, *own])


def _legend(whole: Grid, policies: Sequence[int]) -> str:
    entries = [entry for _, row in whole.rows for entry in row.values()]
    notes = [
        f"{MARKS[verdict]} {verdict.value}"
        for verdict in MARKS
        if any(entry.verdict is verdict for entry in entries)
    ]
    if any(policy not in row for _, row in whole.rows for policy in policies):
        notes.append(f"{NOTHING} nothing to check")
    several = [entry for entry in entries if entry.checks > 1]
    if several:
        # One that stands in the grid: of several checks not all alike, if there is such an entry.
        example = min(several, key=lambda entry: entry.alike == entry.checks)
        sign = f"{MARKS[example.verdict]}{example.alike}"
        notes.append(f"{sign}: {example.alike} of {example.checks} checks")
    if whole.hidden:
        notes.append(f"{number(whole.hidden, 'vendor')} not shown (-o csv, html and json have all)")
    return "; ".join(notes)
