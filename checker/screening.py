"""Screening: bytes become text only if every character can be seen and means one thing."""

import re
from collections.abc import Iterator

from checker.errors import InputError
from checker.problems import Place, Problem

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029"  # controls, and line breaks of YAML 1.1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # text direction (CVE-2021-42574)
    "\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_MOST = 20


def decode(path: str, content: bytes) -> str:
    """The text of a UTF-8 file; a byte order mark is dropped.

    Raises:
        InputError: the bytes are not UTF-8.
    """
    if content.startswith(_UTF16):
        message = "UTF-16 text (expected UTF-8)"
        raise InputError([Problem(Place(path, 1, 1), message, "save the file as UTF-8")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", "replace")
        place = _place(path, before, len(before))
        message = f"byte 0x{content[error.start]:02x} is not UTF-8 (expected UTF-8 text)"
        raise InputError([Problem(place, message, "save the file as UTF-8")]) from None
    return text


def forbidden(path: str, text: str) -> Iterator[Problem]:
    """A problem for each character that is invisible, reverses text or is none; at most twenty."""
    for number, match in enumerate(_FORBIDDEN.finditer(text)):
        if number == _MOST:
            return
        code = ord(match.group())
        name = "text direction character" if code in _DIRECTION else "control character"
        yield Problem(
            _place(path, text, match.start()),
            f"{name} U+{code:04X} (expected text that can be seen)",
            "remove it",
        )


_DIRECTION = frozenset([0x61C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def _place(path: str, text: str, offset: int) -> Place:
    starts = [0, *(match.end() for match in _LINE_BREAK.finditer(text, 0, offset))]
    return Place(path, len(starts), offset - starts[-1] + 1)
