"""The source: the bytes of a file under the name that messages show, wherever it was read."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from checker.digest import sha256
from checker.problems import Problem
from checker.record import NamedTuple

SUFFIXES = (".yaml", ".yml", ".json")
"""The endings of names that are read where a folder is named."""
_LONG = 64 * 1024
"""Bytes of which no copy is kept to remember their digest."""


class Source(NamedTuple):
    """A file's bytes under the path that messages show; read once, so what is hashed is judged."""

    path: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The digest of the content."""
        return (sha256 if len(self.content) > _LONG else _remembered)(self.content)


@lru_cache(maxsize=256)
def _remembered(content: bytes) -> str:
    # A file of a pack is asked twice: for what is kept of it, and for the inputs of the report.
    return sha256(content)


class Sources(Protocol):
    """A place that files are read from. Nothing that is given a `Source` knows what a path is."""

    @property
    def commit(self) -> str | None:
        """The id of the commit that it is; None for what git does not keep."""
        ...

    def read(self, names: Sequence[str]) -> tuple[list[Source], list[Problem]]:
        """The files of these names, and those below a name that is a folder, in order.

        Returns:
            What could be read, and a problem for everything that could not.
        """
        ...

    def has(self, name: str) -> bool:
        """Return whether anything has this name.

        Raises:
            InputError: that cannot be told; what could not be looked at is not absent.
        """
        ...

    def names(self) -> list[str]:
        """The names at the top, sorted.

        Raises:
            InputError: they cannot be listed.
        """
        ...

    def same(self, name: str, other: str) -> bool:
        """Return whether two names are of one file, as where case is ignored."""
        ...
