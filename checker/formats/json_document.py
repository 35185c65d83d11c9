"""A JSON document: a member or an item a line, so that two can be compared with `diff`."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from json.encoder import encode_basestring_ascii
from typing import Any

from checker.problems import Problem
from checker.report.undone import NOWHERE, Undone
from checker.version import __version__

# NaN and infinity are not JSON, and escaped ASCII arrives through every encoding. No value of ours
# holds itself.
_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False, check_circular=False)

_CONSTANTS = {None: "null", False: "false", True: "true"}

_LINES = 64
"""Lines of a piece: a large report has many, and each piece is written by itself."""


def document(schema: str, version: str, members: Mapping[str, str]) -> str:
    """A document that ends with a line break.

    Args:
        schema: the contract that it keeps.
        version: of vendorgate.
        members: by its key the text of each, as `encoded` and `lines` give it.
    """
    return "".join(pieces(schema, version, members))


def pieces(schema: str, version: str, members: Mapping[str, str | Iterator[str]]) -> Iterator[str]:
    """The same document piece by piece; of a member that is an iterator, an item a line."""
    tool = {"name": "vendorgate", "version": version}
    yield f'{{\n"schema": {encoded(schema)},\n"tool": {encoded(tool)}'
    for key, value in members.items():
        yield f",\n{encoded(key)}: "
        if isinstance(value, str):
            yield value
        else:
            yield from _listed(value)
    yield "\n}\n"


def _listed(items: Iterator[str]) -> Iterator[str]:
    """A list of what is encoded already, an item a line, some lines a piece."""
    mark = "[\n"
    while some := ",\n".join(islice(items, _LINES)):
        yield f"{mark}{some}"
        mark = ",\n"
    yield "\n]" if mark == ",\n" else "[]"


def encoded(value: Any) -> str:
    """A value on one line."""
    # The library makes an encoder for each value that is no string, which takes longer than these.
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, bool):
        return _CONSTANTS[value]
    return repr(value) if type(value) is int else harmless(_ENCODER.encode(value))


def quoted(text: str) -> str:
    """A string, as `encoded` writes it in three times the time."""
    return harmless(encode_basestring_ascii(text))


def harmless(text: str) -> str:
    """JSON that means the same, without what a CI runner obeys anywhere in a log (`##vso[…]`)."""
    # Signs stand in strings only, and no backslash can be before the second of two.
    return text.replace("##", r"#\u0023") if "##" in text else text


def lines(items: Iterable[Any]) -> str:
    """A list, an item a line."""
    return lined(map(encoded, items))


def lined(texts: Iterable[str]) -> str:
    """A list of what is encoded already, an item a line."""
    text = ",\n".join(texts)
    return f"[\n{text}\n]" if text else "[]"


def listed(texts: Iterable[str]) -> str:
    """A list of what is encoded already, on one line."""
    return f"[{', '.join(texts)}]"


def template(*members: str) -> str:
    """The text of an object, with holes for the texts of its members."""
    return f"{{{', '.join(map(member, members))}}}"


def member(name: str) -> str:
    """The text of a member of an object, with a hole for its text."""
    return f"{encoded(name)}: %s"


def no_report(schema: str, undone: Undone) -> str:
    """The document of a run that came to no report: every problem, and how the run ended."""
    members = {
        "problems": lines(map(_problem, undone.problems)),
        "exit_code": encoded(int(undone.code)),
    }
    return document(schema, __version__, members)


def _problem(problem: Problem) -> dict[str, Any]:
    place = problem.place
    return {
        "path": None if place == NOWHERE else place.path,
        "line": place.line,
        "column": place.column,
        "message": problem.message,
        "hint": problem.hint,
    }
