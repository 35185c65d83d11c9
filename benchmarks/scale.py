"""The cost of very many inventories: parts of a run by an executor are measured, and multiplied.

usage: python benchmarks/scale.py [--quick]

Prints the tables of docs/scale.md. All is CPU time. Measured are tasks carried out by one other
process, one after the other, on generated inventories; what the client does besides; and a
scheduler of Dask in a process of its own, with two workers. Extrapolated is, by a straight line
through two sizes, what says so.
"""

import json
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import (
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    as_completed,
)
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "benchmarks")]

import generate  # noqa: E402

from checker.clock import as_of  # noqa: E402
from checker.formats.registry import FORMATS  # noqa: E402
from checker.usecases.executor.assess import assess  # noqa: E402
from checker.usecases.executor.check import check_by  # noqa: E402
from checker.usecases.executor.cluster import connected  # noqa: E402
from checker.usecases.executor.stage import Stage, stage  # noqa: E402
from checker.usecases.load import Request, load_basis  # noqa: E402

MOMENT = as_of("2031-05-15")
FILES, VENDORS = 100_000, 100_000_000
"""The portfolio that the tables are about."""

GIB = 1 << 30


class Measured(NamedTuple):
    """One run by tasks that were carried out here; bytes are those that would travel.

    Attributes:
        workers: CPU seconds of all tasks; `second` those of the second round.
        client: CPU seconds of everything else.
        sent, received: bytes of tasks, and of their parts.
        memory: the most memory of the process.
    """

    files: int
    vendors: int
    cells: int
    read: int
    workers: float
    second: float
    client: float
    sent: int
    received: int
    memory: int


def carried_out(packed: bytes) -> tuple[float, bytes]:
    """Carry out a task as a worker does: the CPU seconds that it takes, and what it sends back."""
    start = time.process_time()
    part = pickle.dumps(assess(pickle.loads(packed)))
    return time.process_time() - start, part


class Counted(Executor):
    """Has each task carried out by one other process, and keeps count."""

    def __init__(self, pool: Executor) -> None:
        self._pool = pool
        self.rounds = [0.0, 0.0]
        self.sent = self.received = 0

    def submit(self, _: Callable[..., Any], /, *given: Any, **__: Any) -> "Future[Any]":
        (task,) = given
        packed = pickle.dumps(task)
        seconds, part = self._pool.submit(carried_out, packed).result()
        self.rounds[task.facts is not None] += seconds
        self.sent += len(packed)
        self.received += len(part)
        future: Future[Any] = Future()
        future.set_result(pickle.loads(part))
        return future


def request(folder: Path, *, facts: bool) -> Request:
    """All shipped policies, or those that see no more than one inventory."""
    whole = Request(paths=(str(folder),), policies=("shipped",), as_of=MOMENT)
    if facts:
        return whole
    policies = load_basis(whole).policies
    own = (each.id for each in policies if stage(each) is Stage.INVENTORY)
    return whole._replace(select=tuple(own))


def written(folder: Path, files: int, vendors: int) -> int:
    """Write inventories of as many vendors each, all different; return their bytes."""
    folder.mkdir()
    total = 0
    for number in range(files):
        text = "".join(generate.inventory(vendors, seed=number))
        text = text.replace("id: generated", f"id: generated-{number}", 1)
        text = text.replace("id: vendor-", f"id: v{number}-")
        text = text.replace("legal_name: Vendor ", f"legal_name: Vendor {number} ")
        total += (folder / f"{number:06}.yaml").write_text(text)
    return total


def measured(folder: Path, files: int, vendors: int, *, facts: bool) -> Measured:
    """A run, in a process of its own: what it takes at most is then its own."""
    read = sum(path.stat().st_size for path in folder.iterdir())
    command = [sys.executable, __file__, "--one", str(folder), str(int(facts))]
    told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return Measured(files=files, vendors=files * vendors, read=read, **told)


