"""Sharing: the vendors of a run cut into runs of neighbours, decided by several processes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import islice, pairwise

from checker.report.matrix import Block
from checker.spread import Progress, spread

Decide = Callable[[int, int, int], Block]
"""The cells of the vendors `start` to `stop` of the inventory with this number."""

_WORTH_A_PROCESS = 200
"""Fewer vendors are decided sooner than a process is started."""

_WORTH_TELLING = 1_000
_TOLD = 50


@contextmanager
def shared(
    decide: Decide, sizes: Sequence[int], jobs: int, progress: Progress
) -> Iterator[Callable[[], list[Block]]]:
    """The cells of each inventory. How the work was cut does not show in the result.

    Other processes begin at once; the result is called for, and what is not by then ends here.

    Args:
        sizes: the number of vendors of each inventory.
        jobs: the most processes to use.
        progress: is told how many vendors are decided, and of how many.
    """
    total = sum(sizes)
    processes = jobs if jobs > 1 and total >= _WORTH_A_PROCESS else 1
    pieces = [_pieces(size, processes) for size in sizes]
    cuts = [
        (number, start, stop)
        for number, size in enumerate(sizes)
        for start, stop in pairwise(_cuts(size, pieces[number]))
    ]

    def blocks() -> list[Block]:
        decided, done = [], 0
        for block, (_, start, stop) in zip(results, cuts, strict=True):
            decided.append(block)
            done += stop - start
            progress(done, total)
        left = iter(decided)
        return [_merged(islice(left, count)) for count in pieces]

    with closing(spread(lambda cut: decide(*cuts[cut]), len(cuts), processes)) as results:
        yield blocks


def _pieces(size: int, processes: int) -> int:
    """One for each process, and of a large inventory so many that progress is seen."""
    return max(processes, min(size // _WORTH_TELLING, _TOLD))


def _cuts(size: int, pieces: int) -> list[int]:
    return [size * piece // pieces for piece in range(pieces + 1)]


def _merged(blocks: Iterable[Block]) -> Block:
    first, *others = blocks
    for block in others:
        first += block
    return first
