"""Processes: children that inherit their work, and end with whoever waits for them."""

import signal
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future
from contextlib import closing, contextmanager
from itertools import pairwise
from typing import Any, Generic, TypeVar

from checker.errors import MachineError
from checker.pool import STOPPING, BrokenPoolError, Pool
from checker.step import About

_T = TypeVar("_T")

_CUTS_A_JOB = 32
"""Pieces go out in runs of neighbours: few enough to be cheap, many enough to end together."""

_ATTEMPTS = 2
"""Attempts at a piece of work: one killed child says nothing about its work, a second may."""


def forked(
    work: Callable[[int], _T], count: int, jobs: int, about: About | None
) -> Generator[_T, None, None]:
    """As `checker.spread.spread`, in children. What a child that was killed had, is done again.

    Raises:
        MachineError: they were killed again.
    """
    results = _results(Children(work, jobs, about), count)
    next(results)
    return results


def _results(children: "Children[Any]", count: int) -> Generator[Any, None, None]:
    """Yield None when the children have begun, and then the results."""
    with closing(children):
        children.send(range(count))
        yield None
        yield from children.results()


class Children(Generic[_T]):
    """Children that inherit a function by forking, and are sent what to apply it to."""

    def __init__(self, work: Callable[[Any], _T], jobs: int, about: About | None) -> None:
        """Take the function; children start when something is sent.

        Args:
            work: its results can be pickled; an exception of it goes up.
            jobs: the number of children; fewer where less is sent at first.
            about: names what is done with a value; None where nobody can.
        """
        self._work, self._jobs, self._about, self._broken = work, jobs, about, 0
        self._sent: deque[tuple[Sequence[Any], Future[list[_T]]]] = deque()
        self._pool: Pool | None = None

    def send(self, values: Sequence[Any]) -> None:
        """Have the function applied to more values, which can be pickled."""
        if values:
            cuts = pairwise(_cuts(len(values), self._jobs))
            self._submit([values[start:stop] for start, stop in cuts])

    def results(self) -> Iterator[_T]:
        """Yield the results for all that was sent so far, in its order, as they come.

        Raises:
            MachineError: children were killed from outside, more often than it is tried again.
        """
        while self._sent:
            try:
                results = self._sent[0][1].result()
            except BrokenPoolError:
                self._again()
                continue
            self._sent.popleft()
            yield from results

    def close(self) -> None:
        """End the children, whatever they do."""
        if self._pool is not None:
            self._pool.close(at_once=bool(self._sent))
            self._pool = None

    def _submit(self, cuts: Sequence[Sequence[Any]]) -> None:
        with _unstopped():
            if self._pool is None:
                self._pool = Pool(self._work, min(self._jobs, len(cuts)))
            self._sent.extend((cut, self._pool.submit(cut)) for cut in cuts)

    def _again(self) -> None:
        """Have others do what those did not who were killed."""
        self.close()
        self._broken += 1
        if self._broken == _ATTEMPTS:
            guilty = [cut[0] for cut, future in self._sent if _guilty(future)]
            raise self._killed(guilty)
        # One by one: if it happens again, it is known at what.
        values = [value for cut, _ in self._sent for value in cut]
        self._sent.clear()
        self._submit([[value] for value in values])

    def _killed(self, guilty: Sequence[Any]) -> MachineError:
        """The end of a run.

        Args:
            guilty: the values at which a child was at work that was killed.
        """
        message = f"a process of this run was killed from outside, {_ATTEMPTS} times"
        hint = "run it with fewer --jobs: memory may have run out"
        if self._about is None or not guilty:
            return MachineError(message, hint)
        step = self._about(guilty[0])
        return MachineError(f"{message}, the last time while it {step.what}", hint, step.place)


def _guilty(future: Future[Any]) -> bool:
    error = future.exception() if future.done() else None
    return isinstance(error, BrokenPoolError) and error.guilty


@contextmanager
def _unstopped() -> Iterator[None]:
    """A request to stop comes when this has ended; children begin with it held back, too."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _cuts(count: int, jobs: int) -> list[int]:
    pieces = min(count, jobs * _CUTS_A_JOB)
    return [count * piece // pieces for piece in range(pieces + 1)]
