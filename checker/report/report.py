"""The report: every cell of a run with its verdict, the sums, and the exit code.

It is complete, frozen, plain data: two runs of the same input give equal reports. Message, place
and evidence of a cell come from an explainer beside it: only what is read is worth explaining.
"""

from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Protocol

from checker.digest import identity
from checker.overridden import Overridden
from checker.problems import Place
from checker.record import NamedTuple
from checker.report.baseline import NOTES, Baseline
from checker.report.blocking import Kind, blocking
from checker.report.explanation import Evidence, Excerpt, Explanation, Remedy
from checker.report.gate import OPEN, gates
from checker.report.matrix import Cell, Matrix
from checker.report.packs import PackEntry
from checker.report.reach import Reach, coming
from checker.report.since import Since, standing
from checker.report.subject import Subject
from checker.report.vendors import Deadlines, VendorEntry, by_severity, entry
from checker.report.waivers import NO_WAIVERS, Waivers, note
from checker.verdict import FailOn, Severity, Verdict

SCHEMA = "vendorgate/report/v1"


class Input(NamedTuple):
    """A file that the report depends on; `kind` says what it was read as."""

    path: str
    kind: str
    sha256: str


class InventoryEntry(NamedTuple):
    """An inventory of the run: its id, and the file that holds it."""

    id: str
    path: str


class PolicyEntry(NamedTuple):
    """A policy as the report shows it; `subject_kind` is what one verdict is about (`for`).

    Attributes:
        overridden: the values that the configuration changes.
        pack: the name of the pack that it comes from.
        place: where it is declared.
        effective_from: its first day in force, as `YYYY-MM-DD`; empty where there is none.
        effective_until: its last day in force; empty as above.
    """

    id: str
    title: str
    severity: Severity
    subject_kind: str
    controls: Mapping[str, tuple[str, ...]]
    why: str
    fix: str
    overridden: tuple[Overridden, ...]
    reach: Reach
    pack: str
    place: Place
    effective_from: str = ""
    effective_until: str = ""


class Explainer(Protocol):
    """Anything that says why a cell of a report has its verdict."""

    def explain(self, cell: Cell) -> Explanation:
        """The message, the place, the evidence and the remedies of a cell; pure."""
        ...

    def proof(self, cell: Cell) -> Explanation:
        """As `explain`, with the evidence of a cell that passes or is skipped; pure."""
        ...

    def excerpt(self, place: Place) -> Excerpt | None:
        """The lines of an inventory that end at a place; None where they are not at hand."""
        ...


class Result(NamedTuple):
    """A cell, explained.

    Attributes:
        waiver: id of the one that covers it, or that would if nothing were wrong with it.
        baseline: `known`, `new` or `new policy`; empty without a baseline, or if it is no finding.
        first_seen, before: as `standing` tells them.
    """

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
    waiver: str = ""
    baseline: str = ""
    first_seen: str = ""
    before: Verdict | None = None


class Summary(NamedTuple):
    """Counts: cells by verdict, vendors, policies that ran, subjects that got a cell."""

    verdicts: Mapping[Verdict, int]
    gating: int
    vendors: int
    policies: int
    subjects: int


class LeftOut(NamedTuple):
    """The numbers of policies and vendors that were not asked for (`--select`, `--vendor`)."""

    policies: int
    vendors: int


