"""Remote files: inventories at addresses that fsspec reaches, beside those of another place.

The only door of fsspec. An address may hold a password or a token: messages and reports show it
without.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from checker.errors import UsageError
from checker.parse.limits import MAX_BYTES
from checker.problems import Problem
from checker.sources.folders import path_problem
from checker.sources.source import SUFFIXES, Source, Sources

_CHUNK = 2**20
_WITHOUT_FOLDERS = frozenset({"http", "https"})
"""Schemes of servers that list nothing: an address is one file."""

_ABSENT = "no such file or folder"
_HINT = "pip install 'vendorgate[remote]', which brings s3fs; fsspec says what others need"


class Remote:
    """The files at some addresses; all other names are those of the place beside it."""

    def __init__(self, beside: Sources, addresses: Sequence[str]) -> None:
        """Take the addresses that may be read, with all that lies below them.

        Raises:
            UsageError: one is no address, or two of them would be shown as one.
        """
        self.beside = beside
        self.addresses = tuple(dict.fromkeys(addresses))
        try:
            self._shown = {shown(address): address for address in self.addresses}
        except ValueError as error:
            raise UsageError(f"a path with '://' is no address: {error}") from error
        if len(self._shown) < len(self.addresses):
            raise UsageError("two addresses differ only in what is not shown (a password, a query)")

    @property
    def commit(self) -> str | None:
        """The commit of the place beside it."""
        return self.beside.commit

    def read(self, names: Sequence[str]) -> tuple[list[Source], list[Problem]]:
        """Read files and folders; one that is reached twice is read once."""
        sources: list[Source] = []
        problems: list[Problem] = []
        here = [name for name in names if self._address(name) is None]
        seen: set[str] = set()
        told = False
        for name in names:
            if self._address(name) is not None:
                for path in self._files(name, problems):
                    if path not in seen:
                        seen.add(path)
                        self._read(path, sources, problems)
            elif not told:
                # At once, as a file that two of its names reach is one.
                told = True
                read, unread = self.beside.read(here)
                sources += read
                problems += unread
        return sources, problems

    def files(self, names: Sequence[str]) -> tuple[list[str], list[Problem]]:
        """The paths of the files at those of the names that are addresses."""
        problems: list[Problem] = []
        found = dict.fromkeys(path for name in names for path in self._files(name, problems))
        return [*found], problems

    def here(self, names: Sequence[str]) -> list[str]:
        """Those of the names that are no address."""
        return [name for name in names if self._address(name) is None]

    def has(self, name: str) -> bool:
        """Return whether anything has this name; of an address that is said when it is read."""
        return self._address(name) is not None or self.beside.has(name)

    def names(self) -> list[str]:
        """The names at the top of the place beside it."""
        return self.beside.names()

    def same(self, name: str, other: str) -> bool:
        """Return whether two names are of one file."""
        return name == other or self.beside.same(name, other)

    def _address(self, name: str) -> str | None:
        """The address of a name, as it was given or as it is shown, or of a file below one."""
        for seen, address in self._shown.items():
            if name in {seen, address}:
                return address
            folder = _below(seen)
            if name.startswith(folder) and ".." not in name.split("/"):
                # What is below a folder has its address; its query, if any, is of the folder.
                return f"{_below(address)}{name.removeprefix(folder)}"
        return None

    def _files(self, name: str, problems: list[Problem]) -> Iterator[str]:
        """The files at an address, as they are shown, sorted."""
        address = self._address(name)
        if address is None:
            return
        top = shown(address)
        found = _reached(top, address, partial(_listed, top, address), problems)
        if found == []:
            expected = ", ".join(f"*{suffix}" for suffix in SUFFIXES)
            problems.append(path_problem(top, f"holds no file to read (expected {expected})"))
        yield from found or ()

    def _read(self, path: str, sources: list[Source], problems: list[Problem]) -> None:
        address = self._address(path) or path
        content = _reached(path, address, partial(_content, address), problems)
        if content is None:
            return
        if len(content) > MAX_BYTES:
            limit = f"too large (expected at most {MAX_BYTES // 1024 // 1024} MiB)"
            problems.append(path_problem(path, limit))
        else:
            sources.append(Source(path, content))


def shown(address: str) -> str:
    """An address without what might be secret: user and password, query and fragment."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    if not host and address[len(parts.scheme) :].startswith("://"):
        # A store as a whole, like s3://, which urlunsplit makes s3: of.
        return f"{parts.scheme}://{parts.path}"
    return urlunsplit((parts.scheme, host, parts.path, "", ""))


def _below(top: str) -> str:
    """The beginning of the addresses of what lies below an address."""
    store = not top.partition("://")[2].strip("/")
    return top if store else f"{top.rstrip('/')}/"


def _listed(top: str, address: str) -> list[str]:
    files, root = _opened(address)
    scheme = urlsplit(address).scheme
    if scheme in _WITHOUT_FOLDERS or not files.isdir(root):
        return [top]
    names = (path.removeprefix(root).lstrip("/") for path in sorted(files.find(root)))
    folder = _below(top)
    return [f"{folder}{name}" for name in names if name.lower().endswith(SUFFIXES)]


def _content(address: str) -> bytes:
    """All bytes at an address, or one more than are allowed."""
    files, path = _opened(address)
    chunks: list[bytes] = []
    left = MAX_BYTES + 1
    with files.open(path, "rb") as file:
        while left and (chunk := file.read(min(left, _CHUNK))):
            chunks.append(chunk)
            left -= len(chunk)
    return b"".join(chunks)


def _opened(address: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs  # noqa: PLC0415 an extra, and what it opens is dear

    files, path = url_to_fs(address)
    return files, str(path)


def _reached(path: str, address: str, work: Any, problems: list[Problem]) -> Any:
    """The result of `work`; None where it failed, and why is among the problems."""
    try:
        return work()
    except FileNotFoundError as error:
        # The driver for HTTP says so of any failure, and keeps what it was.
        failure = error.__cause__
        why = _why(address, failure) if isinstance(failure, Exception) else _ABSENT
        problems.append(path_problem(path, f"cannot be read: {why}"))
    except PermissionError:
        problems.append(path_problem(path, "cannot be read: permission denied"))
    except ImportError as error:
        scheme = urlsplit(address).scheme
        why = f"{scheme}:// needs a package that is not installed ({error.name or error})"
        problems.append(path_problem(path, f"cannot be read: {why}", _HINT))
    except Exception as error:  # noqa: BLE001 each driver has errors of its own
        problems.append(path_problem(path, f"cannot be read: {_why(address, error)}"))
    return None


def _why(address: str, error: Exception) -> str:
    """The words of a driver, unless they hold what is not shown."""
    words = " ".join(str(error).split())
    parts = urlsplit(address)
    secrets = {parts.username, parts.password, parts.query, parts.fragment} - {None, ""}
    if not words or any(secret in words for secret in secrets if secret):
        return type(error).__name__
    return words
