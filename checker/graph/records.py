"""Records: what inventories say of parties and of what is between them, as sets that merge."""

from collections.abc import Iterable
from typing import Any, Final, TypeAlias

from checker.record import NamedTuple

Path: TypeAlias = tuple[str | int, ...]

VENDOR: Final = "vendor"
ORGANISATION: Final = "organisation"
NAMED: Final = "named"

RELIES_ON: Final = "relies_on"
SERVES: Final = "serves"
OWNED_BY: Final = "owned_by"


class Place(NamedTuple):
    """A place in an inventory.

    Attributes:
        inventory: its id.
        path: in its document.
    """

    inventory: str
    path: Path


class Entry(NamedTuple):
    """One record of a party, with what identifies it.

    Attributes:
        role: VENDOR, ORGANISATION, or NAMED for one that an entry names in place.
        names: the full name, and a trading name.
        aliases: other names that were stated.
        lei: empty where it is not recorded, as is `parent`.
        chain: of a vendor, whether its sub-processors are recorded.
    """

    id: str
    role: str
    names: tuple[str, ...]
    place: Place
    aliases: tuple[str, ...] = ()
    lei: str = ""
    same_as: tuple[str, ...] = ()
    distinct_from: tuple[str, ...] = ()
    chain: bool = False


class Link(NamedTuple):
    """One record of an edge.

    Attributes:
        source: the id of who needs: a vendor, or the recipient of a sub-processor. Of SERVES the
            vendor, of OWNED_BY the party that is owned.
        target: the id of the other end.
        kind: RELIES_ON, SERVES or OWNED_BY.
        detail: the kind of a sub-processor, or the segregation of a client; empty if not recorded.
        data: the categories of data that a sub-processor can reach; None if not recorded.
    """

    source: str
    target: str
    kind: str
    place: Place
    detail: str = ""
    data: tuple[str, ...] | None = None


class Holding(NamedTuple):
    """One kind of data that a vendor holds; what is not recorded is empty, or None."""

    vendor: str
    id: str
    category: str
    place: Place
    classification: str = ""
    records: int | None = None
    owner: str = ""


class Service(NamedTuple):
    """One service of a vendor; `critical` is None where that is not recorded."""

    vendor: str
    id: str
    place: Place
    functions: tuple[str, ...] = ()
    critical: bool | None = None


class Cost(NamedTuple):
    """The yearly cost of one contract with a vendor; None where it is not recorded."""

    vendor: str
    place: Place
    amount: int | float | None = None
    currency: str = ""


class Count(NamedTuple):
    """The counts and lists that one inventory has of a vendor.

    Attributes:
        place: of the vendor.
        listed: the names of the lists that are recorded, be they empty.
        declared: the number of clients that the vendor states; None where it is not recorded.
        substitutability: how hard the vendor is to replace; empty where it is not recorded.
        alternatives: the vendors or others that could do its work; None where not recorded.
    """

    vendor: str
    place: Place
    listed: frozenset[str] = frozenset()
    declared: int | None = None
    substitutability: str = ""
    alternatives: tuple[str, ...] | None = None


class Records(NamedTuple):
    """Everything that some inventories say. Merging is the union of sets."""

    entries: frozenset[Entry] = frozenset()
    links: frozenset[Link] = frozenset()
    holdings: frozenset[Holding] = frozenset()
    services: frozenset[Service] = frozenset()
    costs: frozenset[Cost] = frozenset()
    counts: frozenset[Count] = frozenset()

    @staticmethod
    def merged(parts: "Iterable[Records]") -> "Records":
        """Merge many sets of records, each of which is read once."""
        found: list[set[Any]] = [set() for _ in Records._fields]
        for part in parts:
            for known, own in zip(found, part, strict=True):
                known.update(own)
        return Records(*map(frozenset, found))

    def __sub__(self, other: "Records") -> "Records":
        """All but the records of another set."""
        return Records(
            self.entries - other.entries,
            self.links - other.links,
            self.holdings - other.holdings,
            self.services - other.services,
            self.costs - other.costs,
            self.counts - other.counts,
        )

    def __or__(self, other: "Records") -> "Records":
        """Merge two sets of records: associative, commutative, and nothing counts twice."""
        return Records(
            self.entries | other.entries,
            self.links | other.links,
            self.holdings | other.holdings,
            self.services | other.services,
            self.costs | other.costs,
            self.counts | other.counts,
        )
