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

    # The members are single objects; Enum's own hash is a call in Python for each look-up.
    __hash__ = object.__hash__


class Severity(Enum):
    """The severity of a policy's findings, highest first."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

    __hash__ = object.__hash__  # as above

    @property
    def rank(self) -> int:
        """0 for critical, 4 for info: findings are sorted by it."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class FailOn(Enum):
    """The lowest severity that gates (`--fail-on`); NEVER shows findings and gates on none."""

    CRITICAL = "critical"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"
    NEVER = "never"

    __hash__ = object.__hash__  # as above

    def gates(self, severity: Severity) -> bool:
        """Return whether a finding of this severity blocks."""
        return self is not FailOn.NEVER and severity.rank <= Severity(self.value).rank


class OnMissing(Enum):
    """The verdicts that a policy may give evidence that is not recorded."""

    UNKNOWN = "unknown"
    FAIL = "fail"
    SKIP = "skip"
