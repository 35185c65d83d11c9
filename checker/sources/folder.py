"""A folder: files by paths from there, as if a command were run in it."""

import os
from collections.abc import Sequence

from checker.errors import InputError
from checker.problems import Problem
from checker.record import NamedTuple
from checker.sources.disk import Disk
from checker.sources.folders import unreadable
from checker.sources.source import Source

_DISK = Disk()


class Folder(NamedTuple):
    """The files below a folder of this machine."""

    root: str

    @property
    def commit(self) -> None:
        """None: these files are of no commit."""

    def read(self, names: Sequence[str]) -> tuple[list[Source], list[Problem]]:
        """Read files and folders (every YAML and JSON file below, sorted)."""
        sources, problems = _DISK.read([self._within(name) for name in names])
        return (
            [source._replace(path=self._from(source.path)) for source in sources],
            [
                problem._replace(place=problem.place._replace(path=self._from(problem.place.path)))
                for problem in problems
            ],
        )

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
        return self.root if name == "." else f"{self.root.rstrip('/')}/{name}"

    def _from(self, path: str) -> str:
        return path.removeprefix(f"{self.root.rstrip('/')}/")


def there_is(path: str) -> bool:
    """Return whether anything has this path; what can be none is not there."""
    return "\0" not in path and os.path.lexists(path)


def is_folder(path: str) -> bool:
    """Return whether a path is a folder, or a link to one."""
    return os.path.isdir(path)
