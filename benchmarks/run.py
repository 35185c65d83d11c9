"""Every figure that is promised, measured in one run; prints the table of benchmarks/README.md.

usage: make bench, or python benchmarks/run.py [--quick]
"""

import gc
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY), str(REPOSITORY / "benchmarks")]

import generate  # noqa: E402

from checker import files, inventory  # noqa: E402
from checker.cel.cache.cache import Cache  # noqa: E402
from checker.clock import as_of  # noqa: E402
from checker.evaluate.decide import Decider, Surroundings  # noqa: E402
from checker.parse import document  # noqa: E402
from checker.policy.config import NO_CONFIG  # noqa: E402
from checker.policy.policies import load  # noqa: E402
from checker.version import __version__  # noqa: E402

PYTHON = sys.executable
MOMENT = "2031-05-15"


class Run(NamedTuple):
    """A whole process: seconds from start to exit, and the most memory it had, in bytes."""

    seconds: float
    memory: int


def run(*command: str) -> Run:
    """Start a command and wait for it."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=REPOSITORY)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    assert os.waitstatus_to_exitcode(status) in {0, 1}, command
    return Run(seconds, usage.ru_maxrss * 1024)


def best(times: int, *command: str) -> Run:
    """The quickest of several: what the machine adds is never negative."""
    return min(run(*command) for _ in range(times))


def check(path: str | Path) -> tuple[str, ...]:
    """The command that is measured: what the console script does, without its launcher."""
    return (PYTHON, "-m", "checker", "check", str(path), "-p", "policies", "--as-of", MOMENT)


def forecast(path: str | Path) -> tuple[str, ...]:
    """The command that looks a year ahead."""
    arguments = ("-p", "policies", "--as-of", MOMENT, "--within", "365d")
    return (PYTHON, "-m", "checker", "forecast", str(path), *arguments)


def per_cell(path: Path) -> tuple[float, int]:
    """Seconds to decide one cell, and how many were decided."""
    sources, _ = files.read([str(REPOSITORY / "policies")])
    documents = [document.parse(source.path, source.content) for source in sources]
    policies = load(documents, NO_CONFIG, version=__version__, cache=Cache(None))
    one = inventory.of(document.parse(str(path), path.read_bytes()))
    around = Surroundings(one.view, inventory.portfolio([one]), as_of(MOMENT))
    deciders = [Decider(each) for each in policies if each.kind not in {"inventory", "portfolio"}]
    gc.disable()
    seconds, cells = [], 0
    for _ in range(5):
        start = time.perf_counter()
        cells = sum(len(decider.vendors(one.vendors, around)) for decider in deciders)
        seconds.append(time.perf_counter() - start)
    gc.enable()
    return min(seconds) / cells, cells


def main() -> None:
    """Measure, and print rows of Markdown."""
    quick = "--quick" in sys.argv
    sizes = (100, 1_000, 5_000) if quick else (1_000, 10_000, 100_000)
    folder = Path(tempfile.mkdtemp(prefix="vendorgate-bench-"))
    os.environ["VENDORGATE_CACHE"] = str(folder / "cache")
    # Users have compiled modules; a machine that forbids them would measure the compiler.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        measure(folder, sizes)
    finally:
        shutil.rmtree(folder)


def measure(folder: Path, sizes: tuple[int, int, int]) -> None:
    """Print the table."""
    paths = {}
    for size in sizes:
        paths[size] = folder / f"{size}.yaml"
        with paths[size].open("w") as file:
            file.writelines(generate.inventory(size))
    bare = best(15, PYTHON, "-c", "pass")
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores\n")
    print("| what | measured | ratio |\n|---|---|---|")
    shipped = min(run(*check("inventories/example-lab.yaml")) for _ in range(15))
    row(
        "`vendorgate check` on the compliant inventory, warm",
        f"{shipped.seconds * 1000:.0f} ms; `python -c pass` {bare.seconds * 1000:.0f} ms",
        f"{shipped.seconds / bare.seconds:.1f} × `python -c pass`",
    )
    middle = sizes[1]
    runs = {size: best(3, *check(path)) for size, path in paths.items()}
    naive = run(PYTHON, "benchmarks/naive.py", str(paths[middle]))
    row(
        f"{middle:,} vendors, all policies, first byte to exit code",
        f"{runs[middle].seconds:.2f} s; naive stack {naive.seconds:.1f} s",
        f"{naive.seconds / runs[middle].seconds:.0f} × faster",
    )
    ahead = best(3, *forecast(paths[middle]))
    row(
        f"{middle:,} vendors, `vendorgate forecast --within 365d`",
        f"{ahead.seconds:.2f} s",
        f"{ahead.seconds / runs[middle].seconds:.1f} × one check",
    )
    seconds, cells = per_cell(paths[middle])
    row("deciding one cell", f"{seconds * 1e6:.2f} µs on average over {cells:,} cells", "")
    size = paths[middle].stat().st_size
    row(
        f"memory, {middle:,} vendors ({size / 1e6:.1f} MB)",
        f"{(runs[middle].memory - bare.memory) / 1e6:.0f} MB above the interpreter",
        f"{(runs[middle].memory - bare.memory) / size:.1f} × the file",
    )
    growth(sizes, runs)


def growth(sizes: tuple[int, int, int], runs: dict[int, Run]) -> None:
    """Time and memory a vendor, without what a run costs that has none."""
    start = run(*check("inventories/example-lab.yaml"))
    small, _, large = sizes
    times = {size: (runs[size].seconds - start.seconds) / size for size in (small, large)}
    memory = {size: (runs[size].memory - start.memory) / size for size in (small, large)}
    row(
        f"time a vendor, {small:,} and {large:,} vendors",
        f"{times[small] * 1e6:.0f} µs and {times[large] * 1e6:.0f} µs",
        f"{times[large] / times[small] - 1:+.0%}",
    )
    row(
        f"memory a vendor, {small:,} and {large:,} vendors",
        f"{memory[small] / 1e3:.1f} kB and {memory[large] / 1e3:.1f} kB",
        f"{memory[large] / memory[small] - 1:+.0%}",
    )


def row(what: str, measured: str, ratio: str) -> None:
    """One row of the table."""
    print(f"| {what} | {measured} | {ratio} |", flush=True)


if __name__ == "__main__":
    main()
