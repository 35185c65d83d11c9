"""What a run saves that several processes share: by `--jobs`, and by an executor."""

import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from multiprocessing import get_context
from pathlib import Path

import scale
from measure import MOMENT, PYTHON, best, check, row, run, written

from checker import api

FILES = 200
"""The inventories of a run that has many; each has its share of the vendors."""


def of_sharing(folder: Path, vendors: int) -> None:
    """One inventory, and many, by two processes."""
    whole, many = written(folder, vendors, 1.0), folder / "parted"
    scale.written(many, FILES, vendors // FILES)
    shares = f"{FILES} files of {vendors // FILES} vendors"
    with_two_jobs(whole, folder, f"{vendors:,} vendors in one file")
    with_two_jobs(many, folder, shares)
    by_an_executor(many, shares)


def by_an_executor(path: Path, what: str) -> None:
    """What `check(…, executor=…)` takes, of a pool of two processes, beside one process."""
    own = (PYTHON, __file__, str(path))
    alone, both = best(3, (*own, "1"), (*own, "2"))
    row(
        f"`check(…, executor=…)`, {what}, a `ProcessPoolExecutor` of two, on the wall",
        "",
        f"{both.seconds:.2f} s (CPU {both.cpu:.2f}); one process {alone.seconds:.2f} s (CPU"
        f" {alone.cpu:.2f})",
        f"{alone.seconds / both.seconds:.2f} × faster",
    )


def by_as_many(path: str, workers: int) -> None:
    """Check inventories by an executor with so many workers; one is this process."""
    spawn = get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=spawn) if workers > 1 else nullcontext()
    with pool as executor:
        api.check(path, policies="policies", as_of=MOMENT, executor=executor)


def with_two_jobs(path: Path, folder: Path, what: str) -> None:
    """What two processes save on the wall."""
    one, two = best(3, check(path), check(path, "--jobs", "2"))
    row(
        f"`--jobs 2`, {what}, its table, on the wall",
        "≥ 1.7 × faster, the same bytes",
        f"{two.seconds:.2f} s; one job {one.seconds:.2f} s;"
        f" {'the same' if same(path, folder) else 'OTHER'} bytes",
        f"{one.seconds / two.seconds:.2f} × faster",
    )


def same(path: Path, folder: Path) -> bool:
    """Whether one process and two say the same, byte by byte."""
    outputs = [folder / "one", folder / "two"]
    for jobs, output in zip("12", outputs, strict=True):
        run(*check(path, "--jobs", jobs), output=output)
    one, two = (output.read_bytes() for output in outputs)
    return one == two


if __name__ == "__main__":
    by_as_many(sys.argv[1], int(sys.argv[2]))
