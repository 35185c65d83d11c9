"""A tree: the files that git has at a commit, by paths from the current folder."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from checker.parse.limits import MAX_BYTES
from checker.problems import Problem
from checker.record import NamedTuple
from checker.sources.folders import path_problem
from checker.sources.source import SUFFIXES, Source

_LINK, _SUBMODULE = "120000", "160000"
_SHORT = 12
"""Digits of the id by which messages name a commit."""


class Entry(NamedTuple):
    """A file in a tree: its mode, the object that holds it, and its size in bytes."""

    mode: str
    object: str
    size: int


Contents = Callable[[Sequence[Entry]], Iterable[bytes]]
"""The contents of files, in order."""


class Tree:
    """The files of a commit.

    Attributes:
        name: of the commit, as messages show it.
        commit: its id.
        entries: every file, by its path.
    """

    def __init__(self, commit: str, entries: Mapping[str, Entry], contents: Contents) -> None:
        self.name = commit[:_SHORT]
        self.commit = commit
        self.entries = entries
        self._contents = contents

    def read(self, names: Sequence[str]) -> tuple[list[Source], list[Problem]]:
        """Read files and folders (every YAML and JSON file below, sorted)."""
        paths, problems = self.files(names)
        contents = self._contents([self.entries[path] for path in paths])
        sources = [Source(*pair) for pair in zip(paths, contents, strict=True)]
        return sources, problems

    def files(self, names: Sequence[str]) -> tuple[list[str], list[Problem]]:
        """The paths of what `read` reads, and what is wrong with the others."""
        paths: list[str] = []
        problems: list[Problem] = []
        for name in dict.fromkeys(names):
            wanted = _plain(name)
            below = "" if wanted == "." else f"{wanted}/"
            found = [wanted] if wanted in self.entries else self._below(below)
            if not found:
                problems.append(path_problem(name, f"not in {self.name}"))
            paths += [path for path in found if self._readable(path, problems)]
        return paths, problems

    def has(self, name: str) -> bool:
        """Return whether anything has this name."""
        wanted = _plain(name)
        return wanted in self.entries or bool(self._below(f"{wanted}/", suffixes=()))

    def names(self) -> list[str]:
        """The names in the current folder, sorted."""
        return sorted({path.split("/")[0] for path in self.entries})

    def same(self, name: str, other: str) -> bool:
        """Return whether two names are of one file: git knows each under one name."""
        return name == other

    def _below(self, folder: str, suffixes: tuple[str, ...] = SUFFIXES) -> list[str]:
        return sorted(
            path
            for path in self.entries
            if path.startswith(folder) and (not suffixes or path.lower().endswith(suffixes))
        )

    def _readable(self, path: str, problems: list[Problem]) -> bool:
        entry = self.entries[path]
        if entry.mode in {_LINK, _SUBMODULE}:
            what = "a link" if entry.mode == _LINK else "a submodule"
            problems.append(path_problem(path, f"{what} is not followed in {self.name}"))
        elif entry.size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            problems.append(path_problem(path, f"too large (expected at most {limit} MiB)"))
        else:
            return True
        return False


def _plain(name: str) -> str:
    """A path as git writes it: `./a//b/` is `a/b`."""
    return "/".join(step for step in name.split("/") if step not in {"", "."}) or "."
