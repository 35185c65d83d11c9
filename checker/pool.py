"""A pool: children that inherit a function by forking, each with a pipe of its own.

The pools of the standard library give all children one pipe for their results. Of a child that is
killed while it writes, the rest is then awaited for ever, also by its siblings. Here nobody else
holds the other end of a child's pipe, so its end is noticed whenever it comes.
"""

import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any

from checker import host

STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGALRM)
"""Requests to stop; SIGALRM is how `checker.signals` repeats one that came at a bad moment."""

_AHEAD = 2
"""Pieces that a child has, so that it has the next one when it is done with one."""

_SMALL = 4_096
"""Bytes that a pipe holds everywhere: to write more to a child that writes waits for ever."""


class BrokenPoolError(Exception):
    """A child ended before its work did.

    Attributes:
        guilty: whether it was at work at the values of this very future.
    """

    def __init__(self, *, guilty: bool = False) -> None:
        super().__init__()
        self.guilty = guilty


_Given = dict[Connection, deque[Future[list[Any]]]]
"""By child what it has, the first of which it is at work at."""


class Pool:
    """Children that apply a function to values; only values and results travel."""

    def __init__(self, work: Callable[[Any], Any], jobs: int) -> None:
        """Start the children, and a thread that hands out work and takes results."""
        # Nothing is ever written to it: reading ends when this process is no more.
        self._alive = os.pipe()
        self._wake = os.pipe()  # a byte makes the thread look at what has come
        self._lock = threading.Lock()
        self._waiting: deque[tuple[bytes, Future[list[Any]]]] = deque()
        self._broken = self._closing = False
        self._pipes: list[Connection] = []
        context = multiprocessing.get_context("fork")
        self._children = []
        for _ in range(jobs):
            own, other = context.Pipe()
            inherited = (*self._pipes, own)
            child = context.Process(
                target=_live, args=(work, other, inherited, *self._alive), daemon=True
            )
            child.start()
            # Held by this process, too, or by a sibling, it would not end with the child.
            other.close()
            self._pipes.append(own)
            self._children.append(child)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def submit(self, values: Sequence[Any]) -> Future[list[Any]]:
        """Have the function applied to values; BrokenPoolError where a child was killed."""
        future: Future[list[Any]] = Future()
        with self._lock:
            if self._broken:
                future.set_exception(BrokenPoolError())
                return future
            self._waiting.append((pickle.dumps(values), future))
        os.write(self._wake[1], b"\0")
        return future

    def close(self, *, at_once: bool) -> None:
        """End the children.

        Args:
            at_once: whatever they do; else they have nothing left to do.
        """
        if at_once:
            for child in self._children:
                child.kill()
        self._closing = True
        os.write(self._wake[1], b"\0")
        self._thread.join()
        for pipe in self._pipes:
            pipe.close()
        for child in self._children:
            child.join()
        for end in (*self._wake, *self._alive):
            os.close(end)

    def _serve(self) -> None:
        given: _Given = {each: deque() for each in self._pipes}
        ended: list[Connection] = []
        try:
            while not (self._closing or ended):
                self._hand_out(given)
                ready = wait([self._wake[0], *self._pipes])
                if self._wake[0] in ready:
                    os.read(self._wake[0], _SMALL)
                come = [pipe for pipe in self._pipes if pipe in ready]
                ended = [pipe for pipe in come if not _took(pipe, given[pipe])]
        except Exception:  # noqa: BLE001 memory, or the system: nobody may wait for ever
            self._break(given, ())
        if ended:
            self._break(given, ended)

    def _hand_out(self, given: _Given) -> None:
        # The first piece of every child before the second of any.
        for most in range(1, _AHEAD + 1):
            for pipe, own in given.items():
                if len(own) < most and self._waiting:
                    values, future = self._waiting[0]
                    if own and len(values) > _SMALL:
                        return
                    self._waiting.popleft()
                    own.append(future)
                    # That a child ended is noticed where its results are taken, after the last.
                    with suppress(OSError):
                        pipe.send_bytes(values)

    def _break(self, given: _Given, ended: Sequence[Connection]) -> None:
        with self._lock:
            self._broken = True
            rest = [future for _, future in self._waiting]
        for pipe, own in given.items():
            for number, future in enumerate(own):
                # It does one after the other, and says when one is done.
                future.set_exception(BrokenPoolError(guilty=pipe in ended and number == 0))
        for future in rest:
            future.set_exception(BrokenPoolError())


def _took(pipe: Connection, given: deque[Future[list[Any]]]) -> bool:
    """Whether there was a result to take; else the child has ended."""
    try:
        answer = pipe.recv_bytes()
    except (EOFError, OSError):
        return False
    _settle(given, answer)
    return True


def _settle(given: deque[Future[list[Any]]], answer: bytes) -> None:
    future = given.popleft()
    try:
        # A process of this run wrote it.
        succeeded, value = pickle.loads(answer)  # noqa: S301
    except Exception as error:  # noqa: BLE001 an exception may pickle, and not be made again
        succeeded, value = False, error
    if succeeded:
        future.set_result(value)
    else:
        future.set_exception(value)


def _live(
    work: Callable[[Any], Any],
    own: Connection,
    inherited: Iterable[Connection],
    read: int,
    write: int,
) -> None:
    """Apply the function to what comes, until nothing more can come."""
    for pipe in inherited:
        pipe.close()
    os.close(write)
    host.ours = True
    threading.Thread(target=_end_with_parent, args=(read,), daemon=True).start()
    for number in STOPPING:
        if callable(signal.getsignal(number)):
            # A stopped child says nothing: whoever waits for it is stopped, too, and does.
            signal.signal(number, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, STOPPING)
    with suppress(EOFError, OSError):
        while True:
            own.send_bytes(_answer(work, own.recv()))


def _answer(work: Callable[[Any], Any], values: Iterable[Any]) -> bytes:
    try:
        return pickle.dumps((True, [work(value) for value in values]), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 it goes up in the process that waits for it
        told = "".join(traceback.format_exception(error))
        error.add_note(told)
        try:
            return pickle.dumps((False, error))
        except Exception:  # noqa: BLE001 what cannot be pickled is told all the same
            return pickle.dumps((False, RuntimeError(told)))


def _end_with_parent(read: int) -> None:
    os.read(read, 1)
    os._exit(1)
