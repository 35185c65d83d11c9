"""Reading in parts: several processes read pieces of inventories, and vet them."""

import marshal
from collections.abc import Iterator, Sequence
from typing import Any

from checker.parse import pieces
from checker.parse.document import Document
from checker.parse.pieces import Cut, Piece
from checker.parse.positions import Layout
from checker.policy.config import Config
from checker.problems import Place
from checker.record import NamedTuple
from checker.sources.source import Source
from checker.spread import spread
from checker.step import Step
from checker.validate import apart
from checker.validate.apart import NOBODY, References

_PIECES_A_JOB = 8
"""Pieces of about one size: few enough to be cheap, many enough to end together."""

_LIST = "vendors"
"""The key of the list in which an inventory is cut."""


class _Part(NamedTuple):
    """A piece, as another process read it.

    Attributes:
        data: marshalled, which takes half as long as pickling.
        references: of the vendors in it, or of an inventory in one piece; None if it is not known
            to be valid.
    """

    data: bytes
    layout: Layout
    references: References | None


def documents(
    sources: Sequence[Source], settings: Config, jobs: int
) -> Iterator[tuple[Document, bool] | None]:
    """The document of each file, and whether it is known to be valid; None if it is none in pieces.

    Args:
        settings: say which fields their records may have.
        jobs: the most processes to use.
    """
    total = sum(len(source.content) for source in sources)
    size = total // (jobs * _PIECES_A_JOB) + 1
    cuts = [
        pieces.cut(source.path, source.content, _LIST, len(source.content) // size + 1)
        for source in sources
    ]
    calendars = [_calendar(cut) for cut in cuts]
    work = [
        (cut, number, calendar)
        for cut, calendar in zip(cuts, calendars, strict=True)
        if cut
        for number in range(len(cut.starts))
    ]
    read = spread(
        lambda index: _part(*work[index], settings),
        len(work),
        jobs,
        lambda index: _reading(*work[index][:2]),
    )
    for cut, calendar in zip(cuts, calendars, strict=True):
        # Each is taken over while others are read.
        parts = [_taken(next(read)) for _ in cut.starts] if cut else []
        yield _joined(cut, parts, calendar, settings) if cut else None


def _calendar(cut: Cut | None) -> Any:
    """The calendar of an inventory in several pieces: the part of it that vendors depend on."""
    if cut is None or len(cut.starts) == 1:
        return None
    above = pieces.above(cut)
    return above.get("calendar", {}) if isinstance(above, dict) else None


def _reading(cut: Cut, number: int) -> Step:
    """The reading of a piece, as a message names it."""
    if len(cut.starts) == 1:
        return Step(Place(cut.path, 0, 0), "read this file")
    first, last = pieces.lines(cut, number)
    return Step(Place(cut.path, first, 1), f"read it from here to line {last}")


def _part(cut: Cut, number: int, calendar: Any, settings: Config) -> _Part | None:
    """A piece read, and whether it is valid; None if anything is wrong with it as a document."""
    piece = pieces.read(cut, number)
    if piece is None:
        return None
    references = None
    if not piece.layout.blanks and len(cut.starts) > 1:
        told = apart.references([piece.data.get(_LIST)], calendar, settings.fields)
        references = None if told is None else told[0]
    elif not piece.layout.blanks and apart.valid(piece.data, settings.fields):
        references = NOBODY
    return _Part(marshal.dumps(piece.data), piece.layout, references)


def _taken(part: _Part | None) -> tuple[Piece | None, References | None]:
    """The piece that another process read, and its references."""
    if part is None:
        return None, None
    # A process of this run wrote it.
    return Piece(marshal.loads(part.data), part.layout), part.references  # noqa: S302


def _joined(
    cut: Cut,
    parts: Sequence[tuple[Piece | None, References | None]],
    calendar: Any,
    settings: Config,
) -> tuple[Document, bool] | None:
    """The document of all pieces, and whether it is known to be valid; None if they are none."""
    document = pieces.join(cut, [piece for piece, _ in parts])
    if document is None:
        return None
    told = [references for _, references in parts if references is not None]
    sound = len(told) == len(parts) and (
        len(parts) == 1 or apart.whole(document.data, calendar, told, settings.fields)
    )
    return document, sound
