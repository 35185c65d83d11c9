"""Spreading: independent pieces of work over several processes, in an order that does not show."""

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any, Protocol, TypeVar

from checker.step import About

_T = TypeVar("_T")
_T_co = TypeVar("_T_co", covariant=True)

Progress = Callable[[int, int], None]
"""Is told how many pieces are done, and of how many."""


def spread(
    work: Callable[[int], _T], count: int, jobs: int, about: About | None = None
) -> Generator[_T, None, None]:
    """Yield the results of `work` for 0, 1, … `count` - 1, in this order, as they come.

    Other processes begin at once; they end when the last result was taken, or with `close`.

    Args:
        work: a function whose results can be pickled; an exception of it goes up.
        jobs: the most processes to use; where one cannot safely fork, this one does it all.
        about: names what is done for a number.

    Raises:
        MachineError: processes were killed from outside, more often than it is tried again.
    """
    if jobs > 1 and count > 1 and _forks():
        from checker.processes import forked  # noqa: PLC0415 one process has no use for it

        return forked(work, count, jobs, about)
    return (work(number) for number in range(count))


class Crew(Protocol[_T_co]):
    """Processes that apply a function to what they are sent (`checker.processes.Children`)."""

    def send(self, values: Sequence[Any]) -> None:
        """Have the function applied to more values, which can be pickled."""

    def results(self) -> Iterator[_T_co]:
        """Yield the results for all that was sent so far, in its order, as they come."""

    def close(self) -> None:
        """End the processes, whatever they do."""


def crew(
    work: Callable[[Any], _T], jobs: int, about: About | None = None, *, beside: bool = False
) -> Crew[_T] | None:
    """Processes for work of which not all is known at once; None where there is but this one.

    They see everything as it is when something is sent for the first time.

    Args:
        work: as for `spread`.
        jobs: the number of processes; fewer where less is sent at first.
        about: names what is done with a value.
        beside: whether this process has something else to do meanwhile, and is one of them.
    """
    if jobs > 1 and _forks():
        from checker.processes import Children  # noqa: PLC0415 as above

        return Children(work, jobs - beside, about)
    return None


def usable(jobs: int) -> int:
    """The processes that can work at once: so many, if as many processors are there for this one.

    Each holds what was read, and a processor that two share is no faster for it.
    """
    if hasattr(os, "sched_getaffinity"):
        return min(jobs, len(os.sched_getaffinity(0)))
    return min(jobs, os.cpu_count() or 1)


def _forks() -> bool:
    """Whether a child would be whole: locks that other threads hold stay locked in it for ever."""
    import threading  # noqa: PLC0415 as above

    return hasattr(os, "fork") and threading.active_count() == 1
