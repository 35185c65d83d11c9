"""Pairs: the cells of two states that are about the same thing, of those that may differ."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import TypeAlias

from checker.comparing.snapshot import Renamed, Side
from checker.model.roots import WHOLES
from checker.record import NamedTuple
from checker.report.gate import FINDINGS
from checker.report.matrix import VERDICTS, Cell, VendorCells
from checker.verdict import Verdict

Key: TypeAlias = tuple[str, str, str, str, str]
"""The identity of a cell: policy, inventory (by its id of now), vendor, collection, id."""

_TOLD = frozenset({*FINDINGS, Verdict.WAIVED})
_EVERY = frozenset(VERDICTS)


class Pair(NamedTuple):
    """A cell before and after; None where there is none."""

    key: Key
    before: Cell | None
    after: Cell | None


class Pairs:
    """The cells of two states.

    Attributes:
        others: after `differing`, the number of cells of policies of one state alone that are no
            findings.
    """

    def __init__(self, before: Side, after: Side, renamed: Renamed) -> None:
        self._sides = before, after
        self._renamed = renamed
        self._matrices = before.report.cells, after.report.cells
        self._ids = tuple(
            {policy.id: number for number, policy in enumerate(side.report.policies)}
            for side in self._sides
        )
        self.others = 0

    def differing(
        self, vendors: frozenset[tuple[str, str]], policies: frozenset[str]
    ) -> list[Pair]:
        """The pairs of which the verdicts differ, or of which the messages may.

        Args:
            vendors: those whose record differs, by inventory (as it is named now) and id.
            policies: the ids of those that differ, or read something else that does.
        """
        shared = self._ids[0].keys() & self._ids[1].keys()
        about = vendors | self._unlike(shared)
        found = self._of_vendors(about, shared)
        for id_ in shared:
            if self._kind(1, id_) in WHOLES or self._kind(0, id_) != self._kind(1, id_):
                found.update(self._of_policy(id_, _EVERY))
            elif id_ in policies:
                for key, pair in self._of_policy(id_, _TOLD).items():
                    found.setdefault(key, pair)
        for number in (0, 1):
            for id_ in self._ids[number].keys() - shared:
                own = self._of_policy(id_, _TOLD)
                found.update(own)
                policy, matrix = self._ids[number][id_], self._matrices[number]
                self.others += sum(matrix.count(policy, each) for each in _EVERY) - len(own)
        return [Pair(key, *cells) for key, cells in found.items()]

    def _kind(self, number: int, id_: str) -> str:
        return self._matrices[number].subject_kinds[self._ids[number][id_]]

    def _unlike(self, shared: AbstractSet[str]) -> set[tuple[str, str]]:
        """The vendors whose verdicts differ, or that are in one state alone."""
        orders = [[ids[id_] for id_ in sorted(shared)] for ids in self._ids]
        before, after = (
            {self._vendor(each): each for each in matrix.vendors()} for matrix in self._matrices
        )
        return {
            key
            for key in before.keys() | after.keys()
            if _picked(before, key, orders[0]) != _picked(after, key, orders[1])
        }

    def _vendor(self, cells: VendorCells) -> tuple[str, str]:
        own = cells.subject.inventory
        return self._renamed.get(own, own), cells.subject.vendor

    def _of_vendors(
        self, vendors: AbstractSet[tuple[str, str]], shared: AbstractSet[str]
    ) -> dict[Key, tuple[Cell | None, Cell | None]]:
        old = {now: before for before, now in self._renamed.items()}
        named = (
            {(old.get(inventory, inventory), vendor) for inventory, vendor in vendors},
            vendors,
        )
        return self._paired([self._about(n, own, shared) for n, own in enumerate(named)])

    def _about(
        self, number: int, vendors: AbstractSet[tuple[str, str]], shared: AbstractSet[str]
    ) -> Iterator[Cell]:
        """The cells of vendors of one state, of the policies that both have."""
        policies = self._sides[number].report.policies
        cells = self._matrices[number].about(vendors)
        return (cell for cell in cells if policies[cell.policy].id in shared)

    def _of_policy(
        self, id_: str, verdicts: frozenset[Verdict]
    ) -> dict[Key, tuple[Cell | None, Cell | None]]:
        return self._paired(
            [
                matrix.select(ids[id_], verdicts) if id_ in ids else iter(())
                for matrix, ids in zip(self._matrices, self._ids, strict=True)
            ]
        )

    def _paired(self, both: "list[Iterator[Cell]]") -> dict[Key, tuple[Cell | None, Cell | None]]:
        before, after = (
            {self._key(side, cell): cell for cell in cells}
            for side, cells in zip(self._sides, both, strict=True)
        )
        return {key: (before.get(key), after.get(key)) for key in {**before, **after}}

    def _key(self, side: Side, cell: Cell) -> Key:
        subject = cell.subject
        inventory = subject.inventory
        if side is self._sides[0]:
            inventory = self._renamed.get(inventory, inventory)
        own = inventory if subject.subject_kind == "inventory" else subject.id
        policy = side.report.policies[cell.policy].id
        return policy, inventory, subject.vendor, subject.collection, own


def _picked(
    cells: Mapping[tuple[str, str], VendorCells], key: tuple[str, str], order: list[int]
) -> object:
    return [cells[key].codes[n] for n in order] if key in cells else None
