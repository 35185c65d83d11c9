"""Weights: whole numbers of nodes, summed over any set of them as fast as bits are counted."""

from collections.abc import Iterable, Sequence

Some = int | frozenset[int]
"""A set of nodes: the bits of a number, or the nodes themselves."""


class Weights:
    """A whole number for each node, zero or more.

    A set that is the bits of a number is summed plane by plane: for each bit of the weights, how
    many nodes of the set have it. That is exact, and takes no loop over nodes.
    """

    def __init__(self, values: Sequence[int]) -> None:
        self.values = values
        self.total = sum(values)
        self._planes: list[int] | None = None

    def over(self, nodes: Some) -> int:
        """The sum over a set of nodes."""
        if isinstance(nodes, int):
            if self._planes is None:
                self._planes = _planes(self.values)
            return sum((nodes & plane).bit_count() << bit for bit, plane in enumerate(self._planes))
        return sum(self.values[node] for node in nodes)


def bits(nodes: Iterable[int], count: int) -> int:
    """The set of nodes below a count as the bits of a number."""
    found = bytearray(count // 8 + 1)
    for node in nodes:
        found[node >> 3] |= 1 << (node & 7)
    return int.from_bytes(found, "little")


def _planes(values: Sequence[int]) -> list[int]:
    most = max(values, default=0).bit_length()
    return [
        bits((node for node, value in enumerate(values) if value >> bit & 1), len(values))
        for bit in range(most)
    ]
