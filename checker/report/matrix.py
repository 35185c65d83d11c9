"""The matrix: every cell of a run, one byte each, and the subjects that the bytes are about."""

from collections.abc import Container, Iterator, Mapping, Sequence

from checker.record import NamedTuple
from checker.report.roster import Roster
from checker.report.subject import PORTFOLIO, Subject
from checker.verdict import Verdict

VERDICTS = tuple(Verdict)
CODES: Mapping[Verdict, int] = {verdict: code for code, verdict in enumerate(VERDICTS)}


class Cell(NamedTuple):
    """One policy (its index in `Report.policies`) on one subject, decided."""

    policy: int
    subject: Subject
    verdict: Verdict


class VendorCells(NamedTuple):
    """A vendor that is checked, and its cells.

    Attributes:
        clients: how many it serves, None where that is not recorded.
        codes: of the verdicts of its cells, by policy.
    """

    subject: Subject
    clients: int | None
    codes: Sequence[bytes]

    def verdicts(self, policy: int) -> Sequence[Verdict]:
        """The verdicts of its cells of one policy."""
        return [VERDICTS[code] for code in self.codes[policy]]


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
    """All cells of a run: counting and selecting are cheap, iterating builds each cell.

    Attributes:
        subject_kinds: for each policy what one of its verdicts is about.
        rosters: the subjects of each inventory, in order of its id.
        blocks: the cells about vendors and their lists, one block an inventory.
        wholes: for each policy its cells about inventories or about the portfolio.
    """

    __slots__ = ("_counts", "_tables", "blocks", "rosters", "subject_kinds", "wholes")

    def __init__(
        self,
        subject_kinds: tuple[str, ...],
        rosters: tuple[Roster, ...],
        blocks: tuple[Block, ...],
        wholes: tuple[bytes, ...],
    ) -> None:
        self.subject_kinds = subject_kinds
        self.rosters = rosters
        self.blocks = blocks
        self.wholes = wholes
        self._counts: dict[int, list[int]] = {}
        self._tables = [
            _Table(roster, block.columns, subject_kinds)
            for roster, block in zip(rosters, blocks, strict=True)
        ]

    def _plain(self) -> tuple[object, ...]:
        return self.subject_kinds, self.rosters, self.blocks, self.wholes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Matrix) and self._plain() == other._plain()

    __hash__ = None  # type: ignore[assignment]

    def __reduce__(self) -> tuple[type["Matrix"], tuple[object, ...]]:
        return Matrix, self._plain()

    def __len__(self) -> int:
        own = sum(len(column) for block in self.blocks for column in block.columns)
        return own + sum(map(len, self.wholes))

    def __iter__(self) -> Iterator[Cell]:
        """Every cell, ordered by inventory, vendor, policy, subject."""
        for policy, subject_kind in enumerate(self.subject_kinds):
            if subject_kind == "portfolio":
                yield from self._whole(policy, 0, PORTFOLIO)
        for number, table in enumerate(self._tables):
            for policy, subject_kind in enumerate(self.subject_kinds):
                if subject_kind == "inventory":
                    yield from self._whole(policy, number, table.roster.whole())
            for vendor in table.order:
                yield from table.cells(vendor)

    def keep_subjects(self) -> None:
        """Make each subject once, for who goes through the cells several times."""
        for table in self._tables:
            table.keeps = True

    def count(self, policy: int, verdict: Verdict) -> int:
        """The number of cells of a policy with a verdict."""
        counts = self._counts.get(policy)
        if counts is None:
            columns = self.column(policy)
            counts = [sum(column.count(code) for column in columns) for code in CODES.values()]
            self._counts[policy] = counts
        return counts[CODES[verdict]]

    def column(self, policy: int) -> tuple[bytes, ...]:
        """The codes of all cells of a policy, those about wholes last."""
        return *(block.columns[policy] for block in self.blocks), self.wholes[policy]

    def select(self, policy: int, verdicts: frozenset[Verdict]) -> Iterator[Cell]:
        """The cells of one policy that have one of the verdicts, in order of subject."""
        for number, code in enumerate(self.wholes[policy]):
            if VERDICTS[code] in verdicts:
                whole = self.subject_kinds[policy] == "inventory"
                subject = self.rosters[number].whole() if whole else PORTFOLIO
                yield Cell(policy, subject, VERDICTS[code])
        others = bytes(code for code, verdict in enumerate(VERDICTS) if verdict not in verdicts)
        for table in self._tables:
            if table.columns[policy].translate(None, others):
                yield from table.select(policy, others)

    def about(self, vendors: Container[tuple[str, str]]) -> Iterator[Cell]:
        """The cells of the vendors, named by inventory and id, in the order of iteration."""
        for table in self._tables:
            own = table.roster.inventory
            for vendor in table.order:
                if (own, table.roster.vendors[vendor]) in vendors:
                    yield from table.cells(vendor)

    def vendors(self) -> Iterator[VendorCells]:
        """Each vendor that is checked, also one without cells."""
        for table in self._tables:
            for vendor in table.order:
                yield VendorCells(
                    table.roster.vendor(vendor),
                    table.roster.clients[vendor],
                    [table.codes(policy, vendor) for policy in range(len(self.subject_kinds))],
                )

    def _whole(self, policy: int, number: int, subject: Subject) -> Iterator[Cell]:
        codes = self.wholes[policy]
        if codes:
            yield Cell(policy, subject, VERDICTS[codes[number]])