class Report(NamedTuple):
    """A whole run.

    Attributes:
        as_of: the moment of evaluation, RFC 3339 in UTC.
        inventories: in order of id.
        policies: in order of id, disabled ones too.
        cells: every cell, ordered by inventory, vendor, policy, subject.
        undecided: why the run could not decide (exit code 2), empty if it could.
        left_out: a part of a run that is green is not a green run, and says so.
        notes: what a reader has to know about the inventories, whatever the verdicts.
        since: the changes since an earlier report, if one was named (`--since`).
        deadlines: of the vendors, if somebody looked ahead.
        waivers: the findings that somebody accepted, and what is wrong with that.
        packs: where the policies come from, in the order in which the packs are named.
        baseline: what was known before and does not gate, if a baseline was named.
        revision: the commit that everything was read from (`--rev`); None for the work tree.
    """

    version: str
    as_of: str
    fail_on: FailOn
    inputs: tuple[Input, ...]
    inventories: tuple[InventoryEntry, ...]
    policies: tuple[PolicyEntry, ...]
    cells: Matrix
    summary: Summary
    undecided: tuple[str, ...]
    exit_code: int
    left_out: LeftOut = LeftOut(0, 0)
    notes: tuple[str, ...] = ()
    since: Since | None = None
    deadlines: Deadlines | None = None
    waivers: Waivers = NO_WAIVERS
    packs: tuple[PackEntry, ...] = ()
    baseline: Baseline | None = None
    revision: str | None = None

    @property
    def vendors(self) -> tuple[VendorEntry, ...]:
        """Every vendor that was checked, by inventory and id."""
        groups = by_severity([policy.severity for policy in self.policies])
        next_ = {} if self.deadlines is None else self.deadlines.next
        coming = {n for n, each in enumerate(self.policies) if each.reach is Reach.COMING}
        blocks = self.blocks(wholes=False)
        return tuple(
            entry(
                own,
                groups,
                blocks(own.subject),
                next_.get((own.subject.inventory, own.subject.vendor)),
                coming,
            )
            for own in self.cells.vendors()
        )

    def blocks(self, *, wholes: bool) -> Callable[[Subject], AbstractSet[Kind]]:
        """The kinds of findings that gate, by vendor; with `wholes` of those that are none."""
        coming = any(policy.reach is Reach.COMING for policy in self.policies)
        if self.baseline is None and not coming:
            whole = {(v, s) for v in Verdict for s in Severity if gates(v, s, self.fail_on)}
            return lambda _: whole
        severities = [policy.severity for policy in self.policies]
        found = blocking(self.cells, self.gating, severities, wholes=wholes)
        return lambda subject: found.get((subject.inventory, subject.vendor), set())

    def gating(self, cell: Cell) -> bool:
        """Return whether this cell alone keeps the run from exit code 0."""
        if cell.verdict not in OPEN:
            return cell.verdict is Verdict.ERROR
        policy = self.policies[cell.policy]
        known = () if self.baseline is None else self.baseline.known
        blocks = policy.reach.counts and gates(cell.verdict, policy.severity, self.fail_on)
        return blocks and not (known and fingerprint(policy.id, cell.subject) in known)

    def findings(self) -> Iterator[Cell]:
        """Errors, then every fail, then every unknown; of each by severity, policy and subject."""
        ranks = sorted((policy.severity.rank, n) for n, policy in enumerate(self.policies))
        for verdict in (Verdict.ERROR, Verdict.FAIL, Verdict.UNKNOWN):
            for _, policy in ranks:
                yield from self.cells.select(policy, frozenset({verdict}))

    def looking_ahead(self, deadlines: Deadlines) -> "Report":
        """The report with the next deadlines of its vendors."""
        return self._replace(deadlines=deadlines)

    def result(self, cell: Cell, explainer: Explainer) -> Result:
        """The cell with its message, place and evidence."""
        return self.explained(cell, explainer.explain(cell))

    def explained(self, cell: Cell, explanation: Explanation) -> Result:
        """The cell with an explanation of it."""
        policy = self.policies[cell.policy]
        own = fingerprint(policy.id, cell.subject)
        waiver = self.waivers.of(own)
        before = self.baseline
        state = "" if before is None else before.state(own, policy.id, cell.verdict)
        begins = coming(policy.reach, policy.effective_from, cell.verdict)
        return Result(
            policy,
            cell.subject,
            cell.verdict,
            self.gating(cell),
            explanation.message + note(waiver) + NOTES[state] + begins,
            *explanation[1:],
            own,
            "" if waiver is None else waiver.id,
            state,
            *standing(self.since, own, cell.verdict, self.as_of),
        )

    def results(self, explainer: Explainer) -> Iterator[Result]:
        """Every cell, explained, in the order of `cells`."""
        return (self.result(cell, explainer) for cell in self.cells)


def fingerprint(policy: str, subject: Subject) -> str:
    """The identity of a finding: 32 hex digits that survive reordering and line moves."""
    return identity(policy, subject.inventory, subject.vendor, subject.collection, subject.id)
