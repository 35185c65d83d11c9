"""Progress: how far a long run is, on a terminal and nowhere else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

_ERASE = "\r\x1b[K"


@contextmanager
def progress(noun: str) -> Iterator[Callable[[int, int], None]]:
    """A callback for the amount done and its total, shown on standard error until the end.

    Args:
        noun: what is counted, in the plural.
    """
    if sys.stderr is None or not sys.stderr.isatty():
        yield _silent
        return
    shown = -1

    def tell(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // max(total, 1)
        if percent != shown:
            shown = percent
            _draw(f"{_ERASE}{noun}: {done:,} of {total:,}")

    try:
        yield tell
    finally:
        _draw(_ERASE)


def _silent(_done: int, _total: int) -> None:
    """Nobody watches a file."""


def _draw(text: str) -> None:
    with suppress(OSError, ValueError):
        sys.stderr.write(text)
        sys.stderr.flush()
