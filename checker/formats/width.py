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

    It is broken at spaces only. A longer word has a line of its own, whole: it can be copied, and
    no part of it comes to stand where a CI runner looks for commands.
    """
    line = ""
    for word in text.split(" "):
        if line and columns(line) + 1 + columns(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def hanging(lead: str, text: str, width: int) -> Iterator[str]:
    """The text in lines, the first behind `lead`, the others as far to the right."""
    for line in wrapped(text, width - columns(lead)):
        yield f"{lead}{line}"
        lead = " " * columns(lead)
