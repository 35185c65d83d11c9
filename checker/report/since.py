"""The changes since an earlier report: what fails now, what became unknown, what was fixed."""

from checker.record import NamedTuple
from checker.report.subject import Subject
from checker.verdict import Severity, Verdict


class Changed(NamedTuple):
    """A check that has another verdict than before.

    Attributes:
        policy: its id.
        severity: the policy's, as it is now; as it was, if there is no such policy any more.
        subject: `document` is -1 if its inventory is not in the later report.
        before: None if there was no such check.
        after: None if there is no such check any more.
    """

    policy: str
    severity: Severity
    subject: Subject
    before: Verdict | None
    after: Verdict | None


class Since(NamedTuple):
    """The changes that matter, each list by severity, policy and subject.

    Attributes:
        as_of: the moment of the earlier report.
        failing: fails, or is an error, and did not before.
        unknown: is unknown, and was not before.
        fixed: passes, and was a finding before.
        dropped: was a finding before, and now is waived, skipped, or not checked any more.
    """

    as_of: str
    failing: tuple[Changed, ...]
    unknown: tuple[Changed, ...]
    fixed: tuple[Changed, ...]
    dropped: tuple[Changed, ...]
