"""Comparing two revisions, and looking back at many."""

import os
from pathlib import Path

import commits
from measure import MOMENT, REPOSITORY, Run, row, run, vendorgate


def of_revisions(folder: Path, vendors: int, files: int, days: int) -> None:
    """What comparing two revisions takes, and looking back at many."""
    for number in (1, files):
        repository = folder / f"in-{number}"
        commits.repository(repository, number, vendors // number, 1)
        plain, both = inside(repository, 3, ("check",), ("diff", "HEAD^", "HEAD"))
        row(
            f"`diff` of two revisions, one of {vendors:,} vendors changed, in"
            f" {number} file{'s' * (number > 1)}",
            "≤ 1.3 × a check",
            f"{both.cpu:.2f} s of CPU; check {plain.cpu:.2f} s",
            f"{both.cpu / plain.cpu:.2f} × (wall {both.seconds / plain.seconds:.2f} ×)",
        )
    for number, own in ((20, 10), (1, 200)):
        repository = folder / f"of-{number}"
        commits.repository(repository, number, own, days)
        plain, whole = inside(repository, 2, ("check",), ("history",))
        row(
            f"`history` of {days} commits, one of {number * own} vendors changed in each, in"
            f" {number} file{'s' * (number > 1)}",
            "≤ 20 × a check",
            f"{whole.cpu:.1f} s of CPU; check {plain.cpu:.2f} s",
            f"{whole.cpu / plain.cpu:.1f} × (wall {whole.seconds / plain.seconds:.1f} ×)",
        )


def inside(repository: Path, times: int, *commands: tuple[str, ...]) -> list[Run]:
    """As `best`, of commands that run in a repository; git, which they start, counts."""
    os.environ["PYTHONPATH"] = str(REPOSITORY)
    runs = [
        [run(*vendorgate(*each), "--as-of", MOMENT, cwd=repository) for each in commands]
        for _ in range(times)
    ]
    return [Run(*map(min, zip(*each, strict=True))) for each in zip(*runs, strict=True)]
