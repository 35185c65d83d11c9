"""Addresses: where the cells of a policy on a subject stand in a matrix, found without a search."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from checker.record import NamedTuple
from checker.report.matrix import VERDICTS, Block, Matrix
from checker.report.roster import Roster
from checker.report.subject import PORTFOLIO, WHOLES, Subject
from checker.verdict import Verdict


class Address(NamedTuple):
    """A cell: the index of its policy, of its inventory (-1 for `wholes`), and of its byte."""

    policy: int
    inventory: int
    offset: int


class Located(NamedTuple):
    """A cell, where it stands, and its verdict."""

    address: Address
    subject: Subject
    verdict: Verdict


class Addresses:
    """The addresses of the cells of one matrix."""

    def __init__(self, matrix: Matrix) -> None:
        self._matrix = matrix

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {roster.inventory: n for n, roster in enumerate(self._matrix.rosters)}

    @cached_property
    def _vendors(self) -> tuple[Mapping[str, int], ...]:
        rosters = self._matrix.rosters
        return tuple({id_: n for n, id_ in enumerate(each.vendors)} for each in rosters)

    def checks(self, inventory: str, vendor: str) -> bool:
        """Return whether a vendor of an inventory is checked."""
        number = self._numbers.get(inventory, -1)
        return number >= 0 and vendor in self._vendors[number]

    def of(self, policy: int, inventory: str, vendor: str) -> Iterator[Located]:
        """The cells of a policy on a vendor, or on an inventory or the portfolio; -1 has none."""
        if policy < 0:
            return iter(())
        whole = self._matrix.subject_kinds[policy] in WHOLES
        if whole:
            return self.of_whole(policy, inventory)
        return self.of_vendor(policy, inventory, vendor)

    def of_whole(self, policy: int, inventory: str) -> Iterator[Located]:
        """The cell of a policy about inventories, or about the portfolio."""
        codes = self._matrix.wholes[policy]
        portfolio = self._matrix.subject_kinds[policy] == "portfolio"
        offset = 0 if portfolio else self._numbers.get(inventory, len(codes))
        if offset < len(codes):
            subject = PORTFOLIO if portfolio else self._matrix.rosters[offset].whole()
            yield Located(Address(policy, -1, offset), subject, VERDICTS[codes[offset]])

    def of_vendor(self, policy: int, inventory: str, vendor: str) -> Iterator[Located]:
        """The cells of a policy on a vendor and on the elements of its list."""
        number = self._numbers.get(inventory, -1)
        index = self._vendors[number].get(vendor, -1) if number >= 0 else -1
        if index < 0:
            return
        roster, codes = self._matrix.rosters[number], self._matrix.blocks[number].columns[policy]
        kind = self._matrix.subject_kinds[policy]
        for offset in _offsets(roster, kind, index) if codes else ():
            subject = (
                roster.vendor(index)
                if kind == "vendor"
                else roster.element(index, kind, offset - roster.elements[kind].starts[index])
            )
            yield Located(Address(policy, number, offset), subject, VERDICTS[codes[offset]])


def _offsets(roster: Roster, kind: str, vendor: int) -> range:
    if kind == "vendor":
        return range(vendor, vendor + 1)
    starts = roster.elements[kind].starts
    return range(starts[vendor], starts[vendor + 1])


def verdict_at(matrix: Matrix, address: Address) -> Verdict:
    """The verdict of the cell at an address."""
    policy, inventory, offset = address
    own = matrix.wholes if inventory < 0 else matrix.blocks[inventory].columns
    return VERDICTS[own[policy][offset]]


def rewritten(matrix: Matrix, addresses: set[Address], verdict: Verdict) -> Matrix:
    """The matrix with another verdict at some addresses."""
    if not addresses:
        return matrix
    code = VERDICTS.index(verdict)
    changed: dict[tuple[int, int], bytearray] = {}
    for policy, inventory, offset in addresses:
        key = policy, inventory
        if key not in changed:
            own = matrix.wholes if inventory < 0 else matrix.blocks[inventory].columns
            changed[key] = bytearray(own[policy])
        changed[key][offset] = code

    def column(policy: int, inventory: int, old: bytes) -> bytes:
        return bytes(changed.get((policy, inventory), old))

    return Matrix(
        matrix.subject_kinds,
        matrix.rosters,
        tuple(
            Block(tuple(column(policy, number, old) for policy, old in enumerate(block.columns)))
            for number, block in enumerate(matrix.blocks)
        ),
        tuple(column(policy, -1, old) for policy, old in enumerate(matrix.wholes)),
    )
