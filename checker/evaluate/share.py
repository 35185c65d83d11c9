"""Sharing: the vendors of a run cut into runs of neighbours, decided by several processes."""

import os
from collections.abc import Callable, Sequence
from itertools import pairwise

from checker.report.matrix import Block

Decide = Callable[[int, int, int], Block]
"""The cells of the vendors `start` to `stop` of the inventory with this number."""

_WORTH_A_PROCESS = 200
"""Fewer vendors are decided sooner than a process is started."""

_inherited: list[Decide] = []


def shared(decide: Decide, sizes: Sequence[int], jobs: int) -> list[Block]:
    """The cells of each inventory. How the work was cut does not show in the result.

    Args:
        sizes: the number of vendors of each inventory.
        jobs: the most processes to use; where the system cannot fork, one does it all.
    """
    if jobs > 1 and sum(sizes) >= _WORTH_A_PROCESS and hasattr(os, "fork"):
        return _forked(decide, sizes, jobs)
    return [decide(number, 0, size) for number, size in enumerate(sizes)]


def _forked(decide: Decide, sizes: Sequence[int], jobs: int) -> list[Block]:
    # One process has no use for these.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    # Children inherit the inventories by forking; only bytes travel back.
    _inherited.append(decide)
    try:
        with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork")) as pool:
            cuts = [
                [
                    pool.submit(_decide_inherited, number, *cut)
                    for cut in pairwise(_cuts(size, jobs))
                ]
                for number, size in enumerate(sizes)
            ]
            return [_merged([future.result() for future in futures]) for futures in cuts]
    finally:
        _inherited.clear()


def _decide_inherited(number: int, start: int, stop: int) -> Block:
    return _inherited[0](number, start, stop)


def _cuts(size: int, jobs: int) -> list[int]:
    return [size * job // jobs for job in range(jobs + 1)]


def _merged(blocks: Sequence[Block]) -> Block:
    merged = blocks[0]
    for block in blocks[1:]:
        merged += block
    return merged
