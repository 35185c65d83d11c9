"""The graph of a portfolio: parties, edges, and what can be asked of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from heapq import nsmallest
from operator import attrgetter
from typing import TypeAlias, TypeVar

from checker.graph.components import Components, components, reversed_
from checker.graph.identity import Classes, Identity, Notice, identity
from checker.graph.party import Edge, Party, edge_of, party_of
from checker.graph.records import (
    OWNED_BY,
    RELIES_ON,
    Cost,
    Count,
    Entry,
    Holding,
    Link,
    Place,
    Records,
    Service,
)
from checker.graph.search import Step, path, steps

_Ends: TypeAlias = Mapping[tuple[str, str], tuple[Edge, ...]]

_Owned = TypeVar("_Owned", Holding, Service, Cost, Count)


class Graph:
    """The graph that records lead to; what is asked is worked out once.

    Attributes:
        records: everything that the inventories say; two graphs of the same are equal.
    """

    def __init__(self, records: Records) -> None:
        self.records = records

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Graph) and self.records == other.records

    def __hash__(self) -> int:
        return hash(self.records)

    def __or__(self, other: "Graph") -> "Graph":
        """Merge two graphs."""
        return Graph(self.records | other.records)

    @cached_property
    def identity(self) -> Identity:
        """The parties that ids mean."""
        ids = {id_ for link in self.records.links for id_ in (link.source, link.target)}
        return identity(self.records.entries, ids)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The sentences to tell about who is who."""
        return self.identity.notices

    def id_of(self, id_: str) -> str:
        """The id by which the party with any id goes here."""
        return self.identity.canonical.get(id_, id_)

    def party(self, id_: str) -> Party | None:
        """The party that goes by an id in any inventory."""
        return self.parties.get(self.id_of(id_))

    @cached_property
    def parties(self) -> Mapping[str, Party]:
        """All parties by id, in order of id."""
        ids: dict[str, list[str]] = defaultdict(list)
        for id_, own in self.identity.canonical.items():
            ids[own].append(id_)
        entries: dict[str, list[Entry]] = defaultdict(list)
        for entry in sorted(self.records.entries, key=lambda entry: entry.place):
            entries[self.id_of(entry.id)].append(entry)
        return {own: party_of(own, ids[own], entries[own]) for own in sorted(ids)}

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """All edges, sorted by their ends and kind."""
        links: dict[tuple[str, str, str], list[Link]] = defaultdict(list)
        own = self.identity.canonical
        for link in self.records.links:
            source, target = link.source, link.target
            links[own.get(source, source), own.get(target, target), link.kind].append(link)
        return tuple(edge_of(*key, links[key]) for key in sorted(links))

    @cached_property
    def _ends(self) -> tuple[_Ends, _Ends]:
        """By id and kind the edges that leave a party, and those that end at it."""
        after: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        before: dict[tuple[str, str], list[Edge]] = defaultdict(list)
        for edge in self.edges:
            after[edge.source, edge.kind].append(edge)
            before[edge.target, edge.kind].append(edge)
        return (
            {end: tuple(edges) for end, edges in after.items()},
            {end: tuple(edges) for end, edges in before.items()},
        )

    def after(self, id_: str, kind: str) -> tuple[Edge, ...]:
        """The edges of a kind that leave a party."""
        return self._ends[0].get((self.id_of(id_), kind), ())

    def before(self, id_: str, kind: str) -> tuple[Edge, ...]:
        """The edges of a kind that end at a party."""
        return self._ends[1].get((self.id_of(id_), kind), ())

    @cached_property
    def nodes(self) -> Sequence[str]:
        """The ids of all parties in order: their numbers in `successors` and `components`."""
        return tuple(self.parties)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """By id the number of a party."""
        return {id_: number for number, id_ in enumerate(self.nodes)}

    @cached_property
    def successors(self) -> Sequence[Sequence[int]]:
        """By number the parties on which a party relies."""
        found: list[list[int]] = [[] for _ in self.nodes]
        for edge in self.edges:
            if edge.kind == RELIES_ON:
                found[self.numbers[edge.source]].append(self.numbers[edge.target])
        return found

    @cached_property
    def predecessors(self) -> Sequence[Sequence[int]]:
        """By number the parties that rely on a party."""
        return reversed_(self.successors)

    @cached_property
    def components(self) -> Components:
        """The parties with each circle as one; whoever relies on nobody comes first."""
        return components(self.successors)

    def behind(self, id_: str) -> Mapping[str, Step[str]]:
        """Every party on which one relies, transitively, with its rank; nearest first."""
        return self._steps(id_, self.successors)

    def dependents(self, id_: str, most: int | None = None) -> Mapping[str, Step[str]]:
        """Every party that relies on one, transitively, with its distance; nearest first.

        Args:
            most: parties to find, where the nearest so many will do.
        """
        return self._steps(id_, self.predecessors, most)

    def _steps(
        self, id_: str, edges: Sequence[Sequence[int]], most: int | None = None
    ) -> Mapping[str, Step[str]]:
        start = self.numbers.get(self.id_of(id_))
        if start is None:
            return {}
        names = self.nodes
        return {
            names[node]: Step(rank, names[previous])
            for node, (rank, previous) in steps(edges, start, most).items()
        }

    @staticmethod
    def path(found: Mapping[str, Step[str]], id_: str) -> tuple[str, ...]:
        """The shortest way to a party among those that were found, both ends included."""
        return path(found, id_)

    def unrecorded(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The vendors among parties whose own sub-processors no inventory records."""
        parties = (self.parties.get(self.id_of(id_)) for id_ in ids)
        return tuple(each.id for each in parties if each and each.is_vendor and not each.chain)

    @cached_property
    def _groups(self) -> Mapping[str, str]:
        classes = Classes()
        for edge in self.edges:
            if edge.kind == OWNED_BY:
                classes.join(edge.source, edge.target)
        owned = {edge.source for edge in self.edges if edge.kind == OWNED_BY}
        best: dict[str, str] = {}
        for id_ in self.nodes:  # in order: of several at the top, the least
            root = classes.find(id_)
            if root not in best or (best[root] in owned and id_ not in owned):
                best[root] = id_
        return {id_: best[classes.find(id_)] for id_ in self.nodes}

    def group(self, id_: str) -> str:
        """The id of who owns a party at the top; in a circle, of the first in it."""
        own = self.id_of(id_)
        return self._groups.get(own, own)

    @cached_property
    def holdings(self) -> Mapping[str, tuple[Holding, ...]]:
        """The data of each vendor, by its id here, sorted by place."""
        return self._by_vendor(self.records.holdings)

    @cached_property
    def services(self) -> Mapping[str, tuple[Service, ...]]:
        """The services of each vendor."""
        return self._by_vendor(self.records.services)

    @cached_property
    def costs(self) -> Mapping[str, tuple[Cost, ...]]:
        """The yearly costs of each vendor's contracts."""
        return self._by_vendor(self.records.costs)

    @cached_property
    def currencies(self) -> frozenset[str]:
        """The currencies of all costs."""
        return frozenset(cost.currency for cost in self.records.costs if cost.currency)

    @cached_property
    def counts(self) -> Mapping[str, tuple[Count, ...]]:
        """The counts and lists that each inventory has of a vendor."""
        return self._by_vendor(self.records.counts)

    def gaps(self, name: str, most: int) -> list[Place]:
        """The first places, at most so many, at which vendors lack a list, sorted.

        Of sub-processors those alone of whom no inventory lists them.

        Args:
            name: of the list.
        """
        if name == "subprocessors":
            open_ = [id_ for id_, party in self.parties.items() if not party.chain]
            lacking = [each.place for id_ in open_ for each in self.counts.get(id_, ())]
        else:
            lacking = [each.place for each in self.records.counts if name not in each.listed]
        first = nsmallest(most, lacking)
        return [Place(place.inventory, (*place.path, name)) for place in first]

    def _by_vendor(self, records: Iterable[_Owned]) -> Mapping[str, tuple[_Owned, ...]]:
        found: dict[str, list[_Owned]] = defaultdict(list)
        own = self.identity.canonical
        for record in sorted(records, key=attrgetter("place")):
            found[own.get(record.vendor, record.vendor)].append(record)
        return {id_: tuple(found[id_]) for id_ in sorted(found)}
