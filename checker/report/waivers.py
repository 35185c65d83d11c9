"""The waivers of a report: what each covers, until when, and what is wrong with it."""

from collections.abc import Mapping
from enum import Enum

from checker.problems import Place
from checker.record import NamedTuple
from checker.verdict import Severity


class State(Enum):
    """The state of a waiver in a run; only one that is in force covers anything."""

    IN_FORCE = "in force"
    PENDING = "not yet in force"
    EXPIRED = "expired"
    UNAPPROVED = "unapproved"
    SELF_APPROVED = "self-approved"
    TOO_LONG = "too long"
    OVER_BROAD = "over-broad"
    DANGLING = "dangling"
    ELSEWHERE = "not about this run"


class Rule(Enum):
    """A defect of a waiver."""

    EXPIRED = "waiver-expired"
    UNAPPROVED = "waiver-unapproved"
    SELF_APPROVED = "waiver-self-approved"
    TOO_LONG = "waiver-too-long"
    OVER_BROAD = "waiver-over-broad"
    DANGLING = "waiver-dangling"
    UNUSED = "waiver-unused"
    ENDING = "waiver-ending"


SEVERITIES: Mapping[Rule, Severity] = {
    Rule.EXPIRED: Severity.MEDIUM,
    Rule.UNAPPROVED: Severity.HIGH,
    Rule.SELF_APPROVED: Severity.HIGH,
    Rule.TOO_LONG: Severity.MEDIUM,
    Rule.OVER_BROAD: Severity.HIGH,
    Rule.DANGLING: Severity.MEDIUM,
    Rule.UNUSED: Severity.LOW,
    Rule.ENDING: Severity.INFO,
}


class WaiverEntry(NamedTuple):
    """A waiver as the report shows it.

    Attributes:
        inventory: empty where the file does not say it; so `vendor`, `subject`, `approved_by` and
            `ticket`.
        expires: the last day on which it counts, in UTC.
        days_left: from the day of the run to that day; negative when it is over.
        covers: the number of cells that it turns into `waived`.
    """

    id: str
    policy: str
    inventory: str
    vendor: str
    subject: str
    reason: str
    owner: str
    approved_by: str
    ticket: str
    created: str
    expires: str
    days_left: int
    state: State
    covers: int
    place: Place

    @property
    def about(self) -> str:
        """The subject, as reports print it."""
        return "/".join(filter(None, (self.vendor, self.subject))) or self.inventory or "portfolio"


class WaiverDefect(NamedTuple):
    """One thing that is wrong with a waiver: a finding of the gate."""

    rule: Rule
    waiver: str
    gating: bool
    message: str
    place: Place

    @property
    def severity(self) -> Severity:
        """The severity of the state."""
        return SEVERITIES[self.rule]


class Waivers(NamedTuple):
    """The waivers of a run.

    Attributes:
        entries: in the order of the file.
        defects: gravest first, then in the order of the file.
        by_cell: by the fingerprint of a cell the index of the waiver that covers it, or that would
            if nothing were wrong with it.
    """

    entries: tuple[WaiverEntry, ...]
    defects: tuple[WaiverDefect, ...]
    by_cell: Mapping[str, int]

    def of(self, fingerprint: str) -> WaiverEntry | None:
        """The waiver of a cell."""
        index = self.by_cell.get(fingerprint)
        return None if index is None else self.entries[index]

    @property
    def gating(self) -> int:
        """The number of defects that gate."""
        return sum(each.gating for each in self.defects)


NO_WAIVERS = Waivers((), (), {})

_NOTES = {
    State.EXPIRED: "expired on {expires}",
    State.UNAPPROVED: "is not approved",
    State.SELF_APPROVED: "is approved by its own owner",
    State.TOO_LONG: "is longer than may be",
    State.OVER_BROAD: "would cover more than was approved",
}


def note(waiver: WaiverEntry | None) -> str:
    """The reason for which a waiver does not cover its cell, to follow the finding's message."""
    if waiver is None or waiver.state not in _NOTES:
        return ""
    told = _NOTES[waiver.state].format(expires=waiver.expires)
    return f" (waiver '{waiver.id}' {told})"