def one(folder: Path, *, facts: bool) -> None:
    """Measure one run, and print it."""
    with ProcessPoolExecutor(1) as pool:
        asked, crew = request(folder, facts=facts), Counted(pool)
        start = time.process_time()
        checked = check_by(asked, crew)
        told = {
            "cells": len(checked.report.cells),
            "workers": sum(crew.rounds),
            "second": crew.rounds[1],
            "client": time.process_time() - start,
            "sent": crew.sent,
            "received": crew.received,
            "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        }
    print(json.dumps(told))


class Line(NamedTuple):
    """A cost as a straight line: what a file takes, and what a vendor adds."""

    file: float
    vendor: float

    def at(self, files: int, vendors: int) -> float:
        """The cost of a portfolio."""
        return files * self.file + vendors * self.vendor


def line(small: Measured, large: Measured, name: str) -> Line:
    """The line through two runs of as many files, which differ in their vendors."""
    assert small.files == large.files
    low, high = getattr(small, name), getattr(large, name)
    vendor = (high - low) / (large.vendors - small.vendors)
    return Line((low - vendor * small.vendors) / small.files, vendor)


@contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, int]]:
    """A scheduler and two workers, each a process; its address, and the id of the scheduler's."""
    where = folder / "scheduler.json"
    dask = [str(Path(sys.executable).parent / "dask")]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    known = ["--scheduler-file", str(where)]
    serving = ["scheduler", "--port", "0", "--no-dashboard", "--no-show"]
    working = ["worker", "--nthreads", "1", "--no-dashboard"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    processes = [
        subprocess.Popen([*dask, *each, *known], env=environment, cwd=folder, **quiet)
        for each in (serving, working, working)
    ]
    try:
        while not where.exists() or not where.stat().st_size:
            time.sleep(0.2)
        address = json.loads(where.read_text())["address"]
        yield address.replace("tcp", "dask"), processes[0].pid
    finally:
        for each in reversed(processes):
            each.terminate()
            each.wait()


def usage(pid: int) -> tuple[float, int]:
    """The CPU seconds of a process so far, and its most memory."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    status = Path(f"/proc/{pid}/status").read_text()
    most = next(each for each in status.splitlines() if each.startswith("VmHWM:"))
    return seconds, int(most.split()[1]) * 1024


def nothing(number: int) -> int:
    """A task with nothing to do."""
    return number


def hold(executor: Executor, tasks: int, width: int) -> None:
    """Have empty tasks carried out, no more at once than fit into a window."""
    pending: set[Future[int]] = set()
    for number in range(tasks):
        pending.add(executor.submit(nothing, number))
        if len(pending) >= width:
            pending.discard(next(as_completed(pending)))
    for each in pending:
        each.result()


class Scheduled(NamedTuple):
    """What a scheduler took: for a number of empty tasks, or for a whole run."""

    tasks: int
    seconds: float
    memory: int


def scheduled(folder: Path, inventories: Path, counts: tuple[int, ...]) -> list[Scheduled]:
    """The scheduler after so many empty tasks, one number after the other, and after a run."""
    found = []
    with cluster(folder) as (url, pid), connected(url) as (executor, width):
        before, memory = usage(pid)
        found.append(Scheduled(0, 0.0, memory))
        for count in counts:
            hold(executor, count, width)
            seconds, memory = usage(pid)
            found.append(Scheduled(count, seconds - before, memory))
            before = seconds
        check_by(request(inventories, facts=True), executor, width)
        seconds, memory = usage(pid)
        found.append(Scheduled(-1, seconds - before, memory))
    return found


def formats(folder: Path) -> dict[str, float]:
    """The bytes of a vendor in formats that have every check, or every finding."""
    with ThreadPoolExecutor(1) as pool:
        checked = check_by(request(folder, facts=False), pool)
    vendors, told = checked.report.summary.vendors, {}
    for name in ("csv", "sarif"):
        each = FORMATS[name]
        text = (
            "".join(each.pieces(checked.report, checked.explainer()))
            if each.streamed
            else each.render(checked.report, checked.explainer())
        )
        told[name] = len(text.encode()) / vendors
    return told


def hours(seconds: float) -> str:
    """CPU seconds as hours."""
    return f"{seconds / 3600:,.1f} h"


def row(*cells: object) -> None:
    """One row of a table."""
    print(f"| {' | '.join(map(str, cells))} |")


def told(name: str, small: Measured, large: Measured) -> None:
    """The rows of one set of policies."""
    per = {each: line(small, large, each) for each in ("workers", "client", "sent", "received")}
    memory = (large.memory - small.memory) / (large.vendors - small.vendors)
    whole = {each: own.at(FILES, VENDORS) for each, own in per.items()}
    print(f"\n{name}: measured with {small.files} files of {small.vendors // small.files} and of")
    print(f"{large.vendors // large.files} vendors, {large.cells:,} checks\n")
    row("what", "a file", "a vendor", f"{FILES:,} files, {VENDORS:,} vendors (extrapolated)")
    row("---", "---", "---", "---")
    for each, title in (("workers", "CPU of workers"), ("client", "CPU of the client")):
        own = per[each]
        # A straight line through two measurements may begin a little below nothing.
        row(
            title,
            f"{max(own.file, 0) * 1e3:.0f} ms",
            f"{own.vendor * 1e6:,.0f} µs",
            hours(whole[each]),
        )
    for each, title in (("sent", "bytes to workers"), ("received", "bytes from workers")):
        own = per[each]
        row(title, f"{own.file:,.0f}", f"{own.vendor:,.0f}", f"{whole[each] / GIB:,.0f} GiB")
    row("memory of the client", "", f"{memory / 1024:.1f} kB", f"{memory * VENDORS / GIB:,.0f} GiB")
    row("bytes read", "", f"{large.read / large.vendors:,.0f}", _read(large))
    if large.second:
        row(
            "of the CPU of workers, the second round", "", "", f"{large.second / large.workers:.0%}"
        )


def _read(large: Measured) -> str:
    return f"{large.read / large.vendors * VENDORS / GIB:,.0f} GiB in each round"


def main() -> None:
    """Measure, and print what stands in docs/scale.md."""
    quick = "--quick" in sys.argv
    files, few, many = (10, 10, 50) if quick else (100, 20, 200)
    counts = (500, 500) if quick else (2_000, 4_000, 8_000)
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        written(place / "few", files, few)
        written(place / "many", files, many)
        for facts, name in ((False, "policies that see one inventory"), (True, "all of the pack")):
            small = measured(place / "few", files, few, facts=facts)
            large = measured(place / "many", files, many, facts=facts)
            told(name, small, large)
        print()
        for each in scheduled(place, place / "many", counts):
            what = f"{each.tasks:,} empty tasks" if each.tasks >= 0 else "a run of the pack"
            print(f"scheduler: {what}: {each.seconds:.1f} s of CPU, {each.memory / 1e6:.0f} MB")
        for name, size in formats(place / "few").items():
            print(f"-o {name}: {size:,.0f} bytes a vendor")


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(Path(sys.argv[2]), facts=bool(int(sys.argv[3])))
    else:
        main()
