"""The vendors, one row each, the worst first: may it be used, what stands against it, who acts."""

from collections import Counter
from collections.abc import Iterator, Sequence

from checker.formats.columns import Column, StyledText, TextTable
from checker.formats.escape import plain
from checker.formats.marks import COLOURS, MARKS, SEVERITIES
from checker.formats.style import Colour, Style
from checker.record import NamedTuple
from checker.report.matrix import CODES, VendorCells
from checker.report.report import Report
from checker.report.subject import WHOLES, Subject
from checker.report.vendors import COUNTED, VendorEntry, by_severity, entry, urgency
from checker.verdict import Severity, Verdict

LIMIT = 500
"""Vendors that have a row: nobody reads more, and a table is slow to draw."""

_SHORT = {Severity.CRITICAL: "crit", Severity.MEDIUM: "med"}
_NAME = 12
_OWNER = 8


class Row(NamedTuple):
    """A vendor, or an inventory or the portfolio as if it were one."""

    name: str
    entry: VendorEntry

    @property
    def key(self) -> tuple[str, str]:
        """The inventory and the vendor that subjects of the row name."""
        return self.entry.inventory, self.entry.id


def ranked(report: Report) -> list[Row]:
    """The vendors, the worst first, then the portfolio and the inventories with findings."""
    return [*vendor_rows(report), *_wholes(report)]


def vendor_rows(report: Report) -> list[Row]:
    """The vendors, the worst first, each with its inventory if there are several."""
    several = len(report.inventories) > 1
    return [
        Row(plain(f"{each.id} ({each.inventory})" if several else each.id), each)
        for each in sorted(report.vendors, key=urgency)
    ]


def _wholes(report: Report) -> Iterator[Row]:
    blocks, size = report.blocks(wholes=True), len(report.policies)
    groups = by_severity([policy.severity for policy in report.policies])
    own: dict[Subject, list[bytes]] = {}
    for n, policy in enumerate(report.policies):
        if policy.subject_kind in WHOLES:
            for cell in report.cells.select(n, frozenset(COUNTED)):
                own.setdefault(cell.subject, [b""] * size)[n] = bytes([CODES[cell.verdict]])
    for subject, codes in own.items():
        told = entry(VendorCells(subject, None, codes), groups, blocks(subject), None)
        portfolio = subject.subject_kind == "portfolio"
        yield Row("(portfolio)" if portfolio else plain(f"(inventory {subject.id})"), told)


def vendor_table(rows: Sequence[Row]) -> TextTable:
    """A row a vendor: its verdict, its fails by severity, what is unknown, who acts, by when."""
    entries = [row.entry for row in rows]
    info = any(each.counts[Verdict.FAIL][Severity.INFO] for each in entries)
    severities = [each for each in Severity if info or each is not Severity.INFO]
    verdicts = [
        StyledText(f"{MARKS[each.verdict]} {each.verdict.value}", COLOURS[each.verdict])
        for each in entries
    ]
    columns = [
        Column("Vendors", [StyledText(row.name) for row in rows], least=_NAME),
        Column("verdict", verdicts),
        *(_fails(severity, entries) for severity in severities),
        _count(Verdict.UNKNOWN, "unknown", "?", entries),
    ]
    if any(each.count(Verdict.WAIVED) for each in entries):
        columns.append(_count(Verdict.WAIVED, "waived", "~", entries)._replace(optional=True))
    days = [StyledText("" if each.next is None else each.next.day) for each in entries]
    owners = [StyledText(plain(each.owner)) for each in entries]
    if any(day.text for day in days):
        columns.append(Column("next", days, optional=True))
    if any(owner.text for owner in owners):
        columns.append(Column("owner", owners, least=_OWNER, optional=True))
    return TextTable(columns)


def _fails(severity: Severity, entries: Sequence[VendorEntry]) -> Column:
    counts = [each.counts[Verdict.FAIL][severity] for each in entries]
    texts = [StyledText(f"{count or ''}", SEVERITIES[severity]) for count in counts]
    return Column(severity.value, texts, short=_SHORT.get(severity, ""), numeric=True)


def _count(verdict: Verdict, header: str, short: str, entries: Sequence[VendorEntry]) -> Column:
    texts = [StyledText(f"{each.count(verdict) or ''}", COLOURS[verdict]) for each in entries]
    return Column(header, texts, short=short, numeric=True)


def hidden(rows: Sequence[Row]) -> str:
    """`9,500 more, none worse: 1,200 fail, 8,300 unknown`; of rows in order."""
    verdicts = Counter(row.entry.verdict.value for row in rows)
    parts = [f"{count:,} {verdict}" for verdict, count in verdicts.items()]
    return f"{len(rows):,} more, none worse: {', '.join(parts)} (-o json has all)"


def standing(row: Row, style: Style) -> str:
    """`acme: 1 critical, 2 high fail, 4 unknown, owner: Data Platform`."""
    fails = row.entry.counts[Verdict.FAIL]
    parts = [f"{count:,} {severity.value}" for severity, count in fails.items() if count]
    told = [f"{', '.join(parts)} fail"] if parts else []
    unknown = row.entry.count(Verdict.UNKNOWN)
    told += [f"{unknown:,} unknown"] if unknown else []
    if row.entry.id:
        told.append(f"owner: {plain(row.entry.owner)}" if row.entry.owner else "owner not recorded")
    return f"{style(Colour.BOLD, row.name)}: {', '.join(told)}"
