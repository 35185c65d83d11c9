"""Depths: the rank of the last party behind each one, for all of them at once."""

from collections.abc import Iterable, Sequence
from typing import Final

from checker.graph.closure import MOST, STEPS
from checker.graph.components import reversed_

DEEPEST: Final = 100
"""Ranks that are counted; a chain that is longer has more than these."""


def depths(
    successors: Sequence[Sequence[int]], nodes: Iterable[int], *, most: int = MOST
) -> dict[int, int]:
    """By node the greatest rank behind it; DEEPEST + 1 for more than that.

    Args:
        nodes: those to tell. In a graph of more than `most` nodes, one is left out whose search
            would take too many steps.
    """
    if len(successors) <= most:
        found = _by_rounds(successors)
        return {node: found[node] for node in nodes}
    return _by_searches(successors, nodes)


def _by_rounds(successors: Sequence[Sequence[int]]) -> list[int]:
    """Let all nodes look one rank further in each round, as sets of bits."""
    found = [0] * len(successors)
    predecessors = reversed_(successors)
    reached = [1 << node for node in range(len(successors))]
    active: Iterable[int] = range(len(successors))
    for rank in range(1, DEEPEST + 2):
        grown: list[tuple[int, int]] = []
        for node in active:
            further = reached[node]
            for target in successors[node]:
                further |= reached[target]
            if further != reached[node]:
                grown.append((node, further))
        if not grown:
            break
        for node, further in grown:
            reached[node] = further
            found[node] = rank
        active = {above for node, _ in grown for above in predecessors[node]}
    return found


def _by_searches(successors: Sequence[Sequence[int]], nodes: Iterable[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    steps = STEPS
    for start in nodes:
        seen, level, rank = {start}, {start}, -1
        while level and rank <= DEEPEST and steps >= 0:
            rank += 1
            steps -= sum(len(successors[node]) for node in level)
            level = {target for node in level for target in successors[node]} - seen
            seen |= level
        if steps < 0:
            break
        found[start] = rank
    return found
