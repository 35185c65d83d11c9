"""Folders: the files to read below a folder, and what is wrong with paths."""

import errno
import os
from collections.abc import Iterator

from checker.problems import Place, Problem
from checker.sources.source import SUFFIXES

_NO_CONTENT = frozenset({".git", ".hg", ".svn", ".jj"})
_REASONS = {
    errno.ENOENT: "no such file or folder",
    errno.EACCES: "permission denied",
    errno.ELOOP: "a link that leads back to itself",
    errno.EISDIR: "a folder where a file was expected",
}


def walk(root: str, problems: list[Problem]) -> Iterator[str]:
    """The files to read below a folder, in no order; a stack of folders, since depth is not ours.

    A link whose end lies in the folder is followed if it leads to a file; a folder that it leads to
    is walked where it stands. In a mounted ConfigMap each file is a link into a folder `..DATE`,
    which has another name after every change: who reads each file once takes the links first.
    """
    inside = os.path.join(os.path.realpath(root), "")
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                listed = list(entries)
        except OSError as error:
            problems.append(unreadable(folder, error))
            continue
        prefix = "" if folder == "." else f"{folder.rstrip('/')}/"
        for entry in listed:
            path = prefix + entry.name
            if entry.is_symlink():
                yield from _linked(entry, path, inside, problems)
            elif _is_folder(entry, path, problems):
                if entry.name not in _NO_CONTENT:
                    folders.append(path)
            elif _names_inventory(entry.name):
                yield path


def _linked(
    entry: os.DirEntry[str], path: str, inside: str, problems: list[Problem]
) -> Iterator[str]:
    """The path of a link, if it is to be read."""
    named = _names_inventory(entry.name)
    if not named and not _is_folder(entry, path, problems):
        return
    end = os.path.realpath(path)
    if not os.path.exists(path):
        problems.append(_nowhere(path, end, inside))
    elif not end.startswith(inside):
        problems.append(_link(path))
    elif named and not _is_folder(entry, path, problems):
        yield path


def _names_inventory(name: str) -> bool:
    return name.lower().endswith(SUFFIXES)


def _is_folder(entry: os.DirEntry[str], path: str, problems: list[Problem]) -> bool:
    try:
        return entry.is_dir()
    except OSError as error:
        problems.append(unreadable(path, error))
        return False


def unreadable(path: str, error: OSError | ValueError) -> Problem:
    """The problem of a path that cannot be read."""
    number = error.errno if isinstance(error, OSError) else None
    reason = _REASONS.get(number or 0) or getattr(error, "strerror", None) or "not a usable path"
    return path_problem(path, f"cannot be read: {reason[:1].lower()}{reason[1:]}")


def path_problem(path: str, message: str, hint: str | None = None) -> Problem:
    """A problem of a path as a whole."""
    return Problem(Place(path, 0, 0), message, hint)


def _nowhere(path: str, end: str, inside: str) -> Problem:
    """The problem of a link at whose end nothing stands."""
    if not end.startswith(inside):
        return _link(path)
    # What is still a link when all are followed is part of a cycle.
    ends = "at whose end nothing stands" if not os.path.islink(end) else "that leads back to itself"
    return path_problem(path, f"a link {ends} (expected a file in the folder)", "remove the link")


def _link(path: str) -> Problem:
    message = "a link that leaves the folder is not followed (expected a file in the folder)"
    return path_problem(path, message, "name the file itself, or replace the link by a copy")
