"""A revision: files as git has them, read with git itself; the work tree is not touched."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from checker.sources.git import commit, git
from checker.sources.tree import Entry, Tree


class Revision(Tree):
    """The files of a revision; git is asked when the first of them is."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._contents = contents

    @cached_property
    def commit(self) -> str:  # type: ignore[override] # as `entries`
        """The id of its commit."""
        return commit(self.name)

    @cached_property
    def entries(self) -> dict[str, Entry]:  # type: ignore[override] # what is asked for once
        """Every file below the current folder, by its path."""
        return entries(self.commit)


def entries(commit_id: str) -> dict[str, Entry]:
    """Every file of a commit below the current folder, by its path."""
    listed = git("ls-tree", "-r", "-z", "-l", commit_id, "--", ".")
    found = {}
    for line in listed.split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, _, name, size = about.decode().split()
        length = int(size) if size.isdigit() else 0
        found[path.decode("utf-8", "surrogateescape")] = Entry(mode, name, length)
    return found


def contents(wanted: Sequence[Entry]) -> Iterator[bytes]:
    """The contents of files: git is started once for all of them."""
    asked = "".join(f"{entry.object}\n" for entry in wanted)
    told = git("cat-file", "--batch", stdin=asked.encode()) if wanted else b""
    start = 0
    for entry in wanted:
        start = told.index(b"\n", start) + 1
        end = start + entry.size
        yield told[start:end]
        start = end + 1
