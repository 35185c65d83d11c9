"""Spreading: independent pieces of work over several processes, in an order that does not show."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, TypeVar

_T = TypeVar("_T")

Progress = Callable[[int, int], None]
"""Is told how many pieces are done, and of how many."""

_CUTS_A_JOB = 8
"""Pieces go out in runs of neighbours: few enough to be cheap, many enough to end together."""

_inherited: list[Callable[[int], Any]] = []
"""The work of this process, if it is one that was started here; empty in all others."""


def spread(work: Callable[[int], _T], count: int, jobs: int) -> Iterator[_T]:
    """What `work` gives for 0, 1, … `count` - 1, in this order, as it comes.

    Args:
        work: a function whose results can be pickled; an exception of it goes up.
        jobs: the most processes to use; where one cannot safely fork, this one does it all.
    """
    if jobs > 1 and count > 1 and _forks():
        return _forked(work, count, jobs)
    return map(work, range(count))


def _forks() -> bool:
    """Whether a child would be whole: locks that other threads hold stay locked in it for ever."""
    import threading  # noqa: PLC0415 as below

    return hasattr(os, "fork") and threading.active_count() == 1


def _forked(work: Callable[[int], _T], count: int, jobs: int) -> Iterator[_T]:
    # One process has no use for these.
    import multiprocessing  # noqa: PLC0415
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    # Children inherit the work by forking, without pickling it; only its results travel back.
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(jobs, context, initializer=_inherit, initargs=(work,))
    try:
        with _uninterrupted():
            futures = [pool.submit(_inherited_run, *cut) for cut in pairwise(_cuts(count, jobs))]
        for future in futures:
            yield from future.result()
    finally:
        # After an interrupt nobody waits for what has not begun.
        pool.shutdown(cancel_futures=True)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """An interrupt comes when this has ended; children begin with it held back, too."""
    import signal  # noqa: PLC0415 as above

    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _inherit(work: Callable[[int], Any]) -> None:
    import signal  # noqa: PLC0415 as above

    _inherited[:] = [work]
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        # An interrupted child says nothing: whoever waits for it is interrupted, too, and does.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _inherited_run(start: int, stop: int) -> list[Any]:
    return [_inherited[0](number) for number in range(start, stop)]


def _cuts(count: int, jobs: int) -> list[int]:
    pieces = min(count, jobs * _CUTS_A_JOB)
    return [count * piece // pieces for piece in range(pieces + 1)]
