"""The closed sets a run is about: what a cell can be, and how much it matters."""

from enum import Enum


class Verdict(Enum):
    """The outcome of one policy on one subject (docs/verdicts.md)."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    UNKNOWN = "unknown"
    WAIVED = "waived"
    SKIP = "skip"
    ERROR = "error"


class Severity(Enum):
    """How much a finding of a policy matters, highest first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for critical, 4 for info: findings are sorted by it."""
        return _RANKS[self]

    def at_least(self, threshold: "Severity") -> bool:
        """Whether this severity reaches the threshold (`--fail-on`)."""
        return self.rank <= threshold.rank


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class OnMissing(Enum):
    """What a policy makes of evidence that is not recorded."""

    UNKNOWN = "unknown"
    FAIL = "fail"
    SKIP = "skip"
