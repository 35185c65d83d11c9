"""The declaration of fields of one's own: what its schema cannot say, told at its place.

A part of JSON Schema is allowed, and of that part only what means something: a keyword that would
be passed over, as `minimum` of a text is by JSON Schema itself, is refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from checker.cel.words import KEYWORDS, RESERVED
from checker.parse.document import Document
from checker.parse.positions import Path, Positions
from checker.problems import Problem
from checker.shorten import shorten
from checker.suggest import did_you_mean
from checker.validate.subject import LONGEST_QUOTE

_TYPES: Final = {
    "format": ("string",),
    "enum": ("string",),
    "minimum": ("integer", "number"),
    "maximum": ("integer", "number"),
    "items": ("array",),
    "properties": ("object",),
    "required": ("object",),
}
"""The types of which a keyword speaks."""

_NEEDED: Final = {"array": "items", "object": "properties"}


def problems(document: Document) -> Iterator[Problem]:
    """Everything that is wrong with the fields that a configuration declares.

    Args:
        document: valid by the schema of configurations.
    """
    positions, declared = document.positions, document.data["fields"]
    if not declared:
        yield _empty(positions, ("fields",))
    for kind, fields in declared.items():
        yield from _members(positions, ("fields", kind), fields)


def _members(positions: Positions, path: Path, fields: Mapping[str, Any]) -> Iterator[Problem]:
    if not fields:
        yield _empty(positions, path)
    for name, field in fields.items():
        here = (*path, name)
        if name in KEYWORDS | RESERVED:
            message = f"'{name}' is a word of CEL (expected another name)"
            yield Problem(positions.key(here), message, f"call it {name}_ or the like")
        yield from _field(positions, here, field)


def _empty(positions: Positions, path: Path) -> Problem:
    message = f"'{path[-1]}' declares no field (expected at least one)"
    return Problem(positions.value(path), message, "leave it out")


def _field(positions: Positions, path: Path, field: Mapping[str, Any]) -> Iterator[Problem]:
    kind = field["type"]
    for keyword, types in _TYPES.items():
        if keyword in field and kind not in types:
            message = f"'{keyword}' says nothing of type {kind} (it is for {' and '.join(types)})"
            yield Problem(positions.key((*path, keyword)), message, "leave it out")
    needed = _NEEDED.get(kind)
    if needed is not None and needed not in field:
        hint = f"say what it holds: {needed}: {{…}}"
        yield Problem(positions.key(path), f"missing key '{needed}' (every {kind} has it)", hint)
    if kind == "string":
        yield from _words(positions, path, field)
    elif kind in {"integer", "number"}:
        yield from _bounds(positions, path, field)
    elif kind == "array" and "items" in field:
        yield from _field(positions, (*path, "items"), field["items"])
    elif kind == "object" and "properties" in field:
        yield from _members(positions, (*path, "properties"), field["properties"])
        yield from _required(positions, path, field)


def _words(positions: Positions, path: Path, field: Mapping[str, Any]) -> Iterator[Problem]:
    words = field.get("enum")
    if words is None:
        return
    place = (*path, "enum")
    if not words:
        yield Problem(positions.value(place), "'enum' is empty (expected at least one word)")
    if "format" in field:
        message = "'format' stands beside 'enum' (expected one of them)"
        yield Problem(positions.key((*path, "format")), message)
    yield from _repeated(positions, place, words)


def _bounds(positions: Positions, path: Path, field: Mapping[str, Any]) -> Iterator[Problem]:
    least, most = field.get("minimum"), field.get("maximum")
    if least is not None and most is not None and least > most:
        message = f"'maximum' is {most} (expected {least} or more, which is the 'minimum')"
        yield Problem(positions.value((*path, "maximum")), message)


def _required(positions: Positions, path: Path, field: Mapping[str, Any]) -> Iterator[Problem]:
    names, known, place = field.get("required"), field["properties"], (*path, "required")
    if names == []:
        yield Problem(positions.value(place), "'required' is empty (expected at least one name)")
    for index, name in enumerate(names or ()):
        if name not in known:
            message = f"there is no field '{shorten(name, LONGEST_QUOTE)}' in 'properties'"
            yield Problem(positions.value((*place, index)), message, did_you_mean(name, known))
    yield from _repeated(positions, place, names or ())


def _repeated(positions: Positions, path: Path, words: Sequence[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, word in enumerate(words):
        if word in seen:
            message = f"'{shorten(word, LONGEST_QUOTE)}' stands twice"
            yield Problem(positions.value((*path, index)), message, "list it once")
        seen.add(word)
