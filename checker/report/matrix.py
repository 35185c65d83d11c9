"""The matrix: every cell of a run, one byte each, and the subjects that the bytes are about."""

from array import array
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from checker.inventory import LISTS, Inventory, identity
from checker.report.report import Cell, Subject
from checker.verdict import Verdict

VERDICTS = tuple(Verdict)
CODES: Mapping[Verdict, int] = {verdict: code for code, verdict in enumerate(VERDICTS)}


class Block(NamedTuple):
    """The cells of some vendors of one inventory, by policy.

    Attributes:
        columns: for each policy the codes of its cells, in document order of their subjects.
    """

    columns: tuple[bytes, ...]

    def __add__(self, other: "Block") -> "Block":  # type: ignore[override]
        """The cells of both, in order: blocks merge as the inventory they were cut from."""
        return Block(tuple(a + b for a, b in zip(self.columns, other.columns, strict=True)))


class Matrix:
    """All cells of a run (`checker.report.report.Cells`).

    Args:
        kinds: for each policy what one of its verdicts is about.
        inventories: in order of id.
        blocks: the cells about vendors and their lists, one block an inventory.
        wholes: for each policy its cells about inventories or about the portfolio.
    """

    def __init__(
        self,
        *,
        kinds: Sequence[str],
        inventories: Sequence[Inventory],
        blocks: Sequence[Block],
        wholes: Sequence[bytes],
    ) -> None:
        self._kinds = tuple(kinds)
        self._tables = [
            _Table(number, inventory, block, self._kinds)
            for number, (inventory, block) in enumerate(zip(inventories, blocks, strict=True))
        ]
        self._wholes = tuple(wholes)

    def __len__(self) -> int:
        own = sum(len(column) for table in self._tables for column in table.columns)
        return own + sum(map(len, self._wholes))

    def __iter__(self) -> Iterator[Cell]:
        for policy, kind in enumerate(self._kinds):
            if kind == "portfolio":
                yield from self._whole(policy, 0, _PORTFOLIO)
        for table in self._tables:
            for policy, kind in enumerate(self._kinds):
                if kind == "inventory":
                    yield from self._whole(policy, table.number, table.whole())
            for vendor in table.order:
                for policy in range(len(self._kinds)):
                    yield from table.cells(policy, vendor)

    def count(self, policy: int, verdict: Verdict) -> int:
        """How many cells of a policy have a verdict."""
        code = CODES[verdict]
        own = sum(table.columns[policy].count(code) for table in self._tables)
        return own + self._wholes[policy].count(code)

    def select(self, policy: int, verdicts: frozenset[Verdict]) -> Iterator[Cell]:
        """The cells of one policy that have one of the verdicts, in order of subject."""
        for number, code in enumerate(self._wholes[policy]):
            if VERDICTS[code] in verdicts:
                whole = self._kinds[policy] == "inventory"
                subject = self._tables[number].whole() if whole else _PORTFOLIO
                yield Cell(policy, subject, VERDICTS[code])
        others = bytes(code for code, verdict in enumerate(VERDICTS) if verdict not in verdicts)
        for table in self._tables:
            if not table.columns[policy].translate(None, others):
                continue
            for vendor in table.order:
                if table.codes(policy, vendor).translate(None, others):
                    for cell in table.cells(policy, vendor):
                        if cell.verdict in verdicts:
                            yield cell

    def about(self, vendors: Container[tuple[str, str]]) -> Iterator[Cell]:
        """The cells of the vendors, named by inventory and id, in the order of iteration."""
        for table in self._tables:
            own = table.inventory.id
            for vendor in table.order:
                if (own, table.inventory.vendors[vendor]["id"]) in vendors:
                    for policy in range(len(self._kinds)):
                        yield from table.cells(policy, vendor)

    def _whole(self, policy: int, number: int, subject: Subject) -> Iterator[Cell]:
        codes = self._wholes[policy]
        if codes:
            yield Cell(policy, subject, VERDICTS[codes[number]])


_PORTFOLIO = Subject("", "", "portfolio", "", "portfolio", (), -1, "")


class _Table:
    """One inventory's cells, and where each vendor's begin in every column."""

    def __init__(
        self, number: int, inventory: Inventory, block: Block, kinds: Sequence[str]
    ) -> None:
        self.number = number
        self.inventory = inventory
        self.columns = block.columns
        self._kinds = kinds
        vendors = inventory.vendors
        self.order = sorted(range(len(vendors)), key=lambda index: str(vendors[index]["id"]))
        self._starts = {kind: starts(vendors, kind) for kind in set(kinds) & set(LISTS)}

    def codes(self, policy: int, vendor: int) -> bytes:
        column = self.columns[policy]
        kind = self._kinds[policy]
        if kind == "vendor":
            return column[vendor : vendor + 1]
        if kind not in LISTS or not column:
            return b""
        begin = self._starts[kind]
        return column[begin[vendor] : begin[vendor + 1]]

    def cells(self, policy: int, vendor: int) -> Iterator[Cell]:
        codes = self.codes(policy, vendor)
        if not codes:
            return
        record = self.inventory.vendors[vendor]
        collection = LISTS.get(self._kinds[policy], "")
        if collection not in record:
            yield Cell(policy, self._vendor(vendor, record), VERDICTS[codes[0]])
            return
        elements = record[collection]
        for index in sorted(range(len(codes)), key=lambda i: identity(collection, elements[i])):
            subject = self._element(vendor, record, self._kinds[policy], index)
            yield Cell(policy, subject, VERDICTS[codes[index]])

    def whole(self) -> Subject:
        own = self.inventory.id
        return Subject(own, "", "inventory", "", own, (), self.number, "")

    def _vendor(self, index: int, record: dict[str, Any]) -> Subject:
        own = str(record["id"])
        path = ("vendors", self.inventory.numbers[index])
        owner = record.get("owner", "")
        return Subject(self.inventory.id, own, "vendor", "", own, path, self.number, owner)

    def _element(self, vendor: int, record: dict[str, Any], kind: str, index: int) -> Subject:
        collection = LISTS[kind]
        return Subject(
            self.inventory.id,
            str(record["id"]),
            kind,
            collection,
            identity(collection, record[collection][index]),
            ("vendors", self.inventory.numbers[vendor], collection, index),
            self.number,
            record.get("owner", ""),
        )


def starts(vendors: Sequence[dict[str, Any]], kind: str) -> "array[int]":
    """Where each vendor's cells begin in a column of this kind; one more at the end.

    A vendor without the list has one cell, a vendor with an empty list none.
    """
    collection = LISTS[kind]
    position = 0
    begin = array("Q", [0])
    for vendor in vendors:
        elements = vendor.get(collection)
        position += 1 if elements is None else len(elements)
        begin.append(position)
    return begin
