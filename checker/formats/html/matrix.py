"""The matrix: vendors × policies, the worst vendors first and the gravest policies first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from checker.formats.grid import Entry
from checker.formats.html import anchors
from checker.formats.marks import MARKS
from checker.record import NamedTuple
from checker.report.gate import FINDINGS
from checker.report.matrix import VendorCells
from checker.report.reach import Reach
from checker.report.report import PolicyEntry, Report
from checker.report.subject import WHOLES, Subject
from checker.report.vendors import WORST, VendorEntry, urgency
from checker.verdict import Severity, Verdict

FIELDS = 45_000
"""Fields of a table that a browser filters without a stutter, and that take about 1.5 MB."""

_AROUND = 15
"""Fields that take as many bytes as the names, the owner and the anchors of a row."""


class Square(NamedTuple):
    """A field: what a policy says of a row, and the anchor of its evidence."""

    entry: Entry
    anchor: str


class Row(NamedTuple):
    """A vendor, an inventory or the portfolio, with a field for each column.

    Attributes:
        vendor: None for an inventory or the portfolio.
        squares: None where a policy has nothing to say, as the vendor has nothing of that kind.
    """

    subject: Subject
    name: str
    vendor: VendorEntry | None
    verdict: Verdict
    findings: int
    squares: tuple[Square | None, ...]


class Matrix(NamedTuple):
    """The matrix, as far as it is shown.

    Attributes:
        columns: the policies that applied, the gravest first, by their index in the report.
        severities: how many columns in a row have a severity.
        hidden: the vendors that have no row, by verdict.
    """

    columns: tuple[int, ...]
    severities: tuple[tuple[Severity, int], ...]
    rows: tuple[Row, ...]
    hidden: Mapping[Verdict, int]


def matrix(report: Report) -> Matrix:
    """The matrix of a report; of more vendors than a page can hold the worst."""
    columns = _columns(report)
    vendors = _ranked(report)
    most = room(FIELDS, columns)
    return Matrix(
        columns,
        _severities(report, columns),
        (*_vendors(report, vendors[:most], columns), *_wholes(report, columns)),
        Counter(vendor.verdict for vendor, _ in vendors[most:]),
    )


def empty(report: Report) -> Matrix:
    """The columns of the matrix of a report, without rows."""
    columns = _columns(report)
    return Matrix(columns, _severities(report, columns), (), {})


def every_row(report: Report, columns: Sequence[int]) -> Iterator[Row]:
    """Each row, one after another: inventories and the portfolio, then the worst vendors first."""
    yield from _wholes(report, columns)
    yield from _vendors(report, _ranked(report), columns)


def room(fields: int, columns: Sequence[int]) -> int:
    """The number of rows that so many fields are enough for, at least 1."""
    return max(fields // (len(columns) + _AROUND), 1)


def _columns(report: Report) -> tuple[int, ...]:
    return tuple(
        sorted(
            (n for n, policy in enumerate(report.policies) if policy.reach is Reach.APPLIED),
            key=lambda n: (report.policies[n].severity.rank, n),
        )
    )


def _severities(report: Report, columns: Sequence[int]) -> tuple[tuple[Severity, int], ...]:
    groups = groupby(report.policies[n].severity for n in columns)
    return tuple((severity, len(list(group))) for severity, group in groups)


def _ranked(report: Report) -> Sequence[tuple[VendorEntry, VendorCells]]:
    pairs = zip(report.vendors, report.cells.vendors(), strict=True)
    return sorted(pairs, key=lambda pair: urgency(pair[0]))


def _vendors(
    report: Report, vendors: Iterable[tuple[VendorEntry, VendorCells]], columns: Sequence[int]
) -> Iterator[Row]:
    several = len(report.inventories) > 1
    for vendor, own in vendors:
        subject = own.subject
        squares = tuple(_square(report.policies[n], subject, own.verdicts(n)) for n in columns)
        name = f"{vendor.id} ({vendor.inventory})" if several else vendor.id
        findings = vendor.count(*FINDINGS)
        yield Row(subject, name, vendor, vendor.verdict, findings, squares)


def _wholes(report: Report, columns: Sequence[int]) -> Iterator[Row]:
    """The rows of inventories and of the portfolio, which have fields for few policies."""
    found: dict[Subject, dict[int, Sequence[Verdict]]] = {}
    for column, n in enumerate(columns):
        if report.policies[n].subject_kind in WHOLES:
            for cell in report.cells.select(n, frozenset(Verdict)):
                found.setdefault(cell.subject, {})[column] = [cell.verdict]
    for subject, own in found.items():
        squares = tuple(
            _square(report.policies[n], subject, own.get(column, ()))
            for column, n in enumerate(columns)
        )
        verdicts = {square.entry.verdict for square in squares if square is not None}
        name = "(portfolio)" if subject.subject_kind == "portfolio" else f"(inventory {subject.id})"
        worst = next(verdict for verdict in WORST if verdict in verdicts)
        findings = sum(
            square is not None and square.entry.verdict in FINDINGS for square in squares
        )
        yield Row(subject, name, None, worst, findings, squares)


def _square(policy: PolicyEntry, subject: Subject, verdicts: Sequence[Verdict]) -> Square | None:
    if not verdicts:
        return None
    worst = next(verdict for verdict in MARKS if verdict in verdicts)
    entry = Entry(worst, verdicts.count(worst), len(verdicts))
    return Square(entry, anchors.of_cell(policy.id, subject))
