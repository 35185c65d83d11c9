"""Cut the text of an expression into words, numbers, quotes and marks (CEL, "Lexical analysis")."""

import math
import re
from collections.abc import Iterator
from enum import Enum
from typing import NoReturn

from checker.cel.parse.quotes import read_quote
from checker.cel.syntax import CelSyntaxError
from checker.record import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<space>[\t\n\f\r ]+ | //[^\n]*)
    | (?P<quote>(?:[rR]|[bB][rR]?|[rR][bB])?(?:\"|'))
    | (?P<number>(?:0x[0-9a-fA-F]+|[0-9]*\.[0-9]+(?:[eE][+-]?[0-9]+)?|[0-9]+(?:[eE][+-]?[0-9]+)?))
    | (?P<word>[_a-zA-Z][_a-zA-Z0-9]*)
    | (?P<mark>&&|\|\||[=!<>]=|[-+*/%!<>?:.,()\[\]{}])
    """,
    re.VERBOSE,
)
_WORD_CHARACTER = re.compile(r"[_a-zA-Z0-9]+")
_STRAY = {
    "=": "equality is '=='",
    "&": "and is '&&'",
    "|": "or is '||'",
    "`": 'write a field that is not a plain name in brackets: a["b-c"]',
    "#": "comments start with '//'",
    ";": "an expression is one value; name parts of it under 'variables'",
    "“": 'use straight quotes: "',
    "”": 'use straight quotes: "',
    "‘": "use straight quotes: '",  # noqa: RUF001
    "’": "use straight quotes: '",  # noqa: RUF001
    "≤": "less or equal is '<='",
    "≥": "greater or equal is '>='",
    "≠": "not equal is '!='",
}


class TokenKind(Enum):
    """The kinds of tokens."""

    WORD = "word"
    NUMBER = "number"
    QUOTE = "quote"
    MARK = "mark"


class Token(NamedTuple):
    """A piece of the text; `value` is that of a number (without its sign) or of a quote."""

    kind: TokenKind
    start: int
    end: int
    text: str
    value: int | float | str | None = None


def cut(text: str) -> list[Token]:
    """The tokens of `text`, without spaces and comments.

    Raises:
        CelSyntaxError: a character, number or quote that CEL, or vendorgate, does not know.
    """
    tokens = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            _refuse_character(text, position)
        position = match.end()
        match match.lastgroup:
            case "word":
                tokens.append(Token(TokenKind.WORD, match.start(), position, match[0]))
            case "mark":
                tokens.append(Token(TokenKind.MARK, match.start(), position, match[0]))
            case "number":
                value = _number(text, match.start(), position)
                tokens.append(Token(TokenKind.NUMBER, match.start(), position, match[0], value))
            case "quote":
                position, quoted = read_quote(text, match.start())
                whole = text[match.start() : position]
                tokens.append(Token(TokenKind.QUOTE, match.start(), position, whole, quoted))
            case _:
                pass
    return tokens


def comments(text: str) -> Iterator[tuple[int, int]]:
    """The start and end of every comment, as far as the text can be cut."""
    position = 0
    while position < len(text) and (match := _TOKEN.match(text, position)):
        start, position = match.span()
        if match.lastgroup == "quote":
            try:
                position, _ = read_quote(text, start)
            except CelSyntaxError:  # `cut` says so
                return
        elif match[0].startswith("//"):
            yield start, position


def _number(text: str, start: int, end: int) -> int | float:
    written = text[start:end]
    rest = _WORD_CHARACTER.match(text, end)
    if rest is not None:
        if rest[0] in {"u", "U"}:
            raise CelSyntaxError(
                f"unsigned number {written}{rest[0]} (expected an int)",
                start,
                f"inventories hold no unsigned numbers: write {written}",
            )
        raise CelSyntaxError(f"{written + rest[0]!r} is not a number", start)
    if written.startswith("0x"):
        return int(written, 16)
    if written.isdigit():
        digits = written.lstrip("0")
        if len(digits) > len(str(2**63)):  # int() of very long digits raises
            raise CelSyntaxError("number outside of 64 bits", start)
        return int(digits or "0")
    value = float(written)
    if math.isinf(value):
        raise CelSyntaxError(f"{written} is larger than a double can be", start)
    return value


def _refuse_character(text: str, position: int) -> NoReturn:
    character = text[position]
    hint = _STRAY.get(character)
    if text[position - 2 : position + 1] == "===":
        hint = "equality is '=='"
    if text[position : position + 2] == "=>":
        hint = "what is asked of each element follows a comma: list.all(x, x > 0)"
    raise CelSyntaxError(f"unexpected {character!r}", position, hint)
