"""The template: a policy's message, text with CEL between braces."""

import re
from collections.abc import Iterator
from functools import lru_cache

from checker.cel.syntax import CelSyntaxError, Expression
from checker.record import NamedTuple

_QUOTES = "'\""
_BRACE = re.compile(r"\{\{|\}\}|[{}]")
_MARK = re.compile(r"""[{}'"]""")

_REMEMBERED = 1_024
"""Messages that are remembered: a run asks for the pieces of each of its policies twice."""


class Hole(NamedTuple):
    """The text between two braces, and the code point of the message at which it starts."""

    offset: int
    text: str


class Template(NamedTuple):
    """A message: what stands as written, and what is worked out, in order."""

    parts: tuple[str | Expression, ...]


@lru_cache(_REMEMBERED)
def split(message: str) -> tuple[str | Hole, ...]:
    """The pieces of a message; `{{` and `}}` are braces.

    Raises:
        CelSyntaxError: a brace without its partner, or nothing between two.
    """
    return tuple(_pieces(message))


def _pieces(message: str) -> Iterator[str | Hole]:
    text = ""
    index = 0
    while brace := _BRACE.search(message, index):
        start = brace.start()
        text += message[index:start]
        if brace.group() in {"{{", "}}"}:
            text += message[start]
            index = brace.end()
        elif brace.group() == "{":
            if text:
                yield text
                text = ""
            end = _closing(message, start)
            yield _hole(message, start + 1, end)
            index = end + 1
        else:
            hint = "write }} for a brace in the text"
            raise CelSyntaxError("'}' closes nothing (expected '{' before it)", start, hint)
    text += message[index:]
    if text:
        yield text


def _hole(message: str, start: int, end: int) -> Hole:
    text = message[start:end]
    if not text.strip():
        raise CelSyntaxError("nothing stands between the braces (expected CEL)", start)
    return Hole(start, text)


def _closing(message: str, opened: int) -> int:
    """The index of the brace that closes the one at `opened`: CEL has braces and strings too."""
    depth = 0
    index = opened
    while mark := _MARK.search(message, index):
        index = mark.end()
        if mark.group() in _QUOTES:
            index = _string_end(message, mark.start()) + 1
        elif mark.group() == "{":
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                return mark.start()
    raise CelSyntaxError(
        "'{' is not closed (expected '}')", opened, "write {{ for a brace in the text"
    )


def _string_end(message: str, start: int) -> int:
    """The index of the quote that ends a CEL string, or of the message's last character."""
    index = start + 1
    while index < len(message) and message[index] != message[start]:
        index += 2 if message[index] == "\\" else 1
    return min(index, len(message) - 1)
