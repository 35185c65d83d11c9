"""The chain: the graph of a portfolio as a picture, with what a breach reaches."""

from collections.abc import Collection, Iterator, Mapping
from typing import Final

from checker.graph.graph import Graph
from checker.graph.party import Party
from checker.graph.records import RELIES_ON, SERVES
from checker.picture.picture import Edge, Node, Picture, State, joined, placed
from checker.picture.shares import Shares, shares
from checker.record import NamedTuple

_SENSITIVE: Final = frozenset({"secret", "restricted"})


class Breach(NamedTuple):
    """The parties that a breach is at, and those that it reaches, by id."""

    at: Collection[str]
    reached: Collection[str]


def breach_at(graph: Graph, parties: Collection[str]) -> Breach:
    """The reach of a breach at some parties: whoever relies on them, and whom these serve."""
    at = {graph.id_of(id_) for id_ in parties}
    reached = {id_ for party in at for id_ in graph.dependents(party)}
    served = {edge.target for id_ in at | reached for edge in graph.after(id_, SERVES)}
    return Breach(at, (reached | served) - at)


def chain(
    graph: Graph,
    breach: Breach,
    *,
    title: str,
    as_of: str,
    purls: Mapping[str, str],
    only: Collection[str] | None = None,
) -> Picture:
    """The picture of a graph: clients, vendors, and everybody behind them.

    Args:
        breach: what is red and amber.
        purls: the package URL of software, by id.
        only: the ids of those that are in the picture; None means all.
    """
    ranks = _ranks(graph)
    whole = _Chain(
        graph, breach, shares(graph, [id_ for id_, rank in ranks.items() if not rank]), purls
    )
    kept = {id_: rank for id_, rank in ranks.items() if only is None or id_ in only}
    nodes = (whole.node(graph.parties[id_], rank) for id_, rank in kept.items())
    edges = (edge for edge in whole.edges() if edge.source in kept and edge.target in kept)
    return Picture(title, as_of, placed(nodes), joined(edges), whole.shares.unit)


def _ranks(graph: Graph) -> Mapping[str, int]:
    """The rank of each party that is a part of the chain: 0 for clients, 1 for vendors, and so on.

    The nearest way counts. A client that is a vendor, too, stands among the vendors.
    """
    vendors = {id_ for id_, party in graph.parties.items() if party.is_vendor}
    served = [edge for edge in graph.edges if edge.kind == SERVES]
    vendors.update(edge.source for edge in served)
    ranks = dict.fromkeys({edge.target for edge in served} - vendors, 0)
    level, rank = sorted(vendors), 1
    while level:
        ranks.update(dict.fromkeys(level, rank))
        behind = {edge.target for id_ in level for edge in graph.after(id_, RELIES_ON)}
        level = sorted(behind - ranks.keys())
        rank += 1
    # A recipient on which no vendor relies, and who is behind it.
    relying = (edge for edge in graph.edges if edge.kind == RELIES_ON)
    rest = {id_ for edge in relying for id_ in (edge.source, edge.target)} - ranks.keys()
    return {**ranks, **dict.fromkeys(rest, rank)}


class _Chain(NamedTuple):
    """A graph, and what is drawn of it."""

    graph: Graph
    breach: Breach
    shares: Shares
    purls: Mapping[str, str]

    def node(self, party: Party, rank: int) -> Node:
        """The node of a party."""
        before = self.graph.before(party.id, RELIES_ON)
        details = sorted({kind for edge in before for kind in edge.details})
        holdings = self.graph.holdings.get(party.id, ())
        kind = "client" if rank == 0 else "vendor" if party.is_vendor else "party"
        return Node(
            id=party.id,
            label=party.name,
            kind=details[0] if rank and len(details) == 1 else kind,
            rank=rank,
            weight=self.shares.of.get(party.id, 0.0),
            state=self._state(party.id),
            detail="; ".join(_detail(details, [each.classification for each in holdings])),
            open=rank > 0 and not party.chain,
            purl=self.purls.get(party.id, ""),
            data=tuple((each.category, each.classification or "unknown") for each in holdings),
        )

    def _state(self, id_: str) -> State:
        if id_ in self.breach.at:
            return State.BREACHED
        return State.REACHED if id_ in self.breach.reached else State.CLEAR

    def edges(self) -> Iterator[Edge]:
        """The lines: a client relies on whoever serves it."""
        told = {*self.breach.at, *self.breach.reached}
        for edge in self.graph.edges:
            if edge.kind == SERVES:
                source, target, least = edge.target, edge.source, self.shares.least
            elif edge.kind == RELIES_ON:
                source, target, least = edge.source, edge.target, 0.0
            else:
                continue
            state = State.BREACHED if source in told and target in told else State.CLEAR
            yield Edge(source, target, self.shares.of.get(source, least), state)


def _detail(details: list[str], classes: list[str]) -> Iterator[str]:
    yield from (each.replace("_", " ") for each in details)
    if classes:
        sensitive = sum(each in _SENSITIVE for each in classes)
        told = f"{len(classes)} kind{'' if len(classes) == 1 else 's'} of data"
        yield f"{told}, {sensitive} sensitive" if sensitive else told
