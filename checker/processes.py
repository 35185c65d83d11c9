"""Processes: children that inherit their work, and end with whoever waits for them."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from itertools import pairwise
from typing import Any, TypeVar

from checker import host
from checker.errors import MachineError

_T = TypeVar("_T")

_CUTS_A_JOB = 8
"""Pieces go out in runs of neighbours: few enough to be cheap, many enough to end together."""

_ATTEMPTS = 2
"""Attempts at a piece of work: one killed child says nothing about its work, a second may."""

_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

_inherited: list[Callable[[int], Any]] = []
"""The work of this process, if it is one that was started here; empty in all others."""


def forked(work: Callable[[int], _T], count: int, jobs: int) -> Generator[_T, None, None]:
    """As `checker.spread.spread`, in children. What a child that was killed had, is done again.

    Raises:
        MachineError: they were killed again.
    """
    results = _results(work, count, jobs)
    next(results)
    return results


def _results(work: Callable[[int], Any], count: int, jobs: int) -> Generator[Any, None, None]:
    """Yield None when the children have begun, and then the results."""
    begun = False
    cuts = list(pairwise(_cuts(count, jobs)))
    for _ in range(_ATTEMPTS):
        try:
            with _pool(work, jobs) as pool:
                with _unstopped():
                    futures = [pool.submit(_inherited_run, *cut) for cut in cuts]
                if not begun:
                    begun = True
                    yield None
                for future in futures:
                    results = future.result()
                    del cuts[0]
                    yield from results
        except BrokenProcessPool:
            continue
        return
    raise MachineError(
        f"a process of this run was killed from outside, {_ATTEMPTS} times",
        hint="run it with fewer --jobs: memory may have run out",
    )


@contextmanager
def _pool(work: Callable[[int], Any], jobs: int) -> Iterator[Executor]:
    """Children that inherit the work by forking, without pickling it; only results travel back."""
    # Nothing is ever written. Reading ends when nobody holds the other end: this process closed
    # it, or is no more, whatever ended it.
    read, write = os.pipe()
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(jobs, context, initializer=_inherit, initargs=(work, read, write))
    waited_for = False
    try:
        yield pool
        waited_for = True
    finally:
        if not waited_for:
            os.close(write)
        pool.shutdown(cancel_futures=True)
        if waited_for:
            os.close(write)
        os.close(read)


@contextmanager
def _unstopped() -> Iterator[None]:
    """A request to stop comes when this has ended; children begin with it held back, too."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _inherit(work: Callable[[int], Any], read: int, write: int) -> None:
    _inherited[:] = [work]
    host.ours = True
    os.close(write)
    threading.Thread(target=_end_with_parent, args=(read,), daemon=True).start()
    for number in _STOPPING:
        if callable(signal.getsignal(number)):
            # A stopped child says nothing: whoever waits for it is stopped, too, and does.
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPPING)


def _end_with_parent(read: int) -> None:
    os.read(read, 1)
    os._exit(1)


def _inherited_run(start: int, stop: int) -> list[Any]:
    return [_inherited[0](number) for number in range(start, stop)]


def _cuts(count: int, jobs: int) -> list[int]:
    pieces = min(count, jobs * _CUTS_A_JOB)
    return [count * piece // pieces for piece in range(pieces + 1)]
