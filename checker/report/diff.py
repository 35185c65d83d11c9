"""The diff: what changed between two states of an inventory repository, and whose change it is."""

from enum import Enum
from typing import Protocol

from checker.record import NamedTuple
from checker.report.explanation import Explanation
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.report import Input
from checker.report.subject import Subject
from checker.verdict import FailOn, Severity, Verdict

SCHEMA = "vendorgate/diff/v1"


class Cause(Enum):
    """The part of a run that a change is of."""

    INVENTORY = "inventory"
    POLICIES = "policies"
    CONFIGURATION = "configuration"
    WAIVERS = "waivers"
    TIME = "time"
    VERSION = "vendorgate"


class Kind(Enum):
    """The kinds of changes of a check, the worst first."""

    FAILING = "newly failing"
    UNKNOWN = "became unknown"
    RAISED = "more severe"
    REASON = "changed reason"
    WAIVED = "waived"
    FIXED = "fixed"
    DROPPED = "no longer counted"


class State(NamedTuple):
    """One of the two states that are compared.

    Attributes:
        name: as it was asked for; empty for the work tree.
        commit: its id, where the state is a revision of git.
        counts: the cells by verdict.
        undecided: why it could not be decided; empty if it could.
    """

    name: str
    commit: str
    as_of: str
    version: str
    inputs: tuple[Input, ...]
    counts: tuple[tuple[Verdict, int], ...]
    vendors: int
    undecided: tuple[str, ...]

    @property
    def checks(self) -> int:
        """The number of its cells."""
        return sum(count for _, count in self.counts)

    def count(self, verdict: Verdict) -> int:
        """The number of its cells with a verdict."""
        return dict(self.counts).get(verdict, 0)


class CellChange(NamedTuple):
    """A check that came out differently.

    Attributes:
        severity: the policy's as it is now; as it was, if there is no such policy any more.
        subject: where it stands now; where it stood, if it is gone.
        before: None if there was no such check.
        after: None if there is none any more.
        causes: whose change it is; of several, they did it together, or each alone would have.
        is_new: whether it is a finding now and was none.
        gating: whether it blocks (`--fail-on-new`).
        cell: the check as it is now, to be explained.
        messages: before and after, of a finding that has another reason.
    """

    kind: Kind
    policy: str
    severity: Severity
    subject: Subject
    before: Verdict | None
    after: Verdict | None
    causes: tuple[Cause, ...]
    is_new: bool
    gating: bool
    cell: Cell | None
    fingerprint: str
    messages: tuple[str, str] | None = None


class Presence(Enum):
    """The ways in which a thing may differ between two states."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"


class RecordChange(NamedTuple):
    """An inventory, a vendor, or an entry of one of its lists.

    Attributes:
        kind: `inventory`, `vendor`, `client`, `data` or `subprocessor`.
        id: of the entry; of the vendor or inventory itself, if it is that.
        before: the id that an inventory had, if it has another one.
    """

    presence: Presence
    kind: str
    inventory: str
    vendor: str
    id: str
    before: str = ""


class RuleChange(NamedTuple):
    """A policy, a regime, a waiver, what is wrong with one, or a key of the configuration.

    Attributes:
        kind: `policy`, `regime`, `waiver`, `waiver defect` or `configuration`.
        what: the parts that differ, as `params.max: 5 → 3`; empty for one that came or went.
        causes: whose change it is.
    """

    presence: Presence
    kind: str
    id: str
    what: tuple[str, ...]
    causes: tuple[Cause, ...]
    gating: bool = False


class Diff(NamedTuple):
    """The difference of two states.

    Attributes:
        fail_on_new: the lowest severity of a new finding that blocks.
        changes: by kind, severity, policy and subject.
        others: the number of checks that came, went or changed, and are no findings and were none.
        notes: what a reader has to know about the two states.
    """

    version: str
    before: State
    after: State
    fail_on_new: FailOn
    changes: tuple[CellChange, ...]
    others: int
    records: tuple[RecordChange, ...]
    rules: tuple[RuleChange, ...]
    notes: tuple[str, ...]
    exit_code: ExitCode

    def of(self, kind: Kind) -> tuple[CellChange, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind is kind)

    @property
    def new(self) -> int:
        """The number of findings that were none before."""
        return sum(change.is_new for change in self.changes)

    @property
    def gating(self) -> int:
        """The number of changes that block."""
        cells = sum(change.gating for change in self.changes)
        return cells + sum(change.gating for change in self.rules)


class DiffExplainer(Protocol):
    """Anything that says why a check has come out as it has."""

    def explain(self, change: CellChange) -> Explanation | None:
        """The message and the place of a check as it is now; None if there is none any more."""
        ...


class ExplainedDiff(NamedTuple):
    """A diff, which is plain data, and what explains its changes, which is not."""

    diff: Diff
    explainer: DiffExplainer

    @property
    def exit_code(self) -> ExitCode:
        """0 compared, 1 something that blocks is new, 2 could not decide."""
        return self.diff.exit_code

    def explain(self, change: CellChange) -> Explanation | None:
        """The message and the place of a check as it is now; None if there is none any more."""
        return self.explainer.explain(change)
