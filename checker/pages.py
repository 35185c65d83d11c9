"""Pages: the files beside a report that is split, and what earlier runs left of them."""

import os
import re
from collections.abc import Container, Iterable
from contextlib import suppress

from checker.errors import OutputError
from checker.output import deliver, make_folder

_OWN = b'<meta name="generator" content="vendorgate">'
_HEAD = 4_096
"""Bytes at the beginning of a page in which it says whose it is."""

_NAME = re.compile(r"page-[0-9]+\.html")


def folder_of(target: str) -> str:
    """The folder in which the further pages of a report stand."""
    return f"{os.path.splitext(os.path.realpath(target))[0]}-pages"


def name(path: str) -> str:
    """The name of a file or folder, as a link beside it has it."""
    return os.path.basename(path)


def may_split(target: str | None) -> bool:
    """Return whether a report to a target may have files beside it: no stream, no device."""
    return target is not None and (not os.path.exists(target) or os.path.isfile(target))


def deliver_page(text: str, folder: str, file: str, *, inputs: Iterable[str] = ()) -> None:
    """Write a page into the folder, which is made if it is not there.

    Raises:
        OutputError: it cannot be written, or a file of somebody else has its name.
    """
    make_folder(folder)
    path = os.path.join(folder, file)
    if os.path.lexists(path) and not _is_ours(path):
        raise OutputError(f"'{path}' is no page of an earlier report", "rename it, or the report")
    deliver(text, path, inputs=inputs)


def sweep(folder: str, keep: Container[str] = ()) -> None:
    """Remove the pages of an earlier run, but for those that were written anew.

    Raises:
        OutputError: one cannot be removed, and would pass for one of today.
    """
    try:
        names = os.listdir(folder)
    except OSError:
        return  # there is none
    for file in sorted(names):
        path = os.path.join(folder, file)
        if _NAME.fullmatch(file) and file not in keep and _is_ours(path):
            try:
                os.unlink(path)
            except OSError as error:
                raise OutputError(
                    f"the old page '{path}' could not be removed: {error.strerror}"
                ) from error
    with suppress(OSError):
        os.rmdir(folder)  # which an empty one alone can be


def _is_ours(path: str) -> bool:
    # What is no file might never answer.
    if not os.path.isfile(path):
        return False
    try:
        with open(path, "rb") as file:
            return _OWN in file.read(_HEAD)
    except OSError:
        return False
