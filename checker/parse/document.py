"""The document: one YAML file read strictly, with the place of everything in it."""

from array import array
from typing import Any

from checker.digest import sha256
from checker.errors import InputError
from checker.parse.collector import Collector, Stop
from checker.parse.json_escapes import joined, slip
from checker.parse.positions import Layout, Path, Positions
from checker.parse.reader import Reader
from checker.parse.screening import bad_characters, decode, is_wide, repaired
from checker.problems import Place, Problem
from checker.record import NamedTuple

__all__ = ["Document", "Path", "parse"]


class Document(NamedTuple):
    """A file that was read.

    Attributes:
        path: the path that messages show.
        sha256: of the very bytes that were read.
        data: dicts, lists, strings, 64-bit ints, finite floats, bools and None.
        positions: where everything stands.
    """

    path: str
    sha256: str
    data: Any
    positions: Positions


def parse(path: str, content: bytes) -> Document:
    """Read one YAML (or JSON) document.

    Raises:
        InputError: with every problem of the file, sorted by place.
    """
    if is_wide(content):
        message = "UTF-16 or UTF-32 text (expected UTF-8)"
        raise InputError([Problem(Place(path, 1, 1), message, "save the file as UTF-8")])
    text, clean = decode(content)
    layout = Layout(array("I"), array("I"), array("I"), {}, [])
    collector = Collector(Positions(path, text, None, layout))
    data = None
    try:
        if clean:
            data = _read(text, content, layout, collector)
        else:
            _salvage(text, layout, collector)
    except Stop:
        pass  # why is among the faults
    if collector.problems:
        raise InputError(collector.problems)
    return Document(path, sha256(content), data, Positions(path, text, data, layout))


def _read(text: str, content: bytes, layout: Layout, collector: Collector) -> Any:
    source = joined(text)
    # The bytes are at hand, and the parser would make them again.
    reader = Reader(text, content if source is text else source, layout, collector)
    broken = reader.run()
    if broken is not None:
        # Only a file that is wrong pays for this import.
        from checker.parse import slips  # noqa: PLC0415

        collector.stop(*(slips.slip(text, broken[0]) or slip(text, broken[0]) or broken))
    return reader.root[0]


def _salvage(text: str, layout: Layout, collector: Collector) -> None:
    """Say what must not be there, and what else is wrong.

    Where the grammar breaks is not said: what was taken out may be the reason.
    """
    for bad_character in bad_characters(text):
        collector.add(*bad_character)
    readable = repaired(text)
    Reader(readable, readable, layout, collector).run()
