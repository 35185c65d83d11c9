"""Pieces: a document cut between the items of its long list, read apart and put together.

What comes of it is what `parse` gives, to the last position. A piece in which anything is wrong, or
that depends on another (an alias), is no piece: then the document is to be read as a whole.
"""

import re
from array import array
from collections.abc import Sequence
from typing import Any

from checker.digest import sha256
from checker.errors import InputError
from checker.parse.collector import Collector, Stop
from checker.parse.document import Document, parse
from checker.parse.positions import Layout, Positions
from checker.parse.reader import Reader
from checker.parse.screening import decode, is_wide
from checker.record import NamedTuple

_NEXT_KEY = r"\n[^\s#-]"

_FIRST = 3
"""The number of the first item's node in a piece: before it are the mapping, the key, the list."""


class Cut(NamedTuple):
    """A document to be read in pieces.

    Attributes:
        path: the path that messages show.
        content: the bytes.
        text: what they say.
        key: of the list in which it is cut, at its top level.
        first: the code point before which nothing is of the list.
        starts: the code points at which pieces start, ascending from 0.
    """

    path: str
    content: bytes
    text: str
    key: str
    first: int
    starts: tuple[int, ...]


class Piece(NamedTuple):
    """A part of a document, read.

    Attributes:
        data: a mapping with the key of the list, and whatever stands in this part beside it.
        layout: where everything stands, in code points of the whole text.
    """

    data: dict[str, Any]
    layout: Layout


def cut(path: str, content: bytes, key: str, count: int) -> Cut | None:
    """Cut a document into so many pieces of about one size, or fewer; None if it is no sound text.

    Args:
        key: of a list at the top level, whose items begin lines of their own.
        count: of the pieces, at least 1.
    """
    text, clean = ("", False) if is_wide(content) else decode(content)
    if not clean:
        return None
    head = re.search(rf"^{re.escape(key)}:[ \t]*\r?\n(?P<indent> *)- ", text, re.MULTILINE)
    if head is None:
        return Cut(path, content, text, key, 0, (0,))
    return Cut(path, content, text, key, head.start("indent"), _starts(text, head, count))


def _starts(text: str, head: re.Match[str], count: int) -> tuple[int, ...]:
    starts = [0]
    item = re.compile(rf"^{head['indent']}- ", re.MULTILINE)
    after = re.compile(_NEXT_KEY).search(text, head.end())
    end = after.start() if after else len(text)
    for number in range(1, count):
        about = max(end * number // count, head.end())
        found = item.search(text, about, end)
        if found is not None and found.start() > starts[-1]:
            starts.append(found.start())
    return tuple(starts)


def above(whole: Cut) -> Any:
    """The data of all that stands before the list; None if anything is wrong with it."""
    try:
        return parse(whole.path, whole.text[: whole.first].encode()).data
    except InputError:
        return None


def read(whole: Cut, number: int) -> Piece | None:
    """Read one piece; None if anything is wrong with it."""
    start = whole.starts[number]
    stop = whole.starts[number + 1] if number + 1 < len(whole.starts) else len(whole.text)
    # The key again, so that every item is as deep as it is in the whole.
    above = f"{whole.key}:\n" if number else ""
    text = above + whole.text[start:stop]
    layout = Layout(array("I"), array("I"), array("I"), {}, [])
    collector = Collector(Positions(whole.path, text, None, layout))
    reader = Reader(text, text, layout, collector)
    try:
        broken = reader.run()
    except Stop:
        return None
    data = reader.root[0] if reader.root else None
    if broken or collector.problems or layout.aliases or not isinstance(data, dict):
        return None
    moved = array("I", [offset + start - len(above) for offset in layout.offsets[_FIRST:]])
    return Piece(data, layout._replace(offsets=moved) if number else layout)


def join(whole: Cut, pieces: Sequence[Piece | None]) -> Document | None:
    """Put the pieces together, which changes the first; None if they are not what was cut."""
    first, *others = pieces
    if first is None or (others and next(reversed(first.data), None) != whole.key):
        return None
    data, layout = first
    # The list is the first collection within the mapping that reaches to the end of the piece.
    listed = layout.closed.index(len(layout.offsets), 1) if others else 0
    for index, piece in enumerate(others, 1):
        if piece is None or not isinstance(items := piece.data.pop(whole.key), list):
            return None
        if piece.data and (index < len(others) or not data.keys().isdisjoint(piece.data)):
            return None
        data[whole.key].extend(items)
        data.update(piece.data)
        _append(layout, piece.layout, listed)
    positions = Positions(whole.path, whole.text, data, layout)
    return Document(whole.path, sha256(whole.content), data, positions)


def _append(layout: Layout, piece: Layout, listed: int) -> None:
    """Add the nodes of a piece to those before it.

    Args:
        listed: the number of the list among the collections of the layout.
    """
    by = len(layout.offsets) - _FIRST
    layout.offsets.extend(piece.offsets)
    layout.opened.extend(array("I", [node + by for node in piece.opened[2:]]))
    layout.closed.extend(array("I", [node + by for node in piece.closed[2:]]))
    layout.closed[0] = piece.closed[0] + by
    layout.closed[listed] = piece.closed[1] + by
    layout.blanks.extend(node + by for node in piece.blanks)
