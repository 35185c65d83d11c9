"""Widths: how many columns of a terminal a text takes, and how to keep it within some.

The only door of wcwidth. Texts are escaped before: no control character has a width.
"""

from collections.abc import Iterator

_CODES = 16
"""Characters of a column at most: what is cut is not measured again for each of a million."""


def columns(text: str) -> int:
    """The columns that the text takes."""
    if text.isascii():
        return len(text)
    # Most reports are ASCII, and then need not pay for the import.
    from wcwidth import wcswidth  # noqa: PLC0415

    return max(wcswidth(text), 0)


def cut(text: str, width: int) -> str:
    """The text, or as much of it as `width` columns hold together with a sign that it was cut."""
    if columns(text) <= width:
        return text
    text = text[: width * _CODES]
    while columns(text) > width - 1:
        text = text[:-1]
    return f"{text}…"


def wrapped(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most `width` columns.

    It is broken at spaces, and before characters of two columns: Japanese is written without
    spaces. A longer word of others has a line of its own, whole: it can be copied, and no part of
    it comes to stand where a CI runner looks for commands.
    """
    line = ""
    for word in text.split(" "):
        *whole, last = _pieces(word, width)
        if line and columns(line) + 1 + columns(whole[0] if whole else last) > width:
            yield line
            line = ""
        for piece in whole:
            yield f"{line} {piece}" if line else piece
            line = ""
        line = f"{line} {last}" if line else last
    yield line


def _pieces(word: str, width: int) -> Iterator[str]:
    """A word in pieces of at most `width` columns, as far as it has wide characters."""
    if word.isascii() or columns(word) <= width:
        yield word
        return
    start = taken = 0
    for index, character in enumerate(word):
        own = 1 if character.isascii() else columns(character)
        if own > 1 and index > start and taken + own > width:
            yield word[start:index]
            start, taken = index, 0
        taken += own
    yield word[start:]


def hanging(lead: str, text: str, width: int) -> Iterator[str]:
    """The text in lines, the first behind `lead`, the others as far to the right."""
    for line in wrapped(text, width - columns(lead)):
        yield f"{lead}{line}"
        lead = " " * columns(lead)
