"""The report: every cell of a run with its verdict, and what a reader may ask about a cell.

A report is complete and frozen. Verdicts were decided before it was built; the message, the
place and the evidence of a cell are worked out when `Report.result` is asked for it, because
only what somebody reads is worth explaining. Working it out twice gives the same value.
"""

import hashlib
from collections.abc import Callable, Container, Iterator, Mapping
from enum import Enum
from itertools import islice
from typing import NamedTuple, Protocol

from checker.problems import Place
from checker.report.explanation import Evidence, Explanation, Remedy
from checker.verdict import Severity, Verdict

SCHEMA = "vendorgate/report/v1"


class Reach(Enum):
    """How far a policy got in a run."""

    APPLIED = "applied"
    NOTHING = "applied to nothing"
    IDLE = "idle"
    DISABLED = "disabled"


class Input(NamedTuple):
    """A file that the report depends on: `kind` is inventory, policies or config."""

    path: str
    kind: str
    sha256: str


class PolicyEntry(NamedTuple):
    """A policy as the report shows it; `kind` is what one verdict is about (`for`)."""

    id: str
    title: str
    severity: Severity
    kind: str
    controls: Mapping[str, tuple[str, ...]]
    why: str
    fix: str
    overridden: tuple[str, ...]
    reach: Reach


class Subject(NamedTuple):
    """What one verdict is about.

    Attributes:
        inventory: id of the inventory, empty for the portfolio.
        vendor: id of the vendor, empty for an inventory or the portfolio.
        kind: vendor, data, client, …, inventory or portfolio.
        collection: the list's key (`data`, `incidents`), empty where the subject is no element.
        id: identity of the element in that list, else of the vendor, inventory or portfolio.
        path: where it stands in its document, as (`vendors`, 3, `data`, 2).
        document: index of its document in `Report.inputs`' inventories, -1 for the portfolio.
        owner: who answers for the vendor inside the organisation, empty if not recorded.
    """

    inventory: str
    vendor: str
    kind: str
    collection: str
    id: str
    path: tuple[str | int, ...]
    document: int
    owner: str

    def __str__(self) -> str:
        if self.collection:
            return f"{self.vendor}/{self.collection}/{self.id}"
        return self.id


class Cell(NamedTuple):
    """One policy (its index in `Report.policies`) on one subject, decided."""

    policy: int
    subject: Subject
    verdict: Verdict


class Cells(Protocol):
    """Every cell of a run; counting and selecting are cheap, iterating builds each cell."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Cell]:
        """Every cell, ordered by inventory, vendor, policy, subject."""
        ...

    def count(self, policy: int, verdict: Verdict) -> int:
        """How many cells of a policy have a verdict."""
        ...

    def select(self, policy: int, verdicts: frozenset[Verdict]) -> Iterator[Cell]:
        """The cells of one policy that have one of the verdicts, in order of subject."""
        ...

    def about(self, vendors: Container[tuple[str, str]]) -> Iterator[Cell]:
        """The cells of the vendors, named by inventory and id, in the order of iteration."""
        ...


class Result(NamedTuple):
    """A cell, explained."""

    policy: PolicyEntry
    subject: Subject
    verdict: Verdict
    gating: bool
    message: str
    place: Place
    evidence: tuple[Evidence, ...]
    omitted: int
    remedies: tuple[Remedy, ...]
    fingerprint: str


class Summary(NamedTuple):
    """Counts: cells by verdict, vendors, policies that ran, subjects that got a cell."""

    verdicts: Mapping[Verdict, int]
    gating: int
    vendors: int
    policies: int
    subjects: int


class LeftOut(NamedTuple):
    """How many policies and vendors were there and not asked for (`--select`, `--vendor`)."""

    policies: int
    vendors: int


class Report(NamedTuple):
    """A whole run.

    Attributes:
        as_of: the moment of evaluation, RFC 3339 in UTC.
        policies: in order of id, disabled ones too.
        cells: every cell, ordered by inventory, vendor, policy, subject.
        undecided: why the run could not decide (exit code 2), empty if it could.
        explain: works out a cell's explanation; pure.
        left_out: a part of a run that is green is not a green run, and says so.
    """

    version: str
    as_of: str
    fail_on: Severity
    inputs: tuple[Input, ...]
    policies: tuple[PolicyEntry, ...]
    cells: Cells
    summary: Summary
    undecided: tuple[str, ...]
    exit_code: int
    explain: Callable[[Cell], Explanation]
    left_out: LeftOut = LeftOut(0, 0)

    def gating(self, cell: Cell) -> bool:
        """Whether this cell alone keeps the run from exit code 0."""
        return gates(cell.verdict, self.policies[cell.policy].severity, self.fail_on)

    def findings(self, each: int | None = None) -> Iterator[Cell]:
        """Every fail, unknown and error: errors, then what gates, by severity, policy, subject.

        Args:
            each: of every policy only so many errors, and so many others.
        """
        for verdicts in (frozenset({Verdict.ERROR}), FINDINGS - {Verdict.ERROR}):
            for policy in sorted(range(len(self.policies)), key=self._urgency):
                yield from islice(self.cells.select(policy, verdicts), each)

    def _urgency(self, policy: int) -> tuple[int, int]:
        return self.policies[policy].severity.rank, policy

    def result(self, cell: Cell) -> Result:
        """The cell with its message, place and evidence."""
        policy = self.policies[cell.policy]
        explanation = self.explain(cell)
        return Result(
            policy=policy,
            subject=cell.subject,
            verdict=cell.verdict,
            gating=self.gating(cell),
            message=explanation.message,
            place=explanation.place,
            evidence=explanation.evidence,
            omitted=explanation.omitted,
            remedies=explanation.remedies,
            fingerprint=fingerprint(policy.id, cell.subject),
        )

    def results(self) -> Iterator[Result]:
        """Every cell, explained, in the order of `cells`."""
        return map(self.result, self.cells)


FINDINGS = frozenset({Verdict.FAIL, Verdict.UNKNOWN, Verdict.ERROR})


def gates(verdict: Verdict, severity: Severity, fail_on: Severity) -> bool:
    """Whether a verdict blocks: an error always, a fail or unknown from `fail_on` upwards."""
    match verdict:
        case Verdict.ERROR:
            return True
        case Verdict.FAIL | Verdict.UNKNOWN:
            return severity.at_least(fail_on)
        case Verdict.PASS | Verdict.WAIVED | Verdict.SKIP:
            return False


def fingerprint(policy: str, subject: Subject) -> str:
    """The identity of a finding: 32 hex digits that survive reordering and line moves."""
    parts = (policy, subject.inventory, subject.vendor, subject.collection, subject.id)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]
