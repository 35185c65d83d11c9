"""A repository of inventories in which each commit changes one vendor.

usage: python benchmarks/commits.py FOLDER FILES VENDORS COMMITS, with so many vendors in each file
"""

import random
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import generate

_START = 1_830_000_000
"""The seconds of the first commit; the others follow a day apart, and end before 2031-05."""

_DAY = 86_400
_BOTH = ("at_rest: full", "at_rest: none")


def repository(folder: Path, files: int, vendors: int, commits: int) -> None:
    """Make it: the first commit brings the inventories, and so many others follow."""
    folder.mkdir(parents=True)
    _git(folder, "init", "--quiet", "--initial-branch", "main")
    _git(folder, "fast-import", "--quiet", told=b"".join(_stream(files, vendors, commits)))
    _git(folder, "checkout", "--quiet", "--force", "main")


def _git(folder: Path, *arguments: str, told: bytes = b"") -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, input=told)


def _stream(files: int, vendors: int, commits: int) -> Iterator[bytes]:
    head, _, items = "".join(generate.inventory(files * vendors, flaws=0.25)).partition(
        "vendors:\n"
    )
    all_ = re.split(r"(?m)^(?=  - id: )", items)[1:]
    parts = [all_[number * vendors : (number + 1) * vendors] for number in range(files)]
    chance = random.Random(1)
    yield _commit(0)
    for number in range(files):
        yield _file(number, head, parts[number])
    for day in range(1, commits + 1):
        number, index = chance.randrange(files), chance.randrange(vendors)
        while not any(each in parts[number][index] for each in _BOTH):
            number, index = chance.randrange(files), chance.randrange(vendors)
        old, new = _BOTH if _BOTH[0] in parts[number][index] else reversed(_BOTH)
        parts[number][index] = parts[number][index].replace(old, new, 1)
        yield _commit(day)
        yield _file(number, head, parts[number])


def _commit(day: int) -> bytes:
    who = f"committer A <a@example.org> {_START + day * _DAY} +0000"
    return f"commit refs/heads/main\n{who}\n".encode() + _data(f"day {day}")


def _file(number: int, head: str, vendors: list[str]) -> bytes:
    text = head.replace("id: generated", f"id: lab-{number}", 1) + "vendors:\n" + "".join(vendors)
    return f"M 644 inline inventories/lab-{number}.yaml\n".encode() + _data(text)


def _data(text: str) -> bytes:
    content = text.encode()
    return b"data %d\n%s\n" % (len(content), content)


if __name__ == "__main__":
    repository(Path(sys.argv[1]), *map(int, sys.argv[2:]))
