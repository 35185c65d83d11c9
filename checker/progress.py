"""Progress: how far a long run is, on a terminal and nowhere else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

_ERASE = "\r\x1b[K"

Tell = Callable[[str, int, int], None]
"""Is told what is counted, in the plural, how many of them are done, and of how many."""


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Tell]:
    """A callback for what is being done, shown on standard error until the end.

    Args:
        quiet: show nothing, not on a terminal either.
    """
    if quiet or sys.stderr is None or not sys.stderr.isatty():
        yield silent
        return
    shown = ("", -1)

    def tell(noun: str, done: int, total: int) -> None:
        nonlocal shown
        now = noun, 100 * done // max(total, 1)
        if now != shown:
            shown = now
            _draw(f"{_ERASE}{noun}: {done:,} of {total:,}")

    try:
        yield tell
    finally:
        _draw(_ERASE)


def silent(_noun: str, _done: int, _total: int) -> None:
    """Nobody watches a file."""


def _draw(text: str) -> None:
    with suppress(OSError, ValueError):
        sys.stderr.write(text)
        sys.stderr.flush()
