"""Searches: the nearest way from one node to every other, without recursion."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Generic, TypeVar

from checker.record import NamedTuple

Node = TypeVar("Node", bound=Hashable)


class Step(NamedTuple, Generic[Node]):
    """The last step of the shortest way to a node.

    Attributes:
        rank: the number of steps; 1 for the nearest.
        previous: the node before it.
    """

    rank: int
    previous: Node


def steps(
    edges: Sequence[Sequence[int]], start: int, most: int | None = None
) -> dict[int, Step[int]]:
    """Every node that is reached, the nearest first, of equals the one with the lowest number.

    The start is not among them, also where a cycle comes back to it.

    Args:
        most: nodes to find; the search ends at the nearest so many.
    """
    found: dict[int, Step[int]] = {}
    level, rank = [start], 0
    while level:
        rank += 1
        reached: list[int] = []
        for node in level:
            for target in edges[node]:
                if target != start and target not in found:
                    if len(found) == most:
                        return found
                    found[target] = Step(rank, node)
                    reached.append(target)
        level = sorted(reached)
    return found


def path(found: Mapping[Node, Step[Node]], node: Node) -> tuple[Node, ...]:
    """The shortest way from the start to a node that was found, both ends included."""
    way = [node]
    while (step := found.get(way[-1])) is not None:
        way.append(step.previous)
    return tuple(reversed(way))
