"""Reports made by hand: what a run would have decided, without a run."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from checker.overridden import Overridden
from checker.problems import Place
from checker.report.explanation import Evidence, Excerpt, Explanation, Remedy
from checker.report.gate import exit_code, gates
from checker.report.matrix import CODES, Cell, Matrix, VendorCells
from checker.report.packs import SHIPPED, PackEntry
from checker.report.reach import Reach
from checker.report.report import Explainer, Input, InventoryEntry, PolicyEntry, Report, Summary
from checker.report.subject import Subject
from checker.verdict import FailOn, Severity, Verdict

CLIENTS = {"northwind-labels": 7, "cumulus-cloud": 12}
SINGULAR = {"data": "data", "incidents": "incident", "contracts": "contract"}


def policy(
    name: str,
    title: str = "",
    severity: Severity = Severity.HIGH,
    *,
    subject_kind: str = "vendor",
    fix: str = "",
    overridden: tuple[Overridden, ...] = (),
    reach: Reach = Reach.APPLIED,
    controls: Mapping[str, tuple[str, ...]] | None = None,
    pack: str = SHIPPED,
) -> PolicyEntry:
    return PolicyEntry(
        id=name,
        title=title or f"What {name} asks for",
        severity=severity,
        subject_kind=subject_kind,
        controls=controls or {},
        why="",
        fix=fix,
        overridden=overridden,
        reach=reach,
        pack=pack,
        place=Place("policies/ours.yaml", 2, 9),
    )


def subject(
    vendor: str,
    element: str = "",
    *,
    inventory: str = "lab",
    owner: str = "",
    number: int = 0,
    index: int = 0,
) -> Subject:
    """`subject("acme", "data/images")` is one element, `subject("acme")` the vendor."""
    if not element:
        return Subject(inventory, vendor, "vendor", "", vendor, ("vendors", number), 0, owner)
    collection, _, name = element.partition("/")
    path = ("vendors", number, collection, index)
    return Subject(inventory, vendor, SINGULAR[collection], collection, name, path, 0, owner)


def whole(name: str) -> Subject:
    if name == "portfolio":
        return Subject("", "", "portfolio", "", "portfolio", (), -1, "")
    return Subject(name, "", "inventory", "", name, (), 0, "")


@dataclass(eq=False)
class ListedCells(Matrix):
    """A matrix whose cells are listed: not every policy has one for every subject."""

    cells: Sequence[Cell]
    policies: int

    @property
    def subject_kinds(self) -> tuple[str, ...]:
        """As many as policies; of whichever kind."""
        return ("vendor",) * self.policies

    def __len__(self) -> int:
        return len(self.cells)

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.cells)

    def count(self, policy: int, verdict: Verdict) -> int:
        return self._counts[policy, verdict]

    @cached_property
    def _counts(self) -> Counter[tuple[int, Verdict]]:
        return Counter((cell.policy, cell.verdict) for cell in self.cells)

    def select(self, policy: int, verdicts: frozenset[Verdict]) -> Iterator[Cell]:
        return (c for c in self.cells if c.policy == policy and c.verdict in verdicts)

    def about(self, vendors: Container[tuple[str, str]]) -> Iterator[Cell]:
        return (c for c in self.cells if (c.subject.inventory, c.subject.vendor) in vendors)

    def vendors(self) -> Iterator[VendorCells]:
        own: dict[tuple[str, str], list[Cell]] = {}
        for cell in self.cells:
            if cell.subject.vendor:
                own.setdefault((cell.subject.inventory, cell.subject.vendor), []).append(cell)
        for (inventory, vendor), cells in own.items():
            about = cells[0].subject
            yield VendorCells(
                Subject(inventory, vendor, "vendor", "", vendor, about.path[:2], 0, about.owner),
                CLIENTS.get(vendor),
                _codes(cells, self.policies),
            )


def _codes(cells: Iterable[Cell], policies: int) -> list[bytes]:
    """The verdicts of each policy, as bytes."""
    codes = [bytearray() for _ in range(policies)]
    for cell in cells:
        codes[cell.policy].append(CODES[cell.verdict])
    return [*map(bytes, codes)]


@dataclass
class Book:
    """Explanations written down beforehand, and a count of how often one was asked for."""

    pages: dict[tuple[int, Subject], Explanation] = field(default_factory=dict)
    asked: int = 0
    lines: Mapping[Place, Excerpt] = field(default_factory=dict)

    def explain(self, cell: Cell) -> Explanation:
        self.asked += 1
        place = Place("inventories/lab.yaml", 10 + len(str(cell.subject)), 5)
        return self.pages.get(
            (cell.policy, cell.subject), Explanation("it does not hold", place, ())
        )

    def proof(self, cell: Cell) -> Explanation:
        return self.explain(cell)

    def excerpt(self, place: Place) -> Excerpt | None:
        return self.lines.get(place)


def explanation(
    message: str,
    *evidence: tuple[str, Any],
    line: int = 42,
    path: str = "inventories/lab.yaml",
    omitted: int = 0,
    remedies: Sequence[tuple[str, str]] = (),
    anchor: int | None = None,
) -> Explanation:
    """Evidence of the value `...` is not recorded; `anchor` is the line of an anchor of it all."""
    place = Place(path, line, 9)
    written = None if anchor is None else Place(path, anchor, 15)
    items = tuple(
        Evidence(where, None if value is ... else value, value is not ..., place, written)
        for where, value in evidence
    )
    changes = tuple(Remedy(where, text, place) for where, text in remedies)
    return Explanation(message, place, items, omitted, changes)


class Made(NamedTuple):
    """A report, and what explains it: what every format is a function of."""

    report: Report
    explainer: Explainer


def _pack(name: str, policies: Sequence[PolicyEntry]) -> PackEntry:
    count = sum(p.pack == name and p.reach is not Reach.DISABLED for p in policies)
    return PackEntry(name, count, ())


def report(
    policies: Sequence[PolicyEntry],
    cells: Sequence[Cell],
    pages: Mapping[tuple[int, Subject], Explanation] | None = None,
    *,
    fail_on: FailOn = FailOn.LOW,
    undecided: tuple[str, ...] = (),
    inventories: Sequence[str] = ("inventories/lab.yaml",),
    book: Book | None = None,
) -> Made:
    inputs = [Input(path, "inventory", "0" * 64) for path in inventories]
    inputs.append(Input("policies/pack.yaml", "policies", "f" * 64))
    gating = sum(gates(c.verdict, policies[c.policy].severity, fail_on) for c in cells)
    errors = any(cell.verdict is Verdict.ERROR for cell in cells)
    vendors = {(c.subject.inventory, c.subject.vendor) for c in cells if c.subject.vendor}
    reasons = undecided or (("a policy cannot be evaluated",) if errors else ())
    made = Report(
        version="0.1.0",
        as_of="2031-05-15T23:59:59Z",
        fail_on=fail_on,
        inputs=tuple(inputs),
        inventories=tuple(InventoryEntry(Path(path).stem, path) for path in inventories),
        policies=tuple(policies),
        cells=ListedCells(cells, len(policies)),
        summary=Summary(
            verdicts={v: sum(c.verdict is v for c in cells) for v in Verdict},
            gating=gating,
            vendors=len(vendors),
            policies=sum(each.reach is not Reach.DISABLED for each in policies),
            subjects=len({cell.subject for cell in cells}),
        ),
        undecided=reasons,
        exit_code=exit_code(undecided=reasons, gating=gating),
        packs=tuple(_pack(name, policies) for name in dict.fromkeys(p.pack for p in policies)),
    )
    return Made(made, book or Book(dict(pages or {})))
