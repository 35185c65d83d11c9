"""The exposure: who and what a breach at one party reaches, as a value."""

from enum import Enum

from checker.graph.records import Place
from checker.record import NamedTuple


class Target(Enum):
    """The things that may be asked about."""

    PARTY = "party"
    CLIENT = "client"
    CATEGORY = "category"


class About(NamedTuple):
    """The party, client or category of data that is asked about."""

    target: Target
    id: str
    name: str


class Organisation(NamedTuple):
    """A party that is reached.

    Attributes:
        path: from what was asked about to it, as ids.
        kinds: what those on the path are to the next, as `build_tool`; empty where not recorded.
        is_vendor: whether an inventory lists it as a vendor.
        place: of the record that says so; None where it is what was asked about.
    """

    id: str
    name: str
    path: tuple[str, ...]
    kinds: tuple[str, ...]
    is_vendor: bool
    place: Place | None


class Client(NamedTuple):
    """A client of a vendor that is reached.

    Attributes:
        path: from what was asked about to the vendor.
        segregation: what keeps it apart from others; empty where that is not recorded.
        affected: whether the incident that was asked about says so; None where it does not tell.
    """

    id: str
    name: str
    vendor: str
    path: tuple[str, ...]
    segregation: str
    affected: bool | None
    place: Place


class Reach(Enum):
    """The certainty that data are reached, the surest first."""

    CONFIRMED = "confirmed"
    SUSPECTED = "suspected"
    HELD = "held"
    REACHABLE = "reachable"
    BESIDE = "beside"
    POSSIBLE = "possible"


SURE = frozenset({Reach.CONFIRMED, Reach.HELD, Reach.REACHABLE})
"""Reaches that records state; others may turn out to be none."""


class Data(NamedTuple):
    """Data that are reached.

    Attributes:
        vendor: that holds them.
        owner: the client whose they are; empty where that is not recorded.
        subjects: whom they are about; None where that is not recorded.
        records: None where their number is not recorded.
        at_rest: how they are encrypted there; empty where that is not recorded, as are `keys`.
        entry: whether the vendor has an entry of them; without one nothing more is known.
        place: of that entry, or of the record that says that they are reached.
    """

    vendor: str
    id: str
    category: str
    classification: str
    owner: str
    subjects: tuple[str, ...] | None
    special: bool
    records: int | None
    at_rest: str
    keys: str
    reach: Reach
    entry: bool
    place: Place


class People(NamedTuple):
    """A range of numbers of people; `most` is None where nothing says how many there may be."""

    least: int
    most: int | None

    def __add__(self, other: object) -> "People":
        """Add ranges."""
        if not isinstance(other, People):
            return NotImplemented
        open_ = self.most is None or other.most is None
        most = None if open_ else (self.most or 0) + (other.most or 0)
        return People(self.least + other.least, most)


NOBODY = People(0, 0)


class State(Enum):
    """The standing of an obligation, the most urgent first."""

    OVERDUE = "overdue"
    OPEN = "open"
    UNCLEAR = "unclear"
    ARISES = "would arise"
    LATE = "late"
    SENT = "sent"


class Duty(NamedTuple):
    """An obligation that exists, or that would arise.

    Attributes:
        sure: whether records tell that it is owed; it may depend on how many people are affected.
        incident: the recorded one; empty where it would arise.
        due: the last instant that is in time, of one that would arise the earliest such instant:
            as if it had been detected, and everybody had known, at the moment that was asked of;
            empty where records do not tell. A span where the start is not exact.
        sent_at: empty where it was not sent.
        late_by: in words.
        terms: it as a sentence.
    """

    state: State
    sure: bool
    vendor: str
    client: str
    incident: str
    sender: str
    to: str
    source: str
    limit: str
    due: str
    sent_at: str
    late_by: str
    terms: str
    place: Place


class Recorded(NamedTuple):
    """An incident that is recorded at a vendor that is reached."""

    id: str
    vendor: str
    status: str


class Unknown(NamedTuple):
    """One thing that is not recorded, and would change the answer.

    Attributes:
        text: what is not recorded.
        about: of whom or what.
        places: to record it.
    """

    text: str
    about: tuple[str, ...]
    places: tuple[Place, ...]


class Exposure(NamedTuple):
    """Everything that a breach reaches; lists in the order in which they are told.

    Attributes:
        as_of: the moment that was asked of.
        incident: the one that was asked about; empty for any.
        recorded: the incidents at vendors that are reached, to ask about.
        people: by vendor, and their sum: somebody at two vendors counts twice.
    """

    about: About
    as_of: str
    incident: str
    recorded: tuple[Recorded, ...]
    organisations: tuple[Organisation, ...]
    clients: tuple[Client, ...]
    data: tuple[Data, ...]
    people: tuple[tuple[str, People], ...]
    total: People
    duties: tuple[Duty, ...]
    unknown: tuple[Unknown, ...]
