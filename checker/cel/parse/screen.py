"""Refuse a text before the grammar sees it: too long, too deep, invisible, or out of order."""

import unicodedata
from typing import TypeAlias

from checker.cel.parse.order import Order, order
from checker.cel.parse.tokens import Token, TokenKind, cut
from checker.cel.syntax import CelSyntaxError
from checker.record import NamedTuple

LONGEST = 20_000
"""Code points of an expression: the longest of the shipped pack has a few hundred."""

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_WORDS = {"true": True, "false": False, "null": None}

LiteralValue: TypeAlias = bool | int | float | str | None


class Screened(NamedTuple):
    """The text that the grammar may see.

    Attributes:
        masked: the text with a name of the same length in place of every literal, so
            that the grammar's own idea of them never matters, and positions are kept.
        literals: the values of the literals by where they start.
    """

    masked: str
    literals: dict[int, LiteralValue]


def screen(text: str) -> Screened:
    """The part of `text` that the grammar may see.

    Raises:
        CelSyntaxError: the text cannot be an expression.
    """
    if len(text) > LONGEST:
        raise CelSyntaxError(
            f"expression of {len(text)} characters (expected at most {LONGEST})",
            LONGEST,
            "name parts of it under 'variables', or move lists to 'params'",
        )
    _refuse_invisible(text)
    tokens = cut(text)
    return _mask(text, tokens, order(text, tokens))


def _refuse_invisible(text: str) -> None:
    if text.isascii() and text.isprintable():
        return
    for offset, character in enumerate(text):
        if character not in "\t\n\r\f" and unicodedata.category(character) in _INVISIBLE:
            raise CelSyntaxError(
                f"invisible character U+{ord(character):04X}", offset, _escape(character)
            )


def _escape(character: str) -> str | None:
    code = ord(character)
    if unicodedata.category(character) == "Cs":
        return None
    escape = f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return f'if a string needs it, write it as an escape: "{escape}"'


def _mask(text: str, tokens: list[Token], order: Order) -> Screened:
    masked = [" "] * len(text)
    literals: dict[int, LiteralValue] = {}
    signs = set(order.signs)
    sign: int | None = None
    for token in tokens:
        if token.start in signs:
            sign = token.start
            continue
        start = token.start if sign is None else sign
        if token.kind is TokenKind.MARK or (
            token.kind is TokenKind.WORD and token.text not in _WORDS
        ):
            masked[start : token.end] = token.text
        else:
            literals[start] = _value(token, negative=sign is not None)
            masked[start : token.end] = "_" * (token.end - start)
        sign = None
    for comma in order.commas:
        masked[comma] = " "
    return Screened("".join(masked), literals)


def _value(token: Token, *, negative: bool) -> LiteralValue:
    if token.kind is TokenKind.WORD:
        return _WORDS[token.text]
    value = token.value
    if isinstance(value, int | float) and negative:
        value = -value
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise CelSyntaxError("number outside of 64 bits", token.start)
    return value