class _Table:
    """One inventory's cells, and in which order its vendors are told."""

    def __init__(
        self, roster: Roster, columns: tuple[bytes, ...], subject_kinds: tuple[str, ...]
    ) -> None:
        self.roster = roster
        self.columns = columns
        self._subject_kinds = subject_kinds
        self.order = sorted(range(len(roster.vendors)), key=roster.vendors.__getitem__)
        # Of each policy that has cells here: its number, its kind, its cells, where they begin.
        self._told = [
            (n, kind, column, None if kind == "vendor" else roster.elements[kind].starts)
            for n, (kind, column) in enumerate(zip(subject_kinds, columns, strict=True))
            if column and (kind == "vendor" or kind in roster.elements)
        ]
        self.keeps = False
        self._known: dict[int, dict[str, Sequence[tuple[int, Subject]]]] = {}

    def codes(self, policy: int, vendor: int) -> bytes:
        column = self.columns[policy]
        subject_kind = self._subject_kinds[policy]
        if subject_kind == "vendor":
            return column[vendor : vendor + 1]
        if not column or subject_kind not in self.roster.elements:
            return b""
        begin = self.roster.elements[subject_kind].starts
        return column[begin[vendor] : begin[vendor + 1]]

    def cells(self, vendor: int) -> list[Cell]:
        """The cells of a vendor and of its lists, by policy."""
        cells: list[Cell] = []
        own: Subject | None = None
        new = tuple.__new__  # as a record does it: a report has hundreds of thousands of cells
        for policy, subject_kind, column, starts in self._told:
            if starts is None:
                if own is None:
                    ((_, own),) = self._subjects(subject_kind, vendor)
                cells.append(new(Cell, (policy, own, VERDICTS[column[vendor]])))
                continue
            first = starts[vendor]
            if first != starts[vendor + 1]:
                cells += [
                    new(Cell, (policy, subject, VERDICTS[column[first + index]]))
                    for index, subject in self._subjects(subject_kind, vendor)
                ]
        return cells

    def select(self, policy: int, others: bytes) -> Iterator[Cell]:
        """The cells of a policy but those with one of these codes."""
        column, subject_kind = self.columns[policy], self._subject_kinds[policy]
        if subject_kind == "vendor":
            for vendor in self.order:
                if column[vendor] not in others:
                    (_, subject), *_ = self._subjects(subject_kind, vendor)
                    yield Cell(policy, subject, VERDICTS[column[vendor]])
            return
        begin = self.roster.elements[subject_kind].starts
        for vendor in self.order:
            codes = column[begin[vendor] : begin[vendor + 1]]
            if codes.translate(None, others):
                for index, subject in self._subjects(subject_kind, vendor):
                    if codes[index] not in others:
                        yield Cell(policy, subject, VERDICTS[codes[index]])

    def _subjects(self, subject_kind: str, vendor: int) -> Sequence[tuple[int, Subject]]:
        """The subjects of one kind of a vendor, in order, each with its index in the document."""
        known = self._known.get(vendor)
        if known is None:
            if not self.keeps:
                # One policy after another is about the same subjects.
                self._known.clear()
            known = self._known[vendor] = {}
        told = known.get(subject_kind)
        if told is None:
            told = known[subject_kind] = self._listed(subject_kind, vendor)
        return told

    def _listed(self, subject_kind: str, vendor: int) -> Sequence[tuple[int, Subject]]:
        roster = self.roster
        if subject_kind == "vendor":
            return [(0, roster.vendor(vendor))]
        _, ids, starts = roster.elements[subject_kind]
        first = starts[vendor]
        order = sorted(range(starts[vendor + 1] - first), key=lambda i: ids[first + i] or "")
        return [(index, roster.element(vendor, subject_kind, index)) for index in order]
