"""A report in pieces, each of which may be made when it is written."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

_IN_MEMORY = 2**23
_CHUNK = 2**16


class Pieces:
    """A report as bytes, piece by piece.

    Attributes:
        whole: whether there is but one piece.
        failure: why there are no more pieces; that is no failure of the output.
    """

    def __init__(self, text: str | bytes | Iterator[str]) -> None:
        self.whole = isinstance(text, str | bytes)
        self.failure: Exception | None = None
        self._texts: Iterable[str | bytes] = (text,) if isinstance(text, str | bytes) else text

    def __iter__(self) -> Iterator[bytes]:
        try:
            # Not the locale's encoding: the same report is the same bytes everywhere.
            for text in self._texts:
                yield text if isinstance(text, bytes) else text.encode("utf-8", "backslashreplace")
        except Exception as failure:
            self.failure = failure
            raise


@contextmanager
def held(pieces: Pieces) -> Iterator[Iterable[bytes]]:
    """All of a report, once its last piece is there: a stream takes nothing back."""
    if pieces.whole:
        yield pieces
        return
    from tempfile import SpooledTemporaryFile  # noqa: PLC0415 only a long report needs it

    with SpooledTemporaryFile(_IN_MEMORY) as file:
        for piece in pieces:
            file.write(piece)
        file.seek(0)
        yield iter(partial(file.read, _CHUNK), b"")
