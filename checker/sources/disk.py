"""The disk: paths, folders and standard input become bytes, or a problem that says why not."""

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from checker.errors import InputError
from checker.parse.limits import MAX_BYTES
from checker.problems import Problem
from checker.record import NamedTuple
from checker.sources.folders import path_problem, unreadable, walk
from checker.sources.source import SUFFIXES, Source

_CHUNK = 1024 * 1024
# A FIFO or a device must neither block nor answer. Windows has no such flag, but a text mode.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Disk(NamedTuple):
    """The files of this machine, by paths from the current folder.

    Attributes:
        stdin: what `-` reads; None where there is no standard input.
        stdin_filename: the name that messages show for it.
    """

    stdin: BinaryIO | None = None
    stdin_filename: str = "<stdin>"

    @property
    def commit(self) -> None:
        """None: these files are of no commit."""

    def read(self, names: Sequence[str]) -> tuple[list[Source], list[Problem]]:
        """Read files, folders (every YAML and JSON file below, sorted) and `-` for standard input.

        Links are followed where a path is named; inside a folder only those that stay in it.
        Nothing in a folder is passed over for its hidden name; only the stores of version control
        are. A file that is reached twice is read once.
        """
        sources: list[Source] = []
        problems: list[Problem] = []
        seen: set[tuple[int, int]] = set()
        stdin_is_read = False
        for path in names:
            if path != "-":
                for found in _expand(path, problems):
                    _read_file(found, seen, sources, problems)
            elif not stdin_is_read:
                stdin_is_read = True
                _read_stdin(self.stdin, self.stdin_filename, sources, problems)
        return sources, problems

    @staticmethod
    def files(names: Sequence[str]) -> tuple[list[str], list[Problem]]:
        """The paths of what `read` reads, each file once, and what is wrong with the others.

        A file that cannot be read is among them: whoever reads it says why.
        """
        found: dict[object, str] = {}
        problems: list[Problem] = []
        for name in names:
            for path in _expand(name, problems):
                found.setdefault(_identity(path), path)
        return list(found.values()), problems

    def has(self, name: str) -> bool:
        """Return whether anything has this name, a link to nowhere included."""
        try:
            os.lstat(name)
        except FileNotFoundError:
            return False
        except OSError as error:
            raise InputError([unreadable(name, error)]) from error
        return True

    def names(self) -> list[str]:
        """The names in the current folder, sorted."""
        try:
            return sorted(os.listdir())
        except FileNotFoundError:
            return []
        except OSError as error:
            raise InputError([unreadable(".", error)]) from error

    def same(self, name: str, other: str) -> bool:
        """Return whether two names are of one file, as on a disk that ignores case."""
        try:
            return os.path.samefile(name, other)
        except OSError:
            return False


def _read_stdin(
    stdin: BinaryIO | None, name: str, sources: list[Source], problems: list[Problem]
) -> None:
    if stdin is None:
        problems.append(path_problem(name, "standard input is not available"))
        return
    try:
        _keep(name, _bounded(stdin), sources, problems)
    except (OSError, ValueError) as error:
        problems.append(unreadable(name, error))


def _bounded(file: BinaryIO) -> bytes:
    """All bytes of a file, or one more than are allowed."""
    chunks: list[bytes] = []
    left = MAX_BYTES + 1
    while left and (chunk := _chunk(file, left)):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def _chunk(file: BinaryIO, left: int) -> bytes:
    chunk: bytes | None = file.read(min(left, _CHUNK))
    if chunk is None:
        # Not the end: who set it to answer at once (O_NONBLOCK) may yet write.
        raise BlockingIOError(errno.EAGAIN, "it gives nothing yet (expected its end)")
    return chunk


def _keep(path: str, content: bytes, sources: list[Source], problems: list[Problem]) -> None:
    if len(content) > MAX_BYTES:
        problems.append(_too_large(path))
    else:
        sources.append(Source(path, content))


def _expand(path: str, problems: list[Problem]) -> Iterator[str]:
    try:
        folder = stat.S_ISDIR(os.stat(path).st_mode)
    except (OSError, ValueError) as error:
        problems.append(unreadable(path, error))
        return
    if not folder:
        yield path
        return
    before = len(problems)
    found = sorted(walk(path, problems), key=lambda each: ("/.." in each, each))
    if not found and len(problems) == before:
        expected = ", ".join(f"*{suffix}" for suffix in SUFFIXES)
        problems.append(
            path_problem(path, f"the folder holds no file to read (expected {expected})")
        )
    yield from found


def _read_file(
    path: str, seen: set[tuple[int, int]], sources: list[Source], problems: list[Problem]
) -> None:
    try:
        with open(path, "rb", opener=_open) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                message = "not a regular file (expected a YAML or JSON file)"
                problems.append(path_problem(path, message, "use - to read standard input"))
            elif status.st_size > MAX_BYTES:
                problems.append(_too_large(path))
            elif (status.st_dev, status.st_ino) not in seen:
                seen.add((status.st_dev, status.st_ino))
                _keep(path, _bounded(file), sources, problems)
    except (OSError, ValueError) as error:
        problems.append(unreadable(path, error))


def _identity(path: str) -> object:
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return path
    return status.st_dev, status.st_ino


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | _FLAGS)


def _too_large(path: str) -> Problem:
    return path_problem(path, f"too large (expected at most {MAX_BYTES // 1024 // 1024} MiB)")
