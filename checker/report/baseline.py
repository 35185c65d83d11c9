"""The baseline of a report: which findings are known, which are new and why, what is fixed."""

from collections.abc import Mapping

from checker.record import NamedTuple
from checker.verdict import Verdict

SCHEMA = "vendorgate/baseline/v1"


class Recorded(NamedTuple):
    """A finding of a baseline; `subject` is what stands behind the vendor."""

    policy: str
    inventory: str
    vendor: str
    subject: str
    fingerprint: str

    @property
    def about(self) -> str:
        """The subject, as reports print it."""
        return "/".join(filter(None, (self.vendor, self.subject))) or self.inventory or "portfolio"


class Baseline(NamedTuple):
    """A run compared with a baseline.

    Attributes:
        as_of: the moment of the run that it was made of.
        known: fingerprints of the findings of the run that it holds.
        new: the number of findings of the run that it does not hold and that are not waived.
        fixed: what it holds and the run does not find any more.
        changed: ids of policies that are new, or decide by something else than then.
        strict: whether what is fixed gates, until it is taken out.
    """

    as_of: str
    known: frozenset[str]
    new: int
    fixed: tuple[Recorded, ...]
    changed: frozenset[str]
    strict: bool

    def state(self, fingerprint: str, policy: str, verdict: Verdict) -> str:
        """`known`, `new`, or `new policy`; empty for what a baseline never holds."""
        if fingerprint in self.known:
            return "known"
        if verdict not in {Verdict.FAIL, Verdict.UNKNOWN}:
            return ""
        return "new policy" if policy in self.changed else "new"

    @property
    def gating(self) -> int:
        """The number of entries that gate because they are stale."""
        return len(self.fixed) if self.strict else 0


NOTES: Mapping[str, str] = {
    "": "",
    "new": "",
    "known": " (known: in the baseline)",
    "new policy": " (new: the policy is new, or changed)",
}
"""What follows the message of a finding, by its state."""
