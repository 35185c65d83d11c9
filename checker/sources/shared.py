"""A shared folder: files that other processes see, too, by the names that one of them has."""

import os
from collections.abc import Sequence

from checker.errors import InputError
from checker.problems import Problem
from checker.record import NamedTuple
from checker.sources.disk import Disk
from checker.sources.folders import unreadable
from checker.sources.source import Source

_DISK = Disk()


class Shared(NamedTuple):
    """The files of a machine, as whoever works in a folder names them.

    Attributes:
        root: the folder from which relative paths are seen.
    """

    root: str

    @property
    def commit(self) -> None:
        """None: these files are of no commit."""

    def read(self, names: Sequence[str]) -> tuple[list[Source], list[Problem]]:
        """Read files and folders (every YAML and JSON file below, sorted)."""
        sources: list[Source] = []
        problems: list[Problem] = []
        for name in names:
            read, unread = _DISK.read([self._within(name)])
            sources += [each._replace(path=self._shown(name, each.path)) for each in read]
            for each in unread:
                path = self._shown(name, each.place.path)
                problems.append(each._replace(place=each.place._replace(path=path)))
        return sources, problems

    def has(self, name: str) -> bool:
        """Return whether anything has this name, a link to nowhere included."""
        return _DISK.has(self._within(name))

    def names(self) -> list[str]:
        """The names in the folder, sorted."""
        try:
            return sorted(os.listdir(self.root))
        except OSError as error:
            raise InputError([unreadable(self.root, error)]) from error

    def same(self, name: str, other: str) -> bool:
        """Return whether two names are of one file, as on a disk that ignores case."""
        return _DISK.same(self._within(name), self._within(other))

    def _within(self, name: str) -> str:
        return self.root if name == "." else os.path.join(self.root, name)

    def _shown(self, name: str, path: str) -> str:
        """The path of a file as it is seen from the folder, if it was named so."""
        if os.path.isabs(name):
            return path
        return path.removeprefix(os.path.join(self.root, ""))
