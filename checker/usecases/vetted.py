"""Vetting: an inventory file read and validated; of another version of it, what is new in it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from checker import packs
from checker.facts.regime import Regimes
from checker.parse import pieces
from checker.parse.document import Document
from checker.parse.pieces import Piece
from checker.policy.config import Config
from checker.problems import Problem
from checker.record import NamedTuple
from checker.sources.source import Source
from checker.validate import consistency, reporting, schema

_LIST = "vendors"
"""The key of the list in which an inventory is cut."""

_NONE: Mapping[str, Piece] = MappingProxyType({})


class Vetted(NamedTuple):
    """An inventory file: its document, or what is wrong with it.

    Attributes:
        document: None where something is wrong.
        parties: all of it that another may contradict.
        pieces: those that it was put together of, by all that each was read from; none where it was
            read at once.
    """

    document: Document | None
    problems: tuple[Problem, ...] = ()
    parties: tuple[Any, ...] = ()
    pieces: Mapping[str, Piece] = _NONE


def vetted(source: Source, settings: Config, regimes: Regimes, before: Vetted | None) -> Vetted:
    """Read and validate an inventory file.

    Args:
        settings: they say which fields its records may have beyond the inventory's schema.
        regimes: those that it may name.
        before: a version of it that was vetted for the same fields and regimes.
    """
    problems: list[Problem] = []
    fields = settings.fields
    known = _NONE if before is None else before.pieces
    document, read = _put_together(source, known)
    if document is None:
        document = next(packs.readable([source], problems), None)
    if document is not None:
        new = [each for text in read.keys() - known.keys() for each in read[text].data[_LIST]]
        if not read or not schema.accepted({**document.data, _LIST: new}, "inventory", fields):
            problems += schema.problems(document, "inventory", fields)
        if not problems:
            problems += consistency.problems([document], fields)
            problems += reporting.problems([document], regimes)
    if problems or document is None:
        return Vetted(None, tuple(problems))
    return Vetted(document, (), _parties(document), read)


def _put_together(
    source: Source, known: Mapping[str, Piece]
) -> tuple[Document | None, Mapping[str, Piece]]:
    """A document of which only those pieces are read that are not known; None if it is no such."""
    cut = pieces.cut_by_content(source.path, source.content, _LIST)
    if cut is None or len(cut.starts) == 1:
        return None, _NONE
    read: dict[str, Piece] = {}
    placed = []
    for number in range(len(cut.starts)):
        text = pieces.written(cut, number)
        piece = read.get(text) or known.get(text) or pieces.read_alone(text)
        if piece is None:
            return None, _NONE
        read[text] = piece
        placed.append(pieces.moved(piece, cut, number))
    document = pieces.join(cut, placed)
    return document, _NONE if document is None or document.positions.blanks() else read


def _parties(document: Document) -> tuple[Any, ...]:
    """All of a document that another may contradict."""
    vendors = document.data["vendors"]
    return document.data["inventory"]["id"], *(
        (vendor["id"], vendor["legal_name"], vendor.get("identifiers", {}).get("lei"))
        for vendor in vendors
    )
