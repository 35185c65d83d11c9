"""The closure: for every party at once, who relies on it.

One number is the set of a whole component, a bit for each node; sets go down the condensation
along its edges. Above 20,000 parties that would be too much memory for anybody: then each set is
searched for when it is asked for, as long as the searches take no more than a stated number of
steps together.
"""

from collections.abc import Callable, Sequence
from functools import reduce
from operator import or_
from typing import Final

from checker.graph.components import Components, components
from checker.graph.weights import Some, bits

MOST: Final = 20_000
"""Nodes of which all closures are kept at once: 50 MB in the worst case."""

STEPS: Final = 20_000_000
"""Edges that all searches of a larger graph may follow together."""


class Dependents:
    """The sets of nodes from which each node is reached, itself included."""

    def __init__(
        self,
        successors: Sequence[Sequence[int]],
        predecessors: Sequence[Sequence[int]],
        *,
        most: int = MOST,
        steps: int = STEPS,
    ) -> None:
        self._successors = successors
        self._predecessors = predecessors
        self._steps = steps
        self._closed = _closed(successors) if len(successors) <= most else None

    def of(self, node: int) -> Some | None:
        """The set of a node; None where finding it would take too many steps."""
        if self._closed is not None:
            found, sets = self._closed
            return sets[found.of[node]]
        return self._searched(node)

    def united(self, masks: Sequence[int]) -> Callable[[int], int | None]:
        """By node the union of the masks of its set; None as in `of`.

        Args:
            masks: a set of something for each node, as the bits of a number.
        """
        if self._closed is None:
            return lambda node: _union(self.of(node), masks)
        found, _ = self._closed
        own = [reduce(or_, (masks[node] for node in each)) for each in found.members]
        flowed = _flowed(self._successors, found, own)
        return lambda node: flowed[found.of[node]]

    def _searched(self, node: int) -> frozenset[int] | None:
        found, rest = {node}, [node]
        while rest:
            above = self._predecessors[rest.pop()]
            self._steps -= len(above)
            if self._steps < 0:
                return None
            new = [each for each in above if each not in found]
            found.update(new)
            rest += dict.fromkeys(new)
        return frozenset(found)


def _closed(successors: Sequence[Sequence[int]]) -> tuple[Components, list[int]]:
    """The components, and by component the set of all nodes that reach it."""
    found = components(successors)
    own = [bits(each, len(successors)) if each[1:] else 1 << each[0] for each in found.members]
    return found, _flowed(successors, found, own)


def _flowed(successors: Sequence[Sequence[int]], found: Components, sets: list[int]) -> list[int]:
    """By component its own set, united with those of all components that reach it."""
    of, members = found
    for number in reversed(range(len(members))):
        own = sets[number]
        targets = {of[target] for node in members[number] for target in successors[node]}
        for target in targets:
            if target != number:
                sets[target] |= own
    return sets


def _union(nodes: Some | None, masks: Sequence[int]) -> int | None:
    if nodes is None or isinstance(nodes, int):
        return None
    return reduce(or_, (masks[node] for node in nodes), 0)
