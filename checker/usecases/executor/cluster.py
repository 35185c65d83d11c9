"""The cluster: an executor of Dask, at an address. Who does not ask for it does not import it."""

import logging
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from checker.errors import MachineError, UsageError
from checker.record import NamedTuple
from checker.usecases.executor.window import WIDTH

SCHEME = "dask"

_SECONDS = 10
"""How long a scheduler may take to answer, and then to name a worker."""

_A_THREAD = 4
"""Tasks at once for each thread of a worker: one is carried out, and none waits for the next."""


_LOGS = ("distributed", "distributed.client", "tornado.application")
"""The loggers that would print tracebacks of what is said here in one line."""


class Cluster(NamedTuple):
    """An executor, and how many tasks it may hold at once."""

    executor: Executor
    width: int


@contextmanager
def connected(url: str) -> Iterator[Cluster]:
    """The cluster at an address.

    Args:
        url: `dask://HOST:PORT`, that of the scheduler.

    Raises:
        UsageError: it is no such address, or what it takes is not installed.
        MachineError: nobody answers there, or there is no worker.
    """
    address = _address(url)
    try:
        from distributed import Client  # noqa: PLC0415 half a second
    except ImportError:
        message = "--executor needs the package 'distributed', which is not installed"
        raise UsageError(message, "pip install 'vendorgate[dask]'") from None
    for name in _LOGS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    connect: Any = Client
    try:
        client = connect(address, timeout=_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:  # a timeout is one of the former
        message = f"no scheduler of Dask answers at {url}: {_first(error)}"
        raise MachineError(message, "is it running, and is this its address?") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=_SECONDS)
        except TimeoutError:
            message = f"the scheduler at {url} has no worker"
            raise MachineError(message, f"dask worker {address} --nthreads 1") from None
        threads = sum(client.nthreads().values())
        # Equal tasks are not one: a file may have changed since.
        executor = client.get_executor(pure=False)
        yield Cluster(executor, max(WIDTH, _A_THREAD * threads))


def _address(url: str) -> str:
    """The address without its scheme: which transport it is (TLS), Dask's configuration says."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme != SCHEME or not parts.hostname or not port or parts.path.strip("/"):
        raise UsageError(f"'{url}' is no executor (expected {SCHEME}://HOST:PORT)")
    return parts.netloc


def _first(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__
