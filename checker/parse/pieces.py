"""Pieces: a document cut between the items of its long list, read apart and put together.

What comes of it is what `parse` gives, to the last position. A piece in which anything is wrong, or
that depends on another (an alias), is no piece: then the document is to be read as a whole.
"""

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any
from zlib import crc32

from checker.digest import sha256
from checker.errors import InputError
from checker.parse.collector import Collector, Stop
from checker.parse.document import Document, parse
from checker.parse.positions import Layout, Positions
from checker.parse.reader import Reader
from checker.parse.screening import decode, is_wide
from checker.record import NamedTuple

_NEXT_KEY = r"\n[^\s#-]"

_A_PIECE = 8
"""Items of a piece that is cut by content, on average."""

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
    return _cut(path, content, key, lambda text, items: _evenly(text, items, count))


def cut_by_content(path: str, content: bytes, key: str) -> Cut | None:
    """Cut a document where its items say it, whatever stands before them; None as of `cut`.

    An item that comes, goes or changes leaves the other pieces what they were.
    """
    return _cut(path, content, key, _by_content)


def _cut(
    path: str, content: bytes, key: str, starts: Callable[[str, "_Items"], Iterable[int]]
) -> Cut | None:
    text, clean = ("", False) if is_wide(content) else decode(content)
    if not clean:
        return None
    head = re.search(rf"^{re.escape(key)}:[ \t]*\r?\n(?P<indent> *)- ", text, re.MULTILINE)
    if head is None:
        return Cut(path, content, text, key, 0, (0,))
    after = re.compile(_NEXT_KEY).search(text, head.end())
    items = _Items(f"\n{head['indent']}- ", head.end(), after.start() if after else len(text))
    return Cut(path, content, text, key, head.start("indent"), (0, *starts(text, items)))


class _Items(NamedTuple):
    """The items of a list after its first one.

    Attributes:
        start: the end of a line, and the start of the next one at which one begins.
        begin: the code point after which they begin.
        end: the code point at which the list ends.
    """

    start: str
    begin: int
    end: int


def _evenly(text: str, items: _Items, count: int) -> Iterator[int]:
    last = 0
    for number in range(1, count):
        about = max(items.end * number // count, items.begin)
        found = text.find(items.start, about - 1, items.end) + 1
        if found > last:
            last = found
            yield last


def _by_content(text: str, items: _Items) -> Iterator[int]:
    # A pattern that begins with plain text is looked for as fast as text.
    for found in re.compile(f"{items.start}.*").finditer(text, items.begin - 1, items.end):
        if crc32(found[0].encode()) % _A_PIECE == 0:
            yield found.start() + 1


def above(whole: Cut) -> Any:
    """The data of all that stands before the list; None if anything is wrong with it."""
    try:
        return parse(whole.path, whole.text[: whole.first].encode()).data
    except InputError:
        return None


def read(whole: Cut, number: int) -> Piece | None:
    """Read one piece; None if anything is wrong with it."""
    piece = read_alone(written(whole, number))
    return None if piece is None else moved(piece, whole, number)


def lines(whole: Cut, number: int) -> tuple[int, int]:
    """The first line of a piece, and the last."""
    layout = Layout(array("I"), array("I"), array("I"), {}, [])
    at = Positions(whole.path, whole.text, None, layout).at
    start, stop = _span(whole, number)
    return at(start).line, at(stop - 1).line


def written(whole: Cut, number: int) -> str:
    """All that a piece is read from: a document of its own."""
    start, stop = _span(whole, number)
    # The key again, so that every item is as deep as it is in the whole.
    lead = _lead(whole) if number else ""
    return lead + whole.text[start:stop]


def _span(whole: Cut, number: int) -> tuple[int, int]:
    """The code points at which a piece starts and ends."""
    start, stop = (*whole.starts, len(whole.text))[number : number + 2]
    return start, stop


def moved(piece: Piece, whole: Cut, number: int) -> Piece:
    """A piece that was read alone, in the code points of the whole."""
    if not number:
        return piece
    by, layout = whole.starts[number] - len(_lead(whole)), piece.layout
    offsets = array("I", [offset + by for offset in layout.offsets[_FIRST:]])
    return Piece(piece.data, layout._replace(offsets=offsets))


def _lead(whole: Cut) -> str:
    return f"{whole.key}:\n"


def read_alone(text: str) -> Piece | None:
    """Read a piece in its own code points; None if anything is wrong with it."""
    layout = Layout(array("I"), array("I"), array("I"), {}, [])
    collector = Collector(Positions("", text, None, layout))
    reader = Reader(text, text, layout, collector)
    try:
        broken = reader.run()
    except Stop:
        return None
    data = reader.root[0] if reader.root else None
    if broken or collector.problems or layout.aliases or not isinstance(data, dict):
        return None
    return Piece(data, layout)


def join(whole: Cut, pieces: Sequence[Piece | None]) -> Document | None:
    """Put the pieces together; None if they are not what was cut."""
    first, *others = pieces
    if first is None or (others and next(reversed(first.data), None) != whole.key):
        return None
    data, layout = first.data.copy(), _copied(first.layout)
    if others:
        data[whole.key] = [*data[whole.key]]
    # The list is the first collection within the mapping that reaches to the end of the piece.
    listed = layout.closed.index(len(layout.offsets), 1) if others else 0
    for index, piece in enumerate(others, 1):
        if piece is None or not isinstance(items := piece.data[whole.key], list):
            return None
        beside = {key: value for key, value in piece.data.items() if key != whole.key}
        if beside and (index < len(others) or not data.keys().isdisjoint(beside)):
            return None
        data[whole.key].extend(items)
        data.update(beside)
        _append(layout, piece.layout, listed)
    positions = Positions(whole.path, whole.text, data, layout)
    return Document(whole.path, sha256(whole.content), data, positions)


def _copied(layout: Layout) -> Layout:
    offsets, opened, closed, aliases, blanks = layout
    return Layout(offsets[:], opened[:], closed[:], aliases.copy(), blanks[:])


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
