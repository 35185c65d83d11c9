"""The picture: nodes in columns and the lines between them, before anybody draws it."""

from collections.abc import Iterable, Mapping
from enum import Enum

from checker.record import NamedTuple


class State(Enum):
    """The state of a node or a line, the worst first."""

    BREACHED = "breached"
    REACHED = "reached"
    CLEAR = "clear"


class Node(NamedTuple):
    """A node of a picture.

    Attributes:
        id: unique in the picture, and the same whatever else is in it.
        label: its name.
        kind: `client`, `vendor`, or of parties what they are to others, as `build_tool`.
        rank: its column: 0 for clients, 1 for vendors, then every step further.
        weight: the share of all clients (or vendors) that depend on it, from 0 to 1.
        detail: what else is told of it, in a few words.
        members: how many nodes it stands for.
        open: whether it is not recorded on whom it relies.
        purl: of software, its package URL.
        data: what it holds: category and classification of each.
    """

    id: str
    label: str
    kind: str
    rank: int
    weight: float
    state: State = State.CLEAR
    detail: str = ""
    members: int = 1
    open: bool = False
    purl: str = ""
    data: tuple[tuple[str, str], ...] = ()


class Edge(NamedTuple):
    """A line: the source relies on the target.

    Attributes:
        weight: the share of them that depend through it, from 0 to 1.
    """

    source: str
    target: str
    weight: float
    state: State = State.CLEAR


class Picture(NamedTuple):
    """A picture of a graph.

    Attributes:
        title: what it shows.
        as_of: the moment of which it is true.
        unit: who is counted in weights: `clients` or `vendors`.
        notes: what a reader must know to read it.
    """

    title: str
    as_of: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    unit: str = "clients"
    notes: tuple[str, ...] = ()

    def by_id(self) -> Mapping[str, Node]:
        """The nodes by their ids."""
        return {node.id: node for node in self.nodes}


STATES = tuple(State)


def worst(one: State, other: State) -> State:
    """The worse of two states."""
    return min(one, other, key=STATES.index)


def placed(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """Nodes in the order of a picture, whatever order they come in."""
    return tuple(sorted(nodes, key=lambda node: (node.rank, node.id)))


def joined(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Lines in the order of a picture; of those between the same nodes one, as wide as the widest.

    Their sum might count a client twice.
    """
    found: dict[tuple[str, str], Edge] = {}
    for edge in edges:
        before = found.get((edge.source, edge.target), edge)
        weight = max(before.weight, edge.weight)
        state = worst(before.state, edge.state)
        found[edge.source, edge.target] = edge._replace(weight=weight, state=state)
    return tuple(found[ends] for ends in sorted(found))
