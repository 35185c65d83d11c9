"""A revision: files as git has them, read with git itself; the work tree is not touched."""

import subprocess
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from checker.errors import UsageError
from checker.parse.limits import MAX_BYTES
from checker.problems import Problem
from checker.sources.folders import path_problem
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
            for path in found:
                self._take(path, sources, problems)
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

    def _below(self, folder: str, suffixes: tuple[str, ...] = SUFFIXES) -> list[str]:
        return sorted(
            path
            for path in self._entries
            if path.startswith(folder) and (not suffixes or path.lower().endswith(suffixes))
        )

    def _take(self, path: str, sources: list[Source], problems: list[Problem]) -> None:
        entry = self._entries[path]
        if entry.mode in {_LINK, _SUBMODULE}:
            what = "a link" if entry.mode == _LINK else "a submodule"
            problems.append(path_problem(path, f"{what} is not followed in {self._name}"))
        elif entry.size > MAX_BYTES:
            limit = MAX_BYTES // 1024 // 1024
            problems.append(path_problem(path, f"too large (expected at most {limit} MiB)"))
        else:
            sources.append(Source(path, _git("cat-file", "blob", entry.object)))

    @cached_property
    def _entries(self) -> dict[str, _Entry]:
        """Every file below the current folder, by its path."""
        commit = _git(
            "rev-parse", "--verify", "--quiet", "--end-of-options", f"{self._name}^{{commit}}"
        )
        listed = _git("ls-tree", "-r", "-z", "-l", commit.decode().strip(), "--", ".")
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


def _git(*arguments: str) -> bytes:
    """The output of a command of git.

    Raises:
        UsageError: git is not there, or says no.
    """
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=False)  # noqa: S603, S607 git of the user
    except OSError as error:
        raise UsageError(f"git cannot be run: {error.strerror}", "install git") from error
    if done.returncode == 0:
        return done.stdout
    said = done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: ")
    if arguments[0] == "rev-parse" and not said:
        revision = arguments[-1].removesuffix("^{commit}")
        raise UsageError(
            f"there is no revision '{revision}' in this repository",
            "in a shallow clone, fetch it first: git fetch --depth=1 origin REV",
        )
    raise UsageError(f"git says: {said.splitlines()[0] if said else 'nothing'}")
