"""Measuring a command: whole processes, the least of several, and the rows of the table."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, TypeVar

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY)]

import generate  # noqa: E402

PYTHON = sys.executable
Result = TypeVar("Result")
MOMENT = "2031-05-15"
LITTLE_WRONG = 0.25
"""The flaws of an inventory that has a quarter of them."""
A_FINDING_A_VENDOR, VERY_RED = 0.65, 4.0
"""The flaws of inventories with about one finding a vendor, and with about six."""


class Run(NamedTuple):
    """A whole process: seconds from start to exit, and at work; the most memory, in bytes."""

    seconds: float
    cpu: float
    memory: int


LAUNCHER = """\
import os, sys, time
start = time.perf_counter()
child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
told = time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024
with open(sys.argv[1], "w") as file:
    print(os.waitstatus_to_exitcode(status), *told, file=file)
"""
"""The most memory of a process is at least that of the one that started it: a small one does."""


def run(
    *command: str, output: Path | None = None, cwd: Path = REPOSITORY, codes: str = "01"
) -> Run:
    """Start a command and wait for it; what it says of a verdict is not shown."""
    with open(output or os.devnull, "wb") as file, tempfile.NamedTemporaryFile("r") as told:
        done = subprocess.run(
            [PYTHON, "-S", "-E", "-c", LAUNCHER, told.name, *command],
            stdout=file,
            stderr=subprocess.PIPE,
            cwd=cwd,
            check=True,
            text=True,
        )
        code, seconds, cpu, memory = told.read().split()
    # Of vendorgate and its peers 1 is a result; of another Python it is a traceback.
    python = command[0] == PYTHON and command[1:3] != ("-m", "checker")
    assert code in ("0" if python else codes), (command, done.stderr)
    return Run(float(seconds), float(cpu), int(memory))


def alone(measure: Callable[..., Result], *arguments: object) -> Result:
    """What is measured within a process, in one of its own: no other has its memory."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(measure, *arguments).result()


def best(
    times: int, *commands: tuple[str, ...], elsewhere: Path = REPOSITORY, codes: str = "01"
) -> list[Run]:
    """The least of several, in turns: what a machine adds is never negative, and comes in waves."""
    runs = [
        [run(*command, cwd=elsewhere, codes=codes) for command in commands] for _ in range(times)
    ]
    return [Run(*map(min, zip(*each, strict=True))) for each in zip(*runs, strict=True)]


def vendorgate(*arguments: str) -> tuple[str, ...]:
    """What the console script does, without its launcher."""
    return (PYTHON, "-m", "checker", *arguments)


def check(path: str | Path, *more: str) -> tuple[str, ...]:
    """Check an inventory against the shipped policies."""
    return vendorgate("check", str(path), "-p", "policies", "--as-of", MOMENT, *more)


def written(folder: Path, size: int, flaws: float) -> Path:
    """A generated inventory."""
    path = folder / f"{size}-{flaws}.yaml"
    with path.open("w") as file:
        file.writelines(generate.inventory(size, flaws=flaws))
    return path


def findings(path: Path, folder: Path) -> int:
    """The number of findings of a check."""
    report = folder / "counted"
    run(*check(path, "-o", f"json={report}"))
    counts = re.search(
        rb'^"summary": .*?"fail": (\d+), "unknown": (\d+)', report.read_bytes(), re.MULTILINE
    )
    assert counts, report
    return sum(map(int, counts.groups()))


def row(what: str, target: str, measured: str, ratio: str) -> None:
    """One row of the table."""
    print(f"| {what} | {target} | {measured} | {ratio} |", flush=True)
