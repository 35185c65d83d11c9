"""The log: the commits that led to a revision, what each changed, and their files."""

import subprocess
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from itertools import pairwise
from typing import Self

from checker.errors import UsageError
from checker.record import NamedTuple
from checker.sources.git import commit, git
from checker.sources.revision import entries
from checker.sources.tree import Entry, Tree

_RAW = ("diff-tree", "--stdin", "--always", "-r", "-z", "--raw", "--no-renames", "--no-abbrev")


class Commit(NamedTuple):
    """A commit on the way to a revision.

    Attributes:
        seconds: of its committer, since 1970; whatever somebody wrote there.
        tree: its files.
        changed: the paths that differ from the commit before.
    """

    id: str
    seconds: int
    tree: Tree
    changed: frozenset[str]


class Blobs:
    """The contents of files, read by one process of git."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        try:
            self._process = subprocess.Popen(
                ["git", "cat-file", "--batch"],  # noqa: S607 git of the user
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise UsageError(f"git cannot be run: {error.strerror}", "install git") from error
        return self

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            with suppress(OSError):
                self._process.communicate()

    def read(self, wanted: Sequence[Entry]) -> Iterator[bytes]:
        """The contents of files, in order."""
        for entry in wanted:
            yield self._one(entry)

    def _one(self, entry: Entry) -> bytes:
        process = self._process
        if process is None or process.stdin is None or process.stdout is None:
            raise UsageError("git is not running")
        with suppress(BrokenPipeError):
            process.stdin.write(f"{entry.object}\n".encode())
            process.stdin.flush()
        head = process.stdout.readline().split()
        if len(head) != len(("name", "type", "size")):
            raise UsageError(f"git has no object {entry.object}")
        content = process.stdout.read(int(head[2]))
        process.stdout.read(1)
        return content


def commits(until: str, since: str | None, blobs: Blobs) -> Iterator[Commit]:
    """The commits that led to a revision along first parents, the oldest first.

    Args:
        until: a revision.
        since: a revision to begin with; None begins with the first commit.

    Raises:
        UsageError: there is no such revision, or git cannot be run.
    """
    listed = _listed(commit(until), None if since is None else commit(since))
    ids = [id_ for _, id_ in listed]
    changes = _changes(ids)
    sizes = _sizes({entry.object for own in changes for entry in own.values() if entry})
    files = entries(ids[0])
    changed = frozenset(files)
    for number, (seconds, id_) in enumerate(listed):
        if number:
            files = dict(files)
            for path, entry in changes[number - 1].items():
                files.pop(path, None)
                if entry is not None:
                    files[path] = entry._replace(size=sizes[entry.object])
            changed = frozenset(changes[number - 1])
        yield Commit(id_, seconds, Tree(id_, files, blobs.read), changed)


def _listed(until: str, since: str | None) -> list[tuple[int, str]]:
    """The seconds and ids of commits, the oldest first; the one to begin with before all."""
    ends = [until] if since is None else [until, f"^{since}"]
    own = [] if since is None else [since]
    told = [git("rev-list", "--no-walk", "--timestamp", *own)] if own else []
    told.append(git("rev-list", "--first-parent", "--reverse", "--timestamp", *ends))
    lines = b"".join(told).decode().splitlines()
    return [(int(seconds), id_) for seconds, id_ in (line.split() for line in lines)]


def _changes(ids: Sequence[str]) -> list[dict[str, Entry | None]]:
    """The files that differ between each commit and the next; None for one that is gone."""
    pairs = "".join(f"{after} {before}\n" for before, after in pairwise(ids))
    told = iter(git(*_RAW, "--relative", stdin=pairs.encode()).split(b"\0")[:-1])
    changes: list[dict[str, Entry | None]] = []
    for each in told:
        if not each.startswith(b":"):
            changes.append({})
            continue
        _, mode, _, name, status = each.decode().split()
        path = next(told).decode("utf-8", "surrogateescape")
        changes[-1][path] = None if status == "D" else Entry(mode, name, 0)
    return changes


def _sizes(objects: AbstractSet[str]) -> dict[str, int]:
    """The size of each file; of a submodule 0."""
    asked = "".join(f"{name}\n" for name in sorted(objects))
    told = git("cat-file", "--batch-check", stdin=asked.encode()) if asked else b""
    sizes = dict.fromkeys(objects, 0)
    for line in told.decode().splitlines():
        name, _, size = line.partition(" blob ")
        if size:
            sizes[name] = int(size)
    return sizes
