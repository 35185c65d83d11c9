"""Output: where a report goes, and what the terminal it may go to is like.

A report that did not arrive is no report. Whatever is in the way raises `OutputError`, so that
neither a closed pipe nor a full disk can turn a failing gate into a passing one.
"""

# pathlib is not imported: a warm run that says one line would pay for it.

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TextIO

from checker.errors import OutputError
from checker.pieces import Pieces, held
from checker.record import NamedTuple

STANDARD = ("-", "/dev/stdout")
"""Targets that mean standard output."""

_OPENED = ("/dev/fd/", "/dev/stderr", "/proc/self/fd/")
"""Beginnings of targets that are open already, as a shell opens them."""

_WIDTH = 100
_NARROWEST = 40


class Terminal(NamedTuple):
    """The width of a line, and whether colours are seen."""

    width: int
    colour: bool


def terminal(*, no_color: bool) -> Terminal:
    """The terminal at standard output; without one, 100 columns (or $COLUMNS) and no colour.

    Args:
        no_color: `--no-color` was given; NO_COLOR and TERM=dumb mean the same.
    """
    seen = sys.stdout is not None and sys.stdout.isatty()
    plain = no_color or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return Terminal(max(_width(seen=seen), _NARROWEST), seen and not plain)


def _width(*, seen: bool) -> int:
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and int(told) > 0:
        return int(told)
    if seen:
        # A terminal that does not know its size says 0, or refuses to say.
        with suppress(OSError):
            return os.get_terminal_size(sys.stdout.fileno()).columns or _WIDTH
    return _WIDTH


def warn(text: str) -> None:
    """Say something on standard error. Never raises: there is nowhere left to say so."""
    with suppress(OSError, ValueError):
        _write(sys.stderr, Pieces(text if text.endswith("\n") else f"{text}\n"))
        return
    _abandon(sys.stderr)


def deliver(
    text: str | bytes | Iterator[str], target: str | None, *, inputs: Iterable[str] = ()
) -> None:
    """Put a report where it belongs, whole or not at all.

    Args:
        text: the whole report, or its pieces, which may be made while they are written; written
            as UTF-8 whatever the locale says. A report that is no text is bytes.
        target: a path; None, `-` and `/dev/stdout` are standard output.
        inputs: the files that the run reads, none of which may be overwritten.

    Raises:
        OutputError: it did not arrive.
    """
    pieces = Pieces(text)
    try:
        if target is None or target in STANDARD:
            _print(pieces)
        else:
            _save(pieces, target, inputs)
    except (OSError, ValueError) as error:
        if error is pieces.failure:
            raise
        name = "standard output" if target is None or target in STANDARD else f"'{target}'"
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise OutputError(f"the report could not be written to {name}: {reason}") from error


def make_folder(path: str) -> None:
    """Make a folder for reports, and those around it; one that is there is as good.

    Raises:
        OutputError: it cannot be made.
    """
    try:
        os.makedirs(path, exist_ok=True)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise OutputError(f"the folder '{path}' could not be made: {reason}") from error


def withdraw(target: str, *, inputs: Iterable[str] = ()) -> None:
    """Remove the report of an earlier run that could not be replaced; else it passes for today's.

    Never raises, and touches neither an input nor anything that is no file: what was in the way of
    the new report is told already.
    """
    with suppress(OSError, ValueError):
        path = os.path.realpath(target)
        present = os.stat(path)
        if stat.S_ISREG(present.st_mode) and not any(_same(present, each) for each in inputs):
            try:
                os.unlink(path)
            except OSError:
                os.truncate(path, 0)  # a folder that may not be written holds a file that may


def one_place(a: str | None, b: str | None) -> bool:
    """Return whether two targets are one: the later report would replace the earlier."""
    return a == b if a is None or b is None else os.path.realpath(a) == os.path.realpath(b)


def lying_in(target: str, folders: Iterable[str]) -> str | None:
    """The folder among some in which a target would lie, None where there is none."""
    path = os.path.realpath(target)
    for folder in folders:
        if path.startswith(os.path.join(os.path.realpath(folder), "")):
            return folder
    return None


def blocked(folder: str) -> bool:
    """Return whether something that is no folder stands where one is to be, or on the way to it."""
    while not os.path.exists(folder) and (above := os.path.dirname(folder)):
        folder = above
    return os.path.exists(folder) and not os.path.isdir(folder)


def _print(pieces: Pieces) -> None:
    with held(pieces) as chunks:
        try:
            _write(sys.stdout, chunks)
        except (OSError, ValueError):
            _abandon(sys.stdout)
            raise


def _write(stream: TextIO | None, chunks: Iterable[bytes]) -> None:
    if stream is None:
        raise OSError(errno.EBADF, "it is closed")
    stream.flush()
    for chunk in chunks:
        rest = memoryview(chunk)
        while rest:
            # Unbuffered (python -u), a disk that fills up takes a part and reports no error.
            written = stream.buffer.write(rest)
            if not written:
                raise OSError(errno.EAGAIN, "it takes no more")
            rest = rest[written:]
    stream.buffer.flush()


def _abandon(stream: TextIO | None) -> None:
    """Let what the stream still holds go nowhere, else Python complains when it exits."""
    if stream is None:
        return
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def _save(pieces: Pieces, target: str, inputs: Iterable[str]) -> None:
    opened = os.path.normpath(target).startswith(_OPENED)
    path = target if opened else os.path.realpath(target)  # a link stays a link
    try:
        present = os.stat(path)
    except FileNotFoundError:
        _replace(path, pieces, None)
        return
    if stat.S_ISDIR(present.st_mode):
        raise OutputError(f"'{target}' is a folder", "name a file in it")
    if any(_same(present, each) for each in inputs):
        raise OutputError(f"'{target}' is an input of this run", "give the report another name")
    if opened or stat.S_ISCHR(present.st_mode):
        # A device, or what a shell made of >(…): there is nothing to replace.
        with held(pieces) as chunks, open(path, "ab") as device:
            device.writelines(chunks)
        return
    if not stat.S_ISREG(present.st_mode):
        raise OutputError(f"'{target}' is not a regular file")
    _replace(path, pieces, stat.S_IMODE(present.st_mode))


def _same(present: os.stat_result, path: str) -> bool:
    try:
        return os.path.samestat(present, os.stat(path))
    except ValueError:
        return False
    except OSError as error:
        # An input may be gone, or be no file (standard input has any name).
        if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG}:
            return False
        raise


def _replace(path: str, pieces: Pieces, mode: int | None) -> None:
    """Write beside the file and rename: a reader sees the old report or the new one, whole."""
    name = f".vendorgate-{os.urandom(8).hex()}.tmp"
    beside = os.path.join(os.path.dirname(path), name)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if mode is not None:
                os.chmod(beside, mode)
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(beside)
        raise
