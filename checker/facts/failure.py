"""Single points of failure: parties without which a critical function stops.

A function goes on as long as one of the vendors that serve it does. It stops with a party if each
of them is that party, or relies on it. A vendor of which nobody recorded what it does may serve any
function that has a name in its inventory.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, Final

from checker.graph.closure import Dependents
from checker.graph.graph import Graph
from checker.graph.records import Count
from checker.record import NamedTuple

_NAMED: Final = 2
"""Parts of the key of a function that has a name: its inventory and that."""


def points_of_failure(graph: Graph, doubtful: Sequence[bool]) -> Callable[[int], bool | None]:
    """By number of a party whether it is a single point of failure; None where nobody can tell.

    Args:
        doubtful: by number of a party whether a part of its chain is not recorded.
    """
    reach = Dependents(graph.predecessors, graph.successors)
    sure: list[Any] = []
    maybe: list[Any] = []
    anybody = False
    untold = _untold(graph)
    for vendors, critical, perhaps in (*_functions(graph, untold), *_alone(untold)):
        nodes = [graph.numbers[vendor] for vendor in vendors]
        reached = [reach.of(node) for node in nodes]
        others = [reach.of(graph.numbers[vendor]) for vendor in perhaps]
        if None in reached or None in others:
            return lambda _: None
        if critical:
            sure.append(reduce(and_, [*reached, *others]))
        told = [each for each, node in zip(reached, nodes, strict=True) if not doubtful[node]]
        if told:
            maybe.append(reduce(and_, told))
        else:
            anybody = True  # nothing is known of what any of them relies on
    certain, possible = _either(sure), _either(maybe)

    def tell(node: int) -> bool | None:
        if certain(node):
            return True
        return None if anybody or possible(node) else False

    return tell


class _Function(NamedTuple):
    """A function that is or may be critical.

    Attributes:
        vendors: that serve it.
        critical: whether it surely is.
        perhaps: vendors that may serve it, too: what they do is not recorded.
    """

    vendors: list[str]
    critical: bool
    perhaps: list[str]


def _functions(graph: Graph, untold: Mapping[str, list[str]]) -> list[_Function]:
    """The functions that services are recorded for.

    The same name in two inventories is two functions. A service without any is one by itself.
    """
    vendors: dict[tuple[str, ...], set[str]] = {}
    critical: dict[tuple[str, ...], set[bool | None]] = {}
    for vendor, services in graph.services.items():
        for service in services:
            own = service.place.inventory
            named: list[tuple[str, ...]] = [(own, each) for each in service.functions]
            for key in named or [(own, vendor, service.id)]:
                vendors.setdefault(key, set()).add(vendor)
                critical.setdefault(key, set()).add(service.critical)
    return [
        _Function(
            sorted(vendors[key]),
            True in critical[key],
            untold.get(key[0], []) if len(key) == _NAMED else [],
        )
        for key in sorted(vendors)
        if critical[key] != {False}
    ]


def _untold(graph: Graph) -> dict[str, list[str]]:
    """By inventory the vendors of which it does not record what they do."""
    found: dict[str, list[str]] = {}
    for vendor, counts in graph.counts.items():
        for inventory in sorted({each.place.inventory for each in counts if not _lists(each)}):
            found.setdefault(inventory, []).append(vendor)
    return found


def _lists(count: Count) -> bool:
    return "services" in count.listed


def _alone(untold: Mapping[str, list[str]]) -> Iterator[_Function]:
    """Functions that nobody recorded: each may be critical, and served by one vendor alone."""
    for vendor in sorted({vendor for vendors in untold.values() for vendor in vendors}):
        yield _Function([vendor], critical=False, perhaps=[])


def _either(sets: Sequence[Any]) -> Callable[[int], bool]:
    """Whether a node is in one of some sets, be they bits of numbers or sets of nodes."""
    if not sets:
        return lambda _: False
    united: Any = reduce(or_, sets)
    if isinstance(united, int):
        return lambda node: bool(united >> node & 1)
    return lambda node: node in united
