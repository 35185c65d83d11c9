"""Comparing the findings of a run, before waivers, with those of a baseline."""

from collections.abc import Iterator, Mapping, Sequence

from checker.baseline.file import BaselineFile
from checker.record import NamedTuple
from checker.report.addresses import Addresses, Located
from checker.report.baseline import Recorded
from checker.report.matrix import Matrix
from checker.report.report import fingerprint
from checker.verdict import Verdict

HELD = frozenset({Verdict.FAIL, Verdict.UNKNOWN})
"""The verdicts that a baseline holds: an error is never hidden."""


class Compared(NamedTuple):
    """The findings of a baseline.

    Attributes:
        known: those that are found still.
        cells: where they are found, in the same order.
        fixed: those that are not.
        elsewhere: those about what was not asked for, or could not be decided.
    """

    known: tuple[Recorded, ...]
    cells: tuple[Located, ...]
    fixed: tuple[Recorded, ...]
    elsewhere: tuple[Recorded, ...]


def compare(
    file: BaselineFile,
    matrix: Matrix,
    policies: Mapping[str, int],
    known: frozenset[str],
    vendors: Mapping[str, frozenset[str]],
) -> Compared:
    """The findings of a baseline, by what the run makes of them.

    Args:
        matrix: before waivers.
        policies: the index of each policy of the run.
        known: ids of all policies, also of those that were not asked for.
        vendors: by inventory the ids of all of its vendors, also of those that are not checked.
    """
    addresses = Addresses(matrix)
    groups: dict[str, list[Recorded]] = {"known": [], "fixed": [], "elsewhere": []}
    cells: dict[tuple[int, str, str], dict[str, Located]] = {}
    found: list[Located] = []
    for entry in file.findings:
        policy = policies.get(entry.policy, -1)
        left_out = policy < 0 and entry.policy in known
        other = entry.inventory and entry.inventory not in vendors
        gone = entry.vendor and entry.vendor not in vendors.get(entry.inventory, ())
        checked = addresses.checks(entry.inventory, entry.vendor)
        if left_out or other or (entry.vendor and not gone and not checked):
            groups["elsewhere"].append(entry)
            continue
        key = policy, entry.inventory, entry.vendor
        if key not in cells:
            cells[key] = {
                fingerprint(entry.policy, cell.subject): cell for cell in addresses.of(*key)
            }
        cell = cells[key].get(entry.fingerprint)
        if cell is not None and cell.verdict in HELD:
            groups["known"].append(entry)
            found.append(cell)
        else:
            undecided = cell is not None and cell.verdict is Verdict.ERROR
            groups["elsewhere" if undecided else "fixed"].append(entry)
    known_, fixed, elsewhere = map(tuple, groups.values())
    return Compared(known_, tuple(found), fixed, elsewhere)


def findings(matrix: Matrix, ids: Sequence[str]) -> Iterator[Recorded]:
    """Every finding that a baseline can hold, by policy and subject."""
    for number, policy in enumerate(ids):
        for cell in matrix.select(number, HELD):
            subject = cell.subject
            behind = f"{subject.collection}/{subject.id}" if subject.collection else ""
            yield Recorded(
                policy, subject.inventory, subject.vendor, behind, fingerprint(policy, subject)
            )
