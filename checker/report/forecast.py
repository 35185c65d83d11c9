"""The forecast: which cells become findings if nobody acts, and at which moment."""

from typing import Protocol

from checker.record import NamedTuple
from checker.report.explanation import Explanation
from checker.report.report import Input, PolicyEntry
from checker.report.subject import Subject
from checker.report.vendors import Deadline, Deadlines
from checker.verdict import Verdict

SCHEMA = "vendorgate/forecast/v1"


class Change(NamedTuple):
    """A cell that will stop passing, or one that is open and will get worse.

    Attributes:
        at: the first instant of the new verdict, RFC 3339 in UTC.
        day: its date in the zone of the inventory's calendar, or in UTC if it declares none.
        days: how many days that is after the day of the forecast.
        verdict: what it becomes.
        waiver: id of the waiver whose end it is, else empty.
        begins: `policy` where that comes into force then, `parameters` where they change.
        due: whether that is soon enough, and grave enough, to gate.
        clause: of a cell that fails already, the part of the requirement that fails then, too.
    """

    policy: PolicyEntry
    subject: Subject
    at: str
    day: str
    days: int
    verdict: Verdict
    due: bool
    fingerprint: str
    clause: str = ""
    waiver: str = ""
    begins: str = ""


class Counts(NamedTuple):
    """Every cell of the run, by what the forecast makes of it.

    Attributes:
        changing: has a `Change`.
        found: is a finding already.
        steady: was looked at, and stays as it is.
        timeless: of a policy that does not look at the clock.
    """

    changing: int
    found: int
    steady: int
    timeless: int


class Forecast(NamedTuple):
    """The course of a run if nobody acts.

    Attributes:
        as_of: the moment from which it looks ahead, RFC 3339 in UTC.
        until: the last moment that it looks at.
        fail_within: the last moment of a change that gates; None if none does.
        changes: in order of their moments, then of severity, policy and subject.
        later: where there are no changes the first one after `until`, within ten years.
        worse: what is unknown already and will fail, and what fails already and will for another
            reason, too; ordered as `changes`.
        notes: what could not be worked out exactly, and how it was looked at instead.
        undecided: why the run could not decide (exit code 2), empty if it could.
    """

    version: str
    as_of: str
    until: str
    fail_within: str | None
    inputs: tuple[Input, ...]
    changes: tuple[Change, ...]
    later: Change | None
    worse: tuple[Change, ...]
    counts: Counts
    notes: tuple[str, ...]
    undecided: tuple[str, ...]
    exit_code: int


def soonest(forecast: Forecast) -> tuple[Change, ...]:
    """Every change, also of what is unknown already; of one moment the gravest first."""
    changes = (*forecast.changes, *forecast.worse)
    return tuple(sorted(changes, key=lambda change: (change.at, change.policy.severity.rank)))


def deadlines(forecast: Forecast) -> Deadlines:
    """The first change for the worse of each vendor."""
    first: dict[tuple[str, str], Deadline] = {}
    for change in soonest(forecast):
        if change.subject.vendor and change.verdict is not Verdict.SKIP:
            told = Deadline(change.at, change.day, change.policy.id, change.verdict)
            first.setdefault((change.subject.inventory, change.subject.vendor), told)
    return Deadlines(forecast.until, first)


class ChangeExplainer(Protocol):
    """Anything that says why a change comes."""

    def explain(self, change: Change) -> Explanation:
        """The message and the place of a change, as they will be then; pure."""
        ...
