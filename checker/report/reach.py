"""The reach of a policy in a run: how far it got, and whether its findings count."""

from enum import Enum

from checker.report.gate import FINDINGS
from checker.verdict import Verdict


class Reach(Enum):
    """The reach of a policy in a run."""

    APPLIED = "applied"
    NOTHING = "applied to nothing"
    IDLE = "idle"
    DISABLED = "disabled"
    COMING = "coming"
    OVER = "over"

    @property
    def counts(self) -> bool:
        """Return whether the policy is in force: its findings count."""
        return self not in _OUT_OF_FORCE


_OUT_OF_FORCE = frozenset({Reach.DISABLED, Reach.COMING, Reach.OVER})


def coming(reach: Reach, first: str, verdict: Verdict) -> str:
    """The end of the message of a finding of a policy that is not in force before a first day."""
    if reach is not Reach.COMING or verdict not in FINDINGS:
        return ""
    return f" (coming: in force from {first})"
