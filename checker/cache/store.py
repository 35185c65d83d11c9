"""The store: plain data by key, one file each, never trusted.

What cannot be read, is not ours, was changed, or was kept under another key is as if it were not
there. A store that cannot be written keeps nothing. Neither is ever an error.
"""
# pathlib costs a warm run its import, and cannot open relative to a folder's descriptor

import contextlib
import json
import os
import re
import stat
from collections.abc import Iterator, Sequence
from typing import Any

from checker.digest import sha256

_KEY = re.compile(r"[0-9a-f]{64}")
_MARK = "vendorgate cache"
_MOST_BYTES = 16 * 1024 * 1024
_MOST_FILES = 256
_OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH
_FLAGS = sum(getattr(os, f"O_{name}", 0) for name in ("NONBLOCK", "NOFOLLOW", "CLOEXEC", "BINARY"))
"""O_NONBLOCK: a pipe that someone put there would otherwise hold up the run."""


class Store:
    """Entries of the cache.

    Args:
        folders: those that may be made, outermost first; the last one holds the entries. None
            keeps nothing.
        shipped: a folder of entries that came with the product, which is only read: whoever can
            write there can change the product itself.
    """

    def __init__(self, folders: Sequence[str] = (), *, shipped: str | None = None) -> None:
        self._folders = tuple(folders)
        self._shipped = shipped

    def get(self, key: str) -> Any:
        """The data kept under `key`, which is hex digits of all that they depend on; else None."""
        (found,) = self.get_all((key,))
        return found

    def get_all(self, keys: Sequence[str]) -> list[Any]:
        """As `get`, for each of several keys."""
        found = [None if self._shipped is None else self._get_shipped(key) for key in keys]
        if self._folders and None in found:
            with contextlib.suppress(OSError, ValueError), self._opened() as folder:
                for number, key in enumerate(keys):
                    if found[number] is None:
                        found[number] = _data(key, folder, own=True)
        return found

    def put(self, key: str, data: Any) -> None:
        """Keep JSON data under `key`, or do nothing."""
        if not self._folders:
            return
        body = json.dumps(data, separators=(",", ":"), allow_nan=False).encode()
        if len(body) > _MOST_BYTES // 2:
            return
        with contextlib.suppress(OSError, ValueError):
            for folder in self._folders:
                with contextlib.suppress(FileExistsError):
                    os.mkdir(folder, mode=0o700)
            with self._opened() as opened:
                _write(_name(key), _head(key, body).encode() + b"\n" + body, opened)
                _prune(opened)

    def _get_shipped(self, key: str) -> Any:
        return _data(key, None, own=False, prefix=f"{self._shipped}/")

    @contextlib.contextmanager
    def _opened(self) -> Iterator[int]:
        """The folder, if nobody else can have written into it; never on Windows."""
        if not self._folders or os.name != "posix":
            raise OSError("no folder")
        folder = os.open(self._folders[-1], os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            _refuse_foreign(os.fstat(folder))
            yield folder
        finally:
            os.close(folder)


NOTHING_KEPT = Store()


def _name(key: str) -> str:
    if _KEY.fullmatch(key) is None:
        raise ValueError("a key that is no digest")
    return f"{key}.json"


def _head(key: str, body: bytes) -> str:
    return f"{_MARK} {key} {sha256(body)}"


def _refuse_foreign(found: os.stat_result) -> None:
    if found.st_uid != os.geteuid() or found.st_mode & _OTHERS_MAY_WRITE:
        raise PermissionError("someone else may have written it")


def _data(key: str, folder: int | None, *, own: bool, prefix: str = "") -> Any:
    """The data of a file of the folder, if it is whole and was kept under this key."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        descriptor = os.open(prefix + _name(key), _FLAGS, dir_fd=folder)
        try:
            content = _content(descriptor, own=own)
        finally:
            os.close(descriptor)
        head, _, body = content.partition(b"\n")
        if head.decode() == _head(key, body):
            return json.loads(body)
    return None


def _content(descriptor: int, *, own: bool) -> bytes:
    found = os.fstat(descriptor)
    if own:
        _refuse_foreign(found)
    if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST_BYTES:
        raise OSError("not a file of ours")
    return os.read(descriptor, found.st_size)


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
    """Keep the latest: every edit of a policy file leaves an entry behind that nobody asks for."""
    with os.scandir(folder) as found:
        ages = sorted((-entry.stat(follow_symlinks=False).st_mtime, entry.name) for entry in found)
    for _, name in ages[_MOST_FILES:]:
        if _KEY.fullmatch(name.removesuffix(".json")):
            os.unlink(name, dir_fd=folder)
