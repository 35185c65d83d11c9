"""Lookalikes: names beside us that people give to what is read under one exact name."""

from collections.abc import Iterator, Sequence

from checker.problems import Place, Problem
from checker.sources.source import SUFFIXES, Sources


def passed_over(where: Sources, folder: str, option: str) -> list[Problem]:
    """Files and folders beside us that were meant as a folder that is read, and have another name.

    Args:
        option: what names one of them on the command line.
    """
    return [
        not_read(name, f"a folder '{folder}'", f"name it: {option}{name}")
        for name in lookalikes(where, folder, folder, ("", *SUFFIXES))
    ]


def lookalikes(where: Sources, read: str, stem: str, suffixes: Sequence[str]) -> Iterator[str]:
    """Names beside us that are a stem with a suffix, in any case, and not what is read."""
    meant = {stem + suffix for suffix in suffixes}
    for name in where.names():
        # On a disk that ignores case, a name in capitals is the very file that is read.
        if name != read and name.lower().removeprefix(".") in meant and not where.same(name, read):
            yield name


def not_read(name: str, expected: str, hint: str) -> Problem:
    """The problem of what was meant to be read and has another name."""
    return Problem(Place(name, 0, 0), f"{name} is not read (expected {expected})", hint)
