"""The history: since when each finding stands, how long the fixed ones stood, month by month."""

from collections.abc import Mapping
from statistics import median

from checker.record import NamedTuple
from checker.report.gate import ExitCode
from checker.report.report import Input
from checker.report.subject import Subject
from checker.verdict import Severity, Verdict

SCHEMA = "vendorgate/history/v1"


class Event(NamedTuple):
    """A commit at which something was found out.

    Attributes:
        commit: its id; empty for the moment after the last commit up to which it is looked.
        at: the moment at which the commit was decided, RFC 3339 in UTC.
    """

    commit: str
    at: str


class Standing(NamedTuple):
    """A finding that stands.

    Attributes:
        since: the first commit of those without a break at which it is found.
        from_start: whether that is the first commit that was looked at.
        days: whole ones, until the end.
    """

    policy: str
    severity: Severity
    subject: Subject
    verdict: Verdict
    since: Event
    from_start: bool
    days: int
    fingerprint: str


class Ended(NamedTuple):
    """A finding that stood, and does not any more; one that came again is told each time.

    Attributes:
        until: the first commit at which it is not found.
        after: its verdict there; None if there is no such check any more.
    """

    policy: str
    severity: Severity
    subject: Subject
    since: Event
    from_start: bool
    until: Event
    days: int
    after: Verdict | None
    fingerprint: str

    @property
    def is_fixed(self) -> bool:
        """Whether it passes; else it is waived, skipped, or not checked any more."""
        return self.after is Verdict.PASS


class Month(NamedTuple):
    """A month of UTC.

    Attributes:
        name: as `2031-05`.
        standing: the findings at its end, by severity of their policies at that time.
        began: the findings that began in it.
        fixed: those that were fixed in it.
    """

    name: str
    standing: Mapping[Severity, int]
    began: int
    fixed: int

    @property
    def total(self) -> int:
        """The findings at its end."""
        return sum(self.standing.values())


class Unread(NamedTuple):
    """A commit that could not be decided, and why."""

    event: Event
    reason: str


class History(NamedTuple):
    """The findings of a row of commits.

    Attributes:
        start: the first commit that could be read.
        end: the last commit, at the moment up to which it is looked.
        commits: the number of those that were looked at.
        standing: the longest first.
        ended: the latest first.
        unread: the commits that could not be decided; each counts as the one before.
        undecided: why the last one could not be decided.
    """

    version: str
    start: Event
    end: Event
    commits: int
    inputs: tuple[Input, ...]
    standing: tuple[Standing, ...]
    ended: tuple[Ended, ...]
    months: tuple[Month, ...]
    unread: tuple[Unread, ...]
    undecided: tuple[str, ...]
    exit_code: ExitCode

    @property
    def fixed(self) -> tuple[Ended, ...]:
        """The findings that were fixed."""
        return tuple(each for each in self.ended if each.is_fixed)

    @property
    def days_to_fix(self) -> tuple[int, int] | None:
        """The days that a fixed finding stood: the median, and the most."""
        days = [each.days for each in self.fixed]
        return (int(median(days)), max(days)) if days else None
