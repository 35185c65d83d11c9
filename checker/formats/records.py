"""The records to make: of each that is missing, which vendors lack it, and which checks wait."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from checker.formats.escape import plain
from checker.formats.findings import Findings, Shown
from checker.formats.summary import number
from checker.formats.width import columns, wrapped
from checker.record import NamedTuple
from checker.report.report import Result
from checker.report.subject import Subject

_INDEX = re.compile(r"\[\d+\]")
_OWN = re.compile(r"^vendors\[\]\.")

Name = str
"""The name of the row of a vendor, of an inventory or of the portfolio."""


class Awaited(NamedTuple):
    """Records that the same vendors lack.

    Attributes:
        records: each with the number of checks that wait for it, the most first. A check that waits
            for several is counted at the first.
        names: of the vendors.
    """

    records: Sequence[tuple[str, int]]
    names: Sequence[Name]

    def of_all(self, vendors: int) -> str:
        """`all 12 vendors`, if that is who lacks them out of so many; else empty."""
        return f"all {number(vendors, 'vendor')}" if len(self.names) == vendors > 1 else ""


def records(
    findings: Findings, names: Mapping[tuple[str, str], Name], *, vendors: int, width: int
) -> Iterator[str]:
    """One entry for records that the same vendors lack, the one with most checks first.

    Args:
        findings: the unknown ones of them are told.
        names: of what checks are about, by inventory and vendor.
        vendors: how many there are.
        width: columns that a line may take.
    """
    for each in awaited(findings, names):
        parts = [f"{plain(record)} ({count:,})" for record, count in each.records]
        whole = each.of_all(vendors)
        yield from _entry(", ".join(parts), [whole] if whole else each.names, width)
    left: dict[str, list[Name]] = {}
    for cell, result in undetermined(findings):
        left.setdefault(result.policy.id, []).append(plain(str(cell.subject)))
    for policy, subjects in left.items():
        text = f"{plain(policy)} ({len(subjects):,}), left open by what is recorded"
        yield from _entry(text, subjects, width)


def awaited(findings: Findings, names: Mapping[tuple[str, str], Name]) -> Iterator[Awaited]:
    """The records that checks wait for, those first for which most do.

    Args:
        names: of what checks are about, by inventory and vendor, in the order to tell them.
    """
    waiting = _waiting(findings)
    lacked: dict[tuple[Name, ...], Counter[str]] = {}
    for record, own in waiting.items():
        told = tuple(name for key, name in names.items() if key in own)
        lacked.setdefault(told, Counter())[record] = own.total()
    for told, counts in sorted(lacked.items(), key=lambda each: (-each[1].total(), each[0])):
        yield Awaited(counts.most_common(), told)


def undetermined(findings: Findings) -> Iterator[Shown]:
    """The unknown ones that wait for no record: what is recorded is too coarse, or a range."""
    return (each for each in findings.unknown if not _missing(each.result))


def _waiting(findings: Findings) -> Mapping[str, Counter[tuple[str, str]]]:
    """The checks that wait for each record, by inventory and vendor."""
    waiting: dict[str, Counter[tuple[str, str]]] = {}
    for cell, name in findings.unlisted:
        waiting.setdefault(name, Counter())[_about(cell.subject)] += 1
    for cell, result in findings.unknown:
        missing = _missing(result)
        if missing:
            record = _OWN.sub("", _INDEX.sub("[]", missing)).replace("[]", "")
            waiting.setdefault(record, Counter())[_about(cell.subject)] += 1
    return waiting


def _missing(result: Result) -> str:
    return next((each.path for each in result.evidence if not each.recorded), "")


def _about(subject: Subject) -> tuple[str, str]:
    return subject.inventory, subject.vendor


def _entry(records_: str, names: Sequence[str], width: int) -> Iterator[str]:
    """The records, and behind them as many names as one more line holds."""
    *lines, last = wrapped(f"{records_}:", width - 4)
    told = f"{last} {names[0]}"
    rest = list(names[1:])
    while rest and columns(f"{told}, {rest[0]}, and {len(rest):,} more") <= width - 4:
        told = f"{told}, {rest.pop(0)}"
    more = f", and {len(rest):,} more" if rest else ""
    indent = "  "
    for line in (*lines, *wrapped(f"{told}{more}", width - 4)):
        yield f"{indent}{line}"
        indent = "    "
