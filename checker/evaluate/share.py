"""Sharing: the vendors of a run cut into runs of neighbours, decided by several processes."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice, pairwise

from checker.report.matrix import Block
from checker.spread import spread

Decide = Callable[[int, int, int], Block]
"""The cells of the vendors `start` to `stop` of the inventory with this number."""

_WORTH_A_PROCESS = 200
"""Fewer vendors are decided sooner than a process is started."""


def shared(decide: Decide, sizes: Sequence[int], jobs: int) -> list[Block]:
    """The cells of each inventory. How the work was cut does not show in the result.

    Args:
        sizes: the number of vendors of each inventory.
        jobs: the most processes to use.
    """
    pieces = jobs if jobs > 1 and sum(sizes) >= _WORTH_A_PROCESS else 1
    cuts = [
        (number, start, stop)
        for number, size in enumerate(sizes)
        for start, stop in pairwise(_cuts(size, pieces))
    ]
    blocks = iter([*spread(lambda cut: decide(*cuts[cut]), len(cuts), pieces)])
    return [_merged(islice(blocks, pieces)) for _ in sizes]


def _cuts(size: int, pieces: int) -> list[int]:
    return [size * piece // pieces for piece in range(pieces + 1)]


def _merged(blocks: Iterable[Block]) -> Block:
    first, *others = blocks
    for block in others:
        first += block
    return first
