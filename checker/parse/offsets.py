"""Inside a scalar: where a character of a YAML value stands in the text of the file."""

import re

from checker.parse.positions import Path, Positions
from checker.problems import Place

_PROPERTY = r"[&!]\S*\s+"
_ESCAPE = (
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"  # JSON's pair is one character
    r"|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r\n|[\s\S])"
)
_WHITE = frozenset("nrtv fNLP_\t\n\r")
"""Characters behind the backslash of white space, and of a line that goes on."""


def place(positions: Positions, path: Path, value: str, index: int) -> Place:
    """The place of the code point `index` of the text at `path`, however YAML wrote it.

    White space, which folding changes, and the end stand after the character before them.
    """
    return positions.at(offsets(positions, path, value)[index])


def offsets(positions: Positions, path: Path, value: str) -> list[int]:
    """The code points of the file at which those of a value stand, and after them its end.

    Folding and indentation change white space only, so the other characters are followed one by
    one: escapes, doubled quotes and surrogate pairs as the reader took them.
    """
    text = positions.text
    cursor, style = _start(text, positions.source(path))
    found = []
    for character in value:
        if character.isspace():
            found.append(cursor)
            continue
        start, cursor = _next(text, cursor, style)
        found.append(start)
    found.append(cursor)
    return found


def _start(text: str, offset: int) -> tuple[int, str]:
    """The offset of the characters of a scalar, and the mark of its style (empty: plain)."""
    written = re.compile(_PROPERTY)
    while text[offset : offset + 1] in {"&", "!"} and (found := written.match(text, offset)):
        offset = found.end()
    style = text[offset : offset + 1]
    if style and style in "|>":
        return text.find("\n", offset) + 1, style
    return (offset + 1, style) if style in {'"', "'"} else (offset, "")


def _next(text: str, cursor: int, style: str) -> tuple[int, int]:
    """The start and end of the next character that is not white space."""
    escaped = re.compile(_ESCAPE)
    while cursor < len(text):
        if style == '"' and text[cursor] == "\\" and (escape := escaped.match(text, cursor)):
            if not _is_white(escape[0][1:]):
                return cursor, escape.end()
            cursor = escape.end()
        elif text[cursor].isspace():
            cursor += 1
        else:
            return cursor, cursor + (2 if style == "'" == text[cursor] else 1)
    return cursor, cursor


def _is_white(escaped: str) -> bool:
    if len(escaped) == 1 or escaped == "\r\n":
        return escaped in _WHITE or escaped == "\r\n"
    return len(escaped) < 10 and chr(int(escaped[1:], 16)).isspace()
