"""The waiver: one entry of `waivers.yaml`, read and valid."""

from collections.abc import Mapping

from checker.problems import Place
from checker.record import NamedTuple
from checker.time.text import DAY
from checker.verdict import Severity

EVERYTHING = "*"
"""The subject of a waiver for everything of a vendor that the policy is about."""

LIVES: Mapping[Severity, int] = {
    Severity.CRITICAL: 30,
    Severity.HIGH: 90,
    Severity.MEDIUM: 180,
    Severity.LOW: 365,
    Severity.INFO: 365,
}
"""Days that a waiver may last at most, where the configuration does not say."""


class Waiver(NamedTuple):
    """A waiver; what the file does not say is empty.

    Attributes:
        covers: how many findings were approved; 0 where the subject is not `*`.
        first: the day from which it counts, from 1970-01-01.
        last: the last day on which it counts.
    """

    id: str
    policy: str
    inventory: str
    vendor: str
    subject: str
    covers: int
    reason: str
    owner: str
    approved_by: str
    ticket: str
    created: str
    expires: str
    first: int
    last: int
    place: Place

    @property
    def begins(self) -> int:
        """The first nanosecond at which it counts."""
        return self.first * DAY

    @property
    def ends(self) -> int:
        """The first nanosecond at which it does not count any more."""
        return (self.last + 1) * DAY

    @property
    def days(self) -> int:
        """The days on which it counts."""
        return self.last - self.first + 1


class WaiverFile(NamedTuple):
    """The waivers of a run, and what they are measured against.

    Attributes:
        waivers: in the order of the file.
        lives: days that one may last at most, by the severity of its policy.
        policies: ids of all policies, also of those that were not asked for.
    """

    waivers: tuple[Waiver, ...]
    lives: Mapping[Severity, int]
    policies: frozenset[str]


NO_FILE = WaiverFile((), LIVES, frozenset())
