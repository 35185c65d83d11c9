"""Screening: bytes become text in which no character controls a terminal or turns text around."""

import re
from collections.abc import Iterator

from checker.record import NamedTuple

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # CVE-2021-42574
_UNDECODED = "\udc80-\udcff"  # what "surrogateescape" makes of bytes that are not UTF-8
_FORBIDDEN = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"  # controls, and line breaks of YAML 1.1
    + _DIRECTION
    + "\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_IS_DIRECTION = f"[{_DIRECTION}]"
_IS_UNDECODED = f"[{_UNDECODED}]"
_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n\r"
_BOM = "\ufeff"
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
_MOST = 20


class BadCharacter(NamedTuple):
    """A character that must not be there: its code point offset, what is wrong, the way out."""

    offset: int
    message: str
    hint: str


def decode(content: bytes) -> tuple[str, bool]:
    """The text of a file without its byte order mark, and whether nothing in it is forbidden.

    A byte that is not UTF-8 becomes a lone surrogate, which `blemishes` reports.
    """
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return content.decode(errors="surrogateescape").removeprefix(_BOM), False
    # Nearly all of a file is plain ASCII; what is left without it is searched 100 times faster.
    unusual = content.translate(None, _PLAIN).decode().removeprefix(_BOM)
    return text.removeprefix(_BOM), unusual.isprintable() or not re.search(_FORBIDDEN, unusual)


def bad_characters(text: str) -> Iterator[BadCharacter]:
    """Every character that is invisible, reverses text or is none; after twenty, only that."""
    for number, match in enumerate(re.finditer(_FORBIDDEN, text)):
        if number == _MOST:
            message = f"more characters of this kind (the first {_MOST} are listed)"
            yield BadCharacter(match.start(), message, "look at the file with a hex viewer")
            return
        yield BadCharacter(match.start(), *_describe(match.group()))


def repaired(text: str) -> str:
    """The text with U+FFFD for each forbidden character, so that the rest can be read."""
    return re.sub(_FORBIDDEN, "\ufffd", text)


def is_wide(content: bytes) -> bool:
    """Whether the bytes are UTF-16 or UTF-32, which start with a mark or with ASCII and zeros."""
    return content.startswith(_WIDE) or 0 in content[:2]


def bad_character(word: str) -> tuple[str, str] | None:
    """The problem, and the way out, with a value that escapes may have put together."""
    if "\r" in word:
        return (
            "carriage return in a text (expected line feeds only)",
            'write "\\n" for a line break',
        )
    match = re.search(_FORBIDDEN, word)
    return None if match is None else _describe(match.group())


def _describe(character: str) -> tuple[str, str]:
    code = ord(character)
    if re.match(_IS_UNDECODED, character):
        return (
            f"byte 0x{code - 0xDC00:02x} is not UTF-8 (expected UTF-8 text)",
            "save the file as UTF-8",
        )
    kind = "text direction character" if re.match(_IS_DIRECTION, character) else "control character"
    return f"{kind} U+{code:04X} (expected text that can be seen)", "remove it"
