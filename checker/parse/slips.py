"""Slips of editors and merges: what makes a file unreadable, said by what it is."""

import re
import unicodedata

from checker.record import NamedTuple

_CONFLICT = r"(?m)^(?:<<<<<<<|>>>>>>>)(?: .*)?$"
_SEPARATOR = r"(?m)^=======$"
_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_SPACE = f"[{_SPACES}]"
_MEANT = rf"(?m)^[ ]*(?:- )*([{_SPACES}])|[:\-]([{_SPACES}])"

_ESCAPES = {'"': '\\"', "'": "''"}
_MARKS = ("", *"\"'[]{}:,#\n")


class Slip(NamedTuple):
    """A slip: its code point offset, what it is, and the way out."""

    offset: int
    message: str
    hint: str


def slip(text: str, broken: int) -> Slip | None:
    """The slip that may be why a text cannot be read.

    Args:
        broken: the code point offset at which it cannot be read.
    """
    return _conflict(text) or _space(text, broken) or _quote(text, broken)


def _conflict(text: str) -> Slip | None:
    """A merge that left both versions in the file."""
    marks = list(re.finditer(_CONFLICT, text))
    if not marks or not re.search(_SEPARATOR, text):
        return None
    line = text.count("\n", 0, marks[-1].start()) + 1
    first, last = (marks[index][0][:40] for index in (0, -1))
    message = f"an unresolved merge: '{first}' (expected one of the two versions)"
    return Slip(marks[0].start(), message, f"keep one of them; it ends on line {line}: '{last}'")


def _space(text: str, broken: int) -> Slip | None:
    """A space that YAML takes for a letter, where it indents or follows a mark."""
    end = text.find("\n", broken)
    for match in re.compile(_MEANT).finditer(text, 0, len(text) if end < 0 else end):
        found = match[1] or match[2]
        message = f"{spoken(found)} where a space is meant"
        return Slip(match.start(1 if match[1] else 2), message, "type a plain space in its place")
    return None


def _quote(text: str, broken: int) -> Slip | None:
    """A quote that closes too late, or a second one inside a text: text stands behind it."""
    before = text[:broken].rstrip(" ")
    quote = before[-1:]
    if quote not in _ESCAPES or text[broken : broken + 1] in _MARKS:
        return None
    opening = before.rfind(quote, 0, -1)
    if opening < 0:
        return None
    if "\n" in before[opening:]:
        line = text.count("\n", 0, broken) + 1
        message = f"the quote that opens here closes on line {line} (expected it before that)"
        return Slip(opening, message, "close it where its text ends")
    message = f"text behind a closing {quote} (expected the end of the value)"
    return Slip(broken, message, f"inside a text in quotes write {_ESCAPES[quote]}")


def odd_space(text: str) -> str | None:
    """The name of the first space in a text that is not a plain one; None if there is none."""
    match = re.search(_SPACE, text)
    return None if match is None else spoken(match[0])


def spoken(character: str) -> str:
    """`a no-break space (U+00A0)`."""
    return f"a {unicodedata.name(character).lower()} (U+{ord(character):04X})"
