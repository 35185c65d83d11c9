"""A revision: files as git has them, read with git itself; the work tree is not touched."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from checker.parse.limits import MAX_BYTES
from checker.problems import Problem
from checker.sources.folders import path_problem
from checker.sources.git import commit, git
from checker.sources.source import SUFFIXES, Source

_LINK, _SUBMODULE = "120000", "160000"


class _Entry(NamedTuple):
    """A file in a revision: its mode, the object that holds it, and its size in bytes."""

    mode: str
    object: str
    size: int


class Revision:
    """The files of a revision, by paths from the current folder."""

    def __init__(self, name: str) -> None:
        self._name = name

    def read(self, names: Sequence[str]) -> tuple[list[Source], list[Problem]]:
        """Read files and folders (every YAML and JSON file below, sorted)."""
        sources: list[Source] = []
        problems: list[Problem] = []
        for name in dict.fromkeys(names):
            wanted = _plain(name)
            below = "" if wanted == "." else f"{wanted}/"
            found = [wanted] if wanted in self._entries else self._below(below)
            if not found:
                problems.append(path_problem(name, f"not in {self._name}"))
            sources += self._blobs([path for path in found if self._readable(path, problems)])
        return sources, problems

    def has(self, name: str) -> bool:
        """Return whether anything has this name in the revision."""
        wanted = _plain(name)
        return wanted in self._entries or bool(self._below(f"{wanted}/", suffixes=()))

    def names(self) -> list[str]:
        """The names in the current folder of the revision, sorted."""
        return sorted({path.split("/")[0] for path in self._entries})

    def same(self, name: str, other: str) -> bool:
        """Return whether two names are of one file: git knows each under one name."""
        return name == other

    @cached_property
    def commit(self) -> str:
        """The id of its commit."""
        return commit(self._name)

    def _below(self, folder: str, suffixes: tuple[str, ...] = SUFFIXES) -> list[str]:
        return sorted(
            path
            for path in self._entries
            if path.startswith(folder) and (not suffixes or path.lower().endswith(suffixes))
        )

    def _readable(self, path: str, problems: list[Problem]) -> bool:
        entry = self._entries[path]
        if entry.mode in {_LINK, _SUBMODULE}:
            what = "a link" if entry.mode == _LINK else "a submodule"
            problems.append(path_problem(path, f"{what} is not followed in {self._name}"))
        elif entry.size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            problems.append(path_problem(path, f"too large (expected at most {limit} MiB)"))
        else:
            return True
        return False

    def _blobs(self, paths: Sequence[str]) -> Iterator[Source]:
        """The files of these paths: git is started once for all of them."""
        wanted = "".join(f"{self._entries[path].object}\n" for path in paths)
        told = git("cat-file", "--batch", stdin=wanted.encode()) if wanted else b""
        start = 0
        for path in paths:
            start = told.index(b"\n", start) + 1
            end = start + self._entries[path].size
            yield Source(path, told[start:end])
            start = end + 1

    @cached_property
    def _entries(self) -> dict[str, _Entry]:
        """Every file below the current folder, by its path."""
        listed = git("ls-tree", "-r", "-z", "-l", self.commit, "--", ".")
        found = {}
        for line in listed.split(b"\0")[:-1]:
            about, _, path = line.partition(b"\t")
            mode, _, name, size = about.decode().split()
            length = int(size) if size.isdigit() else 0
            found[path.decode("utf-8", "surrogateescape")] = _Entry(mode, name, length)
        return found


def _plain(name: str) -> str:
    """A path as git writes it: `./a//b/` is `a/b`."""
    return "/".join(step for step in name.split("/") if step not in {"", "."}) or "."
