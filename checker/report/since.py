"""The changes since an earlier report: what fails now, what became unknown, what was fixed."""

from collections.abc import Mapping

from checker.record import NamedTuple
from checker.report.gate import QUIET
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


class Earlier(NamedTuple):
    """A check that is open or waived, as the earlier report has it.

    Attributes:
        verdict: the one of then.
        first_seen: the moment of the first report from which on it was open or waived in each.
    """

    verdict: Verdict
    first_seen: str


class Since(NamedTuple):
    """The changes that matter, each list by severity, policy and subject.

    Attributes:
        as_of: the moment of the earlier report.
        failing: fails, or is an error, and did not before.
        unknown: is unknown, and was not before.
        fixed: passes, and was a finding before.
        dropped: was a finding before, and now is waived, skipped, or not checked any more.
        earlier: by fingerprint what is open or waived now, and was checked before.
    """

    as_of: str
    failing: tuple[Changed, ...]
    unknown: tuple[Changed, ...]
    fixed: tuple[Changed, ...]
    dropped: tuple[Changed, ...]
    earlier: Mapping[str, Earlier]


def standing(
    since: Since | None, fingerprint: str, verdict: Verdict, now: str
) -> tuple[str, Verdict | None]:
    """The moment since when a check is known to stand, and its verdict in the earlier report.

    Args:
        verdict: one that is neither open nor waived stands since never, which is empty.
        now: the moment of the report.
    """
    if verdict in QUIET:
        return "", None
    before = None if since is None else since.earlier.get(fingerprint)
    return (now, None) if before is None else (before.first_seen, before.verdict)
