"""Reading: paths, folders and standard input become bytes, once each, or a problem that says why."""

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from typing import BinaryIO, NamedTuple

from checker.problems import Place, Problem

SUFFIXES = (".yaml", ".yml", ".json")
MAX_BYTES = 256 * 1024 * 1024
"""The largest file that is read: some 300,000 vendors."""

_WHOLE = 0


class Source(NamedTuple):
    """A file's bytes under the path that messages show; read once, so what is hashed is judged."""

    path: str
    content: bytes


def read(
    paths: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    stdin_filename: str = "<stdin>",
) -> tuple[list[Source], list[Problem]]:
    """Read files, folders (every YAML and JSON file below, sorted) and `-` for standard input.

    Links are followed where a path is named, never inside a folder's walk. A file that is
    reached twice is read once.

    Returns:
        What could be read, in order, and a problem for everything that could not.
    """
    sources: list[Source] = []
    problems: list[Problem] = []
    seen: set[tuple[int, int]] = set()
    for path in paths:
        if path == "-":
            _read_stdin(stdin, stdin_filename, sources, problems)
            continue
        for found in _expand(path, problems):
            _read_file(found, seen, sources, problems)
    return sources, problems


def _read_stdin(
    stdin: BinaryIO | None, name: str, sources: list[Source], problems: list[Problem]
) -> None:
    if stdin is None:
        problems.append(_problem(name, "standard input is not available"))
        return
    content = stdin.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        problems.append(_too_large(name))
    else:
        sources.append(Source(name, content))


def _expand(path: str, problems: list[Problem]) -> Iterator[str]:
    try:
        folder = stat.S_ISDIR(os.stat(path).st_mode)
    except (OSError, ValueError) as error:
        problems.append(_unreadable(path, error))
        return
    if not folder:
        yield path
        return
    found = sorted(_walk(path, problems))
    if not found:
        expected = ", ".join(f"*{suffix}" for suffix in SUFFIXES)
        problems.append(_problem(path, f"the folder holds no file to read (expected {expected})"))
    yield from found


def _walk(folder: str, problems: list[Problem]) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            listed = list(entries)
    except OSError as error:
        problems.append(_unreadable(folder, error))
        return
    for entry in listed:
        if entry.name.startswith("."):
            continue
        path = f"{folder.rstrip('/') or '/'}/{entry.name}" if folder != "." else entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(path, problems)
        elif entry.name.endswith(SUFFIXES):
            if entry.is_symlink():
                message = "a link inside a folder is not followed (expected a regular file)"
                hint = "name the file itself, or replace the link by a copy"
                problems.append(Problem(Place(path, _WHOLE, 0), message, hint))
            else:
                yield path


def _read_file(
    path: str, seen: set[tuple[int, int]], sources: list[Source], problems: list[Problem]
) -> None:
    try:
        # A FIFO or a device must neither block nor answer, so its kind is asked after opening.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with open(number, "rb", closefd=True) as file:
            status = os.fstat(number)
            if not stat.S_ISREG(status.st_mode):
                problems.append(_problem(path, "not a regular file (expected a YAML file)"))
                return
            identity = (status.st_dev, status.st_ino)
            if identity in seen:
                return
            seen.add(identity)
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        problems.append(_unreadable(path, error))
        return
    if len(content) > MAX_BYTES:
        problems.append(_too_large(path))
    else:
        sources.append(Source(path, content))


_REASONS = {
    errno.ENOENT: "no such file or folder",
    errno.EACCES: "permission denied",
    errno.ELOOP: "a link that leads back to itself",
    errno.EISDIR: "a folder where a file was expected",
}


def _unreadable(path: str, error: OSError | ValueError) -> Problem:
    number = error.errno if isinstance(error, OSError) else None
    reason = _REASONS.get(number or 0) or getattr(error, "strerror", None) or "not a usable path"
    return _problem(path, f"cannot be read: {reason[:1].lower()}{reason[1:]}")


def _too_large(path: str) -> Problem:
    return _problem(path, f"too large (expected at most {MAX_BYTES // 1024 // 1024} MiB)")


def _problem(path: str, message: str) -> Problem:
    return Problem(Place(path, _WHOLE, 0), message)
