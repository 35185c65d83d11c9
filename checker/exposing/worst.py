"""The worst: the parties whose breach or loss reaches most, by each measure."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from checker.exposing.data import SENSITIVE, held
from checker.exposing.exposure import Unknown
from checker.exposing.people import people
from checker.exposing.portfolio import Portfolio
from checker.exposing.unknown import Gap, unknown
from checker.graph.closure import Dependents
from checker.graph.graph import Graph
from checker.graph.records import RELIES_ON, SERVES
from checker.graph.weights import Weights
from checker.record import NamedTuple
from checker.time.text import format_timestamp

MOST: Final = 1_000
"""The number of parties that can be asked for."""

MEASURES: Final = ("clients", "vendors", "critical services", "sensitive data", "people")
"""Everything that is counted, as a title names it."""


class Rank(NamedTuple):
    """A party, and how many it reaches."""

    id: str
    name: str
    reached: int


class Measure(NamedTuple):
    """One measure: how many there are in all, and who reaches most of them."""

    name: str
    total: int
    ranks: tuple[Rank, ...]


class Worst(NamedTuple):
    """The parties that reach most, by each measure.

    Attributes:
        uncounted: parties of which it would take too long to count whom they reach.
    """

    as_of: str
    measures: tuple[Measure, ...]
    uncounted: int
    unknown: tuple[Unknown, ...]


def worst(portfolio: Portfolio, most: int) -> Worst:
    """The parties that reach most: so many of each measure, those that reach nothing left out."""
    graph = portfolio.graph
    dependents = Dependents(graph.successors, graph.predecessors)
    counts = [
        _clients(graph, dependents),
        *((weights.total, _over(weights, dependents)) for weights in _weights(portfolio)),
    ]
    candidates = [id_ for id_ in graph.parties if _is_relied_upon(graph, id_)]
    uncounted = 0
    ranks: list[list[Rank]] = [[] for _ in counts]
    for id_ in candidates:
        found = [count(graph.numbers[id_]) for _, count in counts]
        uncounted += None in found
        for own, number in zip(ranks, found, strict=True):
            if number:
                own.append(Rank(id_, graph.parties[id_].name, number))
    return Worst(
        format_timestamp(portfolio.as_of),
        tuple(
            Measure(
                name, total, tuple(sorted(own, key=lambda rank: (-rank.reached, rank.id))[:most])
            )
            for name, (total, _), own in zip(MEASURES, counts, ranks, strict=True)
        ),
        uncounted,
        unknown(_gaps(graph)),
    )


_LISTS: Final = {
    "subprocessors": "on whom it relies",
    "clients": "who its clients are",
    "data": "which data it holds",
    "services": "what it supplies",
}


def _gaps(graph: Graph) -> Iterator[Gap]:
    """The lists that no inventory has of a vendor: whoever reaches it may reach more."""
    for key, text in _LISTS.items():
        for id_, counts in graph.counts.items():
            if not any(key in count.listed for count in counts):
                yield text, id_, counts[0].place


def _is_relied_upon(graph: Graph, id_: str) -> bool:
    """Whether a party is a vendor, serves somebody, or somebody relies on it."""
    served = graph.parties[id_].is_vendor or graph.after(id_, SERVES)
    return bool(served or graph.before(id_, RELIES_ON))


def _clients(graph: Graph, dependents: Dependents) -> tuple[int, Callable[[int], int | None]]:
    """The number of clients, and by party of those that are reached: each counts once."""
    served = [edge for edge in graph.edges if edge.kind == SERVES]
    bits = {id_: bit for bit, id_ in enumerate(sorted({edge.target for edge in served}))}
    masks = [0] * len(graph.numbers)
    for edge in served:
        masks[graph.numbers[edge.source]] |= 1 << bits[edge.target]
    united = dependents.united(masks)

    def count(node: int) -> int | None:
        found = united(node)
        return None if found is None else found.bit_count()

    return len(bits), count


def _over(weights: Weights, dependents: Dependents) -> Callable[[int], int | None]:
    def count(node: int) -> int | None:
        found = dependents.of(node)
        return None if found is None else weights.over(found)

    return count


def _weights(portfolio: Portfolio) -> Sequence[Weights]:
    """By party what counts of itself: vendors, critical services, sensitive data, people."""
    graph = portfolio.graph
    services, holdings = graph.services, graph.holdings
    own = [
        (
            int(party.is_vendor),
            sum(service.critical is True for service in services.get(id_, ())),
            sum(holding.classification in SENSITIVE for holding in holdings.get(id_, ())),
            people(held(id_, portfolio), None, listed=True).least,
        )
        for id_, party in graph.parties.items()
    ]
    return [Weights(list(each)) for each in zip(*own, strict=True)]
