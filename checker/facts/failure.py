"""Single points of failure: parties without which a critical function stops.

A function goes on as long as one of the vendors that serve it does. It stops with a party if each
of them is that party, or relies on it.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from checker.graph.closure import Dependents
from checker.graph.graph import Graph


def points_of_failure(graph: Graph, doubtful: Sequence[bool]) -> Callable[[int], bool | None]:
    """By number of a party whether it is a single point of failure; None where nobody can tell.

    Args:
        doubtful: by number of a party whether a part of its chain is not recorded.
    """
    reach = Dependents(graph.predecessors, graph.successors)
    sure: list[Any] = []
    maybe: list[Any] = []
    anybody = False
    for vendors, critical in (*_functions(graph), *_untold(graph)):
        nodes = [graph.numbers[vendor] for vendor in vendors]
        reached = [reach.of(node) for node in nodes]
        if None in reached:
            return lambda _: None
        if critical:
            sure.append(reduce(and_, reached))
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


def _functions(graph: Graph) -> list[tuple[list[str], bool]]:
    """The vendors that serve each function that is or may be critical, and whether it surely is.

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
        (sorted(vendors[key]), True in critical[key])
        for key in sorted(vendors)
        if critical[key] != {False}
    ]


def _untold(graph: Graph) -> Iterator[tuple[list[str], bool]]:
    """The vendors of which an inventory does not record what they do: it may be critical."""
    for vendor, counts in graph.counts.items():
        if any("services" not in each.listed for each in counts):
            yield [vendor], False


def _either(sets: Sequence[Any]) -> Callable[[int], bool]:
    """Whether a node is in one of some sets, be they bits of numbers or sets of nodes."""
    if not sets:
        return lambda _: False
    united: Any = reduce(or_, sets)
    if isinstance(united, int):
        return lambda node: bool(united >> node & 1)
    return lambda node: node in united
