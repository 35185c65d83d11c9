"""Vetting: an inventory file read and validated; of another version of it, what is new in it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from checker import packs
from checker.digest import sha256
from checker.facts.regime import Regimes
from checker.parse import pieces
from checker.parse.document import Document
from checker.parse.pieces import Cut, Piece
from checker.policy.config import Config
from checker.problems import Problem
from checker.record import NamedTuple
from checker.sources.source import Source
from checker.validate import apart, consistency, reporting, schema
from checker.validate.apart import References

_LIST = "vendors"
"""The key of the list in which an inventory is cut."""

_NONE: Mapping[str, "_Known"] = MappingProxyType({})


class Vetted(NamedTuple):
    """An inventory file: its document, or what is wrong with it.

    Attributes:
        document: None where something is wrong.
        parties: all of it that another may contradict.
        calendar: that of the document, which its pieces were vetted with.
        pieces: those that it was put together of, by the digest of all that each was read from;
            none where it was read at once.
    """

    document: Document | None
    problems: tuple[Problem, ...] = ()
    parties: tuple[Any, ...] = ()
    calendar: Any = None
    pieces: Mapping[str, "_Known"] = _NONE


_UNKNOWN: Final = Vetted(None)


class _Read(NamedTuple):
    """A piece as it was read, and as it stands in a document from a code point on."""

    piece: Piece
    start: int
    placed: Piece


class _Known(NamedTuple):
    """A piece of a valid inventory, and to whom its vendors refer."""

    read: _Read
    references: References


def vetted(source: Source, settings: Config, regimes: Regimes, before: Vetted | None) -> Vetted:
    """Read and validate an inventory file.

    Args:
        settings: they say which fields its records may have beyond the inventory's schema.
        regimes: those that it may name.
        before: a version of it that was vetted for the same fields and regimes.
    """
    fields = settings.fields
    found = _put_together(source, settings, before or _UNKNOWN)
    problems: list[Problem] = []
    document = found.document or next(packs.readable([source], problems), None)
    if document is not None and found.document is None:
        problems += schema.problems(document, "inventory", fields)
        if not problems:
            problems += consistency.problems([document], fields)
    if document is not None and not problems:
        problems += reporting.problems([document], regimes)
    if problems or document is None:
        return Vetted(None, tuple(problems))
    return found._replace(document=document, parties=_parties(document))


def _put_together(source: Source, settings: Config, before: Vetted) -> Vetted:
    """A valid document of which only what is new is read and vetted; none if it is no such."""
    cut = pieces.cut_by_content(source.path, source.content, _LIST)
    if cut is None or len(cut.starts) == 1:
        return _UNKNOWN
    keys, read = [], []
    for number in range(len(cut.starts)):
        text = pieces.written(cut, number)
        keys.append(sha256(text.encode()))  # all texts of a version are as large as its file
        known = before.pieces.get(keys[-1])
        own = _placed(cut, number, text, None if known is None else known.read)
        if own is None:
            return _UNKNOWN
        read.append(own)
    document = pieces.join(cut, [each.placed for each in read])
    if document is None or document.positions.blanks():
        return _UNKNOWN
    return _proved(document, dict(zip(keys, read, strict=True)), settings, before)


def _placed(cut: Cut, number: int, text: str, known: _Read | None) -> _Read | None:
    """A piece in its place, where another version may have it, too; None if it is none."""
    start = cut.starts[number]
    if known is not None and known.start == start:
        return known
    piece = pieces.read_alone(text) if known is None else known.piece
    return None if piece is None else _Read(piece, start, pieces.moved(piece, cut, number))


def _proved(
    document: Document, read: Mapping[str, _Read], settings: Config, before: Vetted
) -> Vetted:
    """A document of some pieces, vetted; none if that proves nothing."""
    fields, calendar = settings.fields, document.data.get("calendar", {})
    known = before.pieces if before.calendar == calendar else _NONE
    new = [key for key in read if key not in known]
    told = apart.references([read[key].piece.data[_LIST] for key in new], calendar, fields)
    if told is None:
        return _UNKNOWN
    references = dict(zip(new, told, strict=True))
    parts = {
        key: _Known(own, references[key] if key in references else known[key].references)
        for key, own in read.items()
    }
    told = [each.references for each in parts.values()]
    if not apart.whole(document.data, calendar, told, fields):
        return _UNKNOWN
    return Vetted(document, calendar=calendar, pieces=parts)


def _parties(document: Document) -> tuple[Any, ...]:
    """All of a document that another may contradict."""
    vendors = document.data["vendors"]
    return document.data["inventory"]["id"], *(
        (vendor["id"], vendor["legal_name"], vendor.get("identifiers", {}).get("lei"))
        for vendor in vendors
    )
