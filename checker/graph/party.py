"""Parties and edges: what the graph is made of, each with every record of it."""

from collections.abc import Iterable, Sequence

from checker.graph.records import VENDOR, Entry, Link, Place
from checker.record import NamedTuple


class Party(NamedTuple):
    """A node: a vendor, somebody behind one, a client, an owner.

    Attributes:
        id: by which it goes here, and `ids`: all that inventories give it, sorted.
        name: the first full name that is recorded, else the id.
        names: all full and trading names and aliases, sorted.
        lei: empty where none is recorded.
        is_vendor: whether an inventory lists it as a vendor.
        chain: whether an inventory records its own sub-processors.
        places: where it is recorded, sorted.
    """

    id: str
    ids: tuple[str, ...]
    name: str
    names: tuple[str, ...]
    lei: str
    is_vendor: bool
    chain: bool
    places: tuple[Place, ...]


class Edge(NamedTuple):
    """An edge between two parties; every record of it is a link.

    Attributes:
        kind: RELIES_ON, SERVES or OWNED_BY.
        details: the kinds of a sub-processor, or the segregations of a client, sorted.
        links: sorted by place; their ids are those of the inventories.
    """

    source: str
    target: str
    kind: str
    details: tuple[str, ...]
    links: tuple[Link, ...]

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that record it."""
        return tuple(link.place for link in self.links)


def party_of(own: str, ids: Iterable[str], entries: Sequence[Entry]) -> Party:
    """The party that goes by an id, of all ids and records of it."""
    names = {name for entry in entries for name in (*entry.names, *entry.aliases)}
    ranked = sorted(entries, key=lambda entry: (entry.id != own, entry.role != VENDOR))
    return Party(
        own,
        tuple(sorted(ids)),
        next((entry.names[0] for entry in ranked if entry.names), own),
        tuple(sorted(names)),
        min((entry.lei for entry in entries if entry.lei), default=""),
        any(entry.role == VENDOR for entry in entries),
        any(entry.chain for entry in entries),
        tuple(entry.place for entry in entries),
    )


def edge_of(source: str, target: str, kind: str, links: list[Link]) -> Edge:
    """The edge that some links are records of."""
    if len(links) == 1:  # as are nearly all
        detail = links[0].detail
        return Edge(source, target, kind, (detail,) if detail else (), (links[0],))
    details = tuple(sorted({link.detail for link in links if link.detail}))
    ordered = tuple(sorted(links, key=lambda link: link.place))
    return Edge(source, target, kind, details, ordered)
