"""The text of a quoted literal: its escapes, or raw (CEL, "String and Bytes Values")."""

import re

from checker.cel.syntax import CelSyntaxError

_PLAIN = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    "?": "?",
    '"': '"',
    "'": "'",
    "`": "`",
}
_CODED = re.compile(
    r"[xX](?P<two>[0-9a-fA-F]{2})|u(?P<four>[0-9a-fA-F]{4})|U(?P<eight>[0-9a-fA-F]{8})"
    r"|(?P<octal>[0-3][0-7]{2})"
)
_SURROGATES = range(0xD800, 0xE000)


def read_quote(text: str, start: int) -> tuple[int, str]:
    """The end of the quoted literal that begins at `start`, and the string it stands for.

    Raises:
        CelSyntaxError: no closing quote, a wrong escape, or bytes (which inventories do not have).
    """
    opening = start
    while text[opening] not in "\"'":
        opening += 1
    prefix = text[start:opening].lower()
    if "b" in prefix:
        raise CelSyntaxError(
            "bytes literal (expected a string)",
            start,
            "inventories hold no bytes: leave out the 'b'",
        )
    quote = text[opening]
    closing = quote * 3 if text.startswith(quote * 3, opening) else quote
    position = opening + len(closing)
    pieces: list[str] = []
    while not text.startswith(closing, position):
        character = text[position : position + 1]
        if not character or (len(closing) == 1 and character in "\n\r"):
            raise CelSyntaxError(
                f"a quote that is never closed (expected {closing})", start, _unclosed(closing)
            )
        if character == "\\" and not prefix:
            position, piece = _escape(text, position)
        elif character == "\r":  # every line break as written is one "\n", as in cel-go
            position += 2 if text.startswith("\r\n", position) else 1
            piece = "\n"
        else:
            position += 1
            piece = character
        pieces.append(piece)
    return position + len(closing), "".join(pieces)


def _unclosed(closing: str) -> str | None:
    if len(closing) == 1:
        return f"a string ends on its own line; close it with {closing}, or write \\n for a break"
    return None


def _escape(text: str, position: int) -> tuple[int, str]:
    following = text[position + 1 : position + 2]
    if following in _PLAIN:
        return position + 2, _PLAIN[following]
    match = _CODED.match(text, position + 1)
    if match is None:
        raise CelSyntaxError(
            f"unknown escape '\\{following}' in a string",
            position,
            "write '\\\\' for a backslash, or r\"…\" for a raw string (as for a regex)",
        )
    code = int(match["octal"], 8) if match["octal"] else int(match[0][1:], 16)
    if code in _SURROGATES or code > 0x10FFFF:
        raise CelSyntaxError(f"'\\{match[0]}' is not a character of Unicode", position)
    return match.end(), chr(code)
