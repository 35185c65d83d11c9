"""Spreading: independent pieces of work over several processes, in an order that does not show."""

import os
from collections.abc import Callable, Generator
from typing import TypeVar

_T = TypeVar("_T")

Progress = Callable[[int, int], None]
"""Is told how many pieces are done, and of how many."""


def spread(work: Callable[[int], _T], count: int, jobs: int) -> Generator[_T, None, None]:
    """Yield the results of `work` for 0, 1, … `count` - 1, in this order, as they come.

    Other processes begin at once; they end when the last result was taken, or with `close`.

    Args:
        work: a function whose results can be pickled; an exception of it goes up.
        jobs: the most processes to use; where one cannot safely fork, this one does it all.

    Raises:
        MachineError: processes were killed from outside, more often than it is tried again.
    """
    if jobs > 1 and count > 1 and _forks():
        from checker.processes import forked  # noqa: PLC0415 one process has no use for it

        return forked(work, count, jobs)
    return (work(number) for number in range(count))


def _forks() -> bool:
    """Whether a child would be whole: locks that other threads hold stay locked in it for ever."""
    import threading  # noqa: PLC0415 as above

    return hasattr(os, "fork") and threading.active_count() == 1
