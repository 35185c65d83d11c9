"""Syntax trees kept on disk, so that a warm run imports no parser: plain data, never trusted.

What cannot be read, is not ours, was changed, or was written by another version is as if it were
not there. A cache that cannot be written is no cache. Neither is ever an error.
"""
# pathlib costs a warm run its import, and cannot open relative to a folder's descriptor

import contextlib
import json
import os
import re
import stat
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from checker.cel.cache import serialize
from checker.cel.syntax import Expression
from checker.version import __version__

_KEY = re.compile(r"[0-9a-f]{16,128}")
_FORMAT = f"vendorgate cel 1 {__version__}"
_MOST_BYTES = 16 * 1024 * 1024
_MOST_FILES = 64
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH


def default_folder() -> str | None:
    """$VENDORGATE_CACHE (empty: no cache), else the user's own folder for caches."""
    chosen = os.environ.get("VENDORGATE_CACHE")
    if chosen is not None:
        return chosen or None
    caches = os.environ.get("XDG_CACHE_HOME")
    if not caches or not os.path.isabs(caches):  # relative is invalid, says the XDG specification
        caches = os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(caches, "vendorgate") if os.path.isabs(caches) else None


class Cache:
    """Plain data by key, one file each, in one folder; None keeps nothing."""

    def __init__(self, folder: str | None) -> None:
        self._folder = folder

    def load(self, key: str) -> list[Expression] | None:
        """The expressions that were stored under `key`."""
        data = self.get(key)
        with contextlib.suppress(ValueError, TypeError, RecursionError):
            return serialize.load_all(data)
        return None

    def store(self, key: str, expressions: Sequence[Expression]) -> None:
        """Keep `expressions` under `key`, or do nothing."""
        self.put(key, serialize.dump_all(expressions))

    def get(self, key: str) -> Any:
        """What was put under `key` (hex digits that depend on all that the data depends on)."""
        with contextlib.suppress(OSError, ValueError, RecursionError):
            with self._opened() as folder:
                content = _read(_name(key), folder)
            head, _, body = content.partition(b"\n")
            if head.decode() == _head(body):
                return json.loads(body)
        return None

    def put(self, key: str, data: Any) -> None:
        """Keep JSON data under `key`, or do nothing."""
        body = json.dumps(data, separators=(",", ":"), allow_nan=False).encode()
        if len(body) > _MOST_BYTES // 2 or self._folder is None:
            return
        with contextlib.suppress(OSError, ValueError):
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            with self._opened() as folder:
                _write(_name(key), _head(body).encode() + b"\n" + body, folder)
                _prune(folder)

    @contextlib.contextmanager
    def _opened(self) -> Iterator[int]:
        """The folder, if nobody else can have written into it; never on Windows."""
        if self._folder is None or os.name != "posix":
            raise OSError("no folder")
        folder = os.open(self._folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            _refuse_foreign(os.fstat(folder))
            yield folder
        finally:
            os.close(folder)


def _name(key: str) -> str:
    if _KEY.fullmatch(key) is None:
        raise ValueError("a key that is no digest")
    return f"{key}.json"


def _head(body: bytes) -> str:
    return f"{_FORMAT} {len(body)} {zlib.crc32(body)}"


def _refuse_foreign(found: os.stat_result) -> None:
    if found.st_uid != os.geteuid() or found.st_mode & _OTHERS_MAY_WRITE:
        raise PermissionError("someone else may have written it")


def _read(name: str, folder: int) -> bytes:
    # O_NONBLOCK: a pipe that someone put there would otherwise hold up the run
    flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    with open(os.open(name, flags, dir_fd=folder), "rb") as file:
        found = os.fstat(file.fileno())
        _refuse_foreign(found)
        if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST_BYTES:
            raise OSError("not a file of ours")
        content: bytes | None = file.read(_MOST_BYTES)
    if content is None:
        raise BlockingIOError("it gives nothing yet")
    return content


def _write(name: str, content: bytes, folder: int) -> None:
    """All or nothing: readers see the old file or the new one."""
    draft = f".{name}.{os.getpid()}"
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        with open(os.open(draft, flags, 0o600, dir_fd=folder), "wb") as file:
            file.write(content)
        os.replace(draft, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(draft, dir_fd=folder)
        raise


def _prune(folder: int) -> None:
    """Keep the latest: every edit of a policy file leaves a list behind that nobody asks for."""
    with os.scandir(folder) as found:
        ages = sorted((-entry.stat(follow_symlinks=False).st_mtime, entry.name) for entry in found)
    for _, name in ages[_MOST_FILES:]:
        if _KEY.fullmatch(name.removesuffix(".json")):
            os.unlink(name, dir_fd=folder)
