"""Work that is spread over processes comes back whole and in order, or not at all."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from multiprocessing import active_children, get_context
from pathlib import Path
from threading import Barrier, Timer

import pytest
from hypothesis import given
from hypothesis import strategies as st
from thorough import examples

from checker import host
from checker.errors import MachineError
from checker.spread import crew, spread


@given(st.integers(0, 60), st.integers(1, 4))
@examples(12)
def test_results_are_in_the_order_of_the_work(count: int, jobs: int) -> None:
    assert list(spread(lambda number: number * number, count, jobs)) == [
        number * number for number in range(count)
    ]


def test_several_jobs_are_several_processes() -> None:
    assert os.getpid() not in set(spread(lambda _: os.getpid(), 8, 2))
    assert set(spread(lambda _: os.getpid(), 8, 1)) == {os.getpid()}


@pytest.mark.parametrize("jobs, ours", [(1, False), (2, True)])
def test_only_the_processes_that_were_started_run_nobody_elses_code(jobs: int, ours: bool) -> None:
    assert set(spread(lambda _: host.ours, 8, jobs)) == {ours}


@given(st.lists(st.lists(st.integers(), max_size=9), max_size=4))
@examples(12)
def test_what_a_crew_is_sent_comes_back_in_order(waves: list[list[int]]) -> None:
    others = crew(lambda value: -value, 2)
    assert others is not None
    with closing(others):
        for wave in waves:
            others.send(wave)

        assert list(others.results()) == [-value for wave in waves for value in wave]


@pytest.mark.parametrize("jobs, beside, count", [(2, False, 2), (2, True, 1), (3, True, 2)])
def test_who_has_something_else_to_do_is_one_of_the_processes(
    jobs: int, beside: bool, count: int
) -> None:
    together = get_context("fork").Barrier(count)

    def pid(_: int) -> int:
        together.wait(10)
        return os.getpid()

    others = crew(pid, jobs, beside=beside)
    assert others is not None
    with closing(others):
        others.send(range(count))
        found = set(others.results())

    assert len(found) == count
    assert os.getpid() not in found


@pytest.mark.parametrize("count, processes", [(1, 1), (2, 2), (3, 3), (20, 4)])
def test_no_more_processes_are_started_than_there_are_pieces(count: int, processes: int) -> None:
    together = get_context("fork").Barrier(processes)
    begun = {}

    def pid(_: int) -> int:
        if not begun:
            begun[os.getpid()] = together.wait(10)
        return os.getpid()

    before = set(active_children())
    others = crew(pid, 4)
    assert others is not None
    with closing(others):
        others.send(range(count))
        started = len(set(active_children()) - before)
        found = set(others.results())

    assert (started, len(found)) == (processes, processes)


def test_one_process_is_no_crew() -> None:
    assert crew(abs, 1) is None


def test_what_a_killed_child_of_a_crew_was_sent_is_done_again(tmp_path: Path) -> None:
    def work(number: int) -> int:
        once = tmp_path / "killed"
        if number == 7 and not once.exists():
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    others = crew(work, 2)
    assert others is not None
    with closing(others):
        others.send(range(10))
        results = others.results()
        first = next(results)
        others.send(range(10, 20))

        assert [first, *results] == list(range(20))
    assert (tmp_path / "killed").exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_what_goes_wrong_goes_up(jobs: int) -> None:
    with pytest.raises(ZeroDivisionError):
        list(spread(lambda number: 1 // (number - 5), 10, jobs))


@pytest.mark.parametrize("jobs", [1, 2])
def test_who_has_seen_enough_may_stop(jobs: int) -> None:
    results: Iterator[int] = spread(lambda number: number, 10_000, jobs)

    assert next(results) == 0
    del results

    assert list(spread(lambda number: -number, 3, jobs)) == [0, -1, -2]


def test_work_of_two_threads_is_not_mixed_up() -> None:
    together = Barrier(2)

    def results(factor: int) -> list[int]:
        together.wait()
        return list(spread(lambda number: factor * number, 40, 2))

    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(results, [1, -1]))

    assert found == [list(range(40)), [-number for number in range(40)]]


def test_work_that_is_begun_between_other_work_is_not_mixed_up() -> None:
    outer = spread(lambda number: number, 10, 2)
    first = next(outer)

    inner = list(spread(lambda number: -number, 10, 2))

    assert [first, *outer] == list(range(10))
    assert inner == [-number for number in range(10)]


def test_a_process_with_other_threads_does_not_fork() -> None:
    with ThreadPoolExecutor(1) as threads:
        pids = threads.submit(lambda: set(spread(lambda _: os.getpid(), 8, 2))).result()

    assert pids == {os.getpid()}


def test_what_a_killed_child_had_is_done_again(tmp_path: Path) -> None:
    def work(number: int) -> int:
        once = tmp_path / "killed"
        if number == 7 and not once.exists():
            once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert list(spread(work, 20, 2)) == list(range(20))
    assert (tmp_path / "killed").exists()


def test_a_child_that_is_killed_while_it_writes_is_noticed(tmp_path: Path) -> None:
    def work(number: int) -> bytes:
        once = tmp_path / "killed"
        if number == 1 and not once.exists():
            once.touch()
            Timer(0.02, os.kill, (os.getpid(), signal.SIGKILL)).start()
            return bytes(100_000_000)
        return bytes([number])

    assert list(spread(work, 4, 2)) == [bytes([number]) for number in range(4)]
    assert (tmp_path / "killed").exists()


def test_what_waits_for_a_child_may_be_longer_than_a_pipe_holds() -> None:
    texts = [str(number) * 1_000_000 for number in range(8)]
    others = crew(lambda text: text, 2)
    assert others is not None
    with closing(others):
        others.send(texts)

        assert list(others.results()) == texts


def test_who_stops_in_the_middle_waits_for_nobody() -> None:
    begun = time.monotonic()
    results: Iterator[None] = spread(lambda number: time.sleep(60 * bool(number)), 40, 2)

    assert next(results) is None
    results.close()  # type: ignore[attr-defined]

    assert time.monotonic() - begun < 20


def test_work_whose_children_are_killed_again_is_told_and_no_bug() -> None:
    def work(number: int) -> int:
        if number == 7:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    with pytest.raises(MachineError, match="killed from outside, 2 times"):
        list(spread(work, 20, 2))


_BUSY = """
import os, signal, sys, time
from checker.spread import crew, spread
for name in (signal.SIGHUP, signal.SIGQUIT):  # a job in the background may ignore them
    signal.signal(name, signal.SIG_DFL)
def work(number):
    os.write(1, f"{os.getpid()}\\n".encode())
    time.sleep(60)
    return number
list(spread(work, 8, 4))
"""


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGQUIT", "SIGKILL"])
def test_children_end_with_their_parent_whatever_ended_it(name: str) -> None:
    with subprocess.Popen([sys.executable, "-c", _BUSY], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        children = [int(parent.stdout.readline()) for _ in range(4)]

        parent.send_signal(signal.Signals[name])
        begun = time.monotonic()
        # The pipe is closed when the last process that holds it has ended.
        rest = parent.stdout.read()

    assert (len(set(children)), rest) == (4, b"")
    assert time.monotonic() - begun < 10
