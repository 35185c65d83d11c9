"""The answer for a person: the question of the first hour, on one screen."""

from collections.abc import Iterator
from typing import Final

from checker.exposing.places import Locate
from checker.formats.columns import Column, StyledText, TextTable
from checker.formats.escape import plain
from checker.formats.exposure_parts import Part, Telling, named
from checker.formats.style import Colour, Style
from checker.formats.table import drawn
from checker.formats.width import hanging

ROWS: Final = 12
"""Rows of a part that are shown."""

UNKNOWN: Final = "Not recorded, and would change the answer"
_LEAST: Final = 12


def render(telling: Telling, locate: Locate, *, width: int, colour: bool) -> str:
    """The answer as text that ends with a line break.

    Args:
        locate: finds where to record what is not.
        width: columns that a line may take; only what cannot be broken is longer.
        colour: whether the words that matter are coloured, too.
    """
    lines = _lines(telling, locate, width, Style(colour))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _lines(telling: Telling, locate: Locate, width: int, style: Style) -> Iterator[str]:
    for line in hanging("", plain(telling.headline), width):
        yield style(Colour.BOLD, line)
    for text in telling.lines:
        yield from hanging("", plain(text), width)
    for part in telling.parts:
        yield ""
        yield style(Colour.BOLD, plain(part.title))
        yield from _drawn(part, width, style)
    yield ""
    yield style(Colour.BOLD, UNKNOWN)
    for each in telling.unknown[:ROWS]:
        text = f"{each.text}: {named(each.about)} ({locate(each.places[0])})"
        yield from hanging("  ", plain(text), width)
    yield from _more(len(telling.unknown))
    if not telling.unknown:
        yield "  nothing that is asked for here"


def _drawn(part: Part, width: int, style: Style) -> Iterator[str]:
    if not part.rows:
        yield f"  {part.none}"
        return
    shown = part.rows[:ROWS]
    columns = [
        Column(name, [_text(part, n, column) for n in range(len(shown))], least=_LEAST)
        for column, name in enumerate(part.columns)
    ]
    for line in drawn(TextTable(columns), width=width - 2, style=style):
        yield f"  {line}"
    yield from _more(len(part.rows))
    if part.note:
        yield from hanging("  ", plain(part.note), width)


def _text(part: Part, row: int, column: int) -> StyledText:
    alarm = part.alarms[row] if part.alarms and column == 0 else None
    colours = {True: Colour.ALARM, False: Colour.GREEN}
    return StyledText(plain(part.rows[row][column]), None if alarm is None else colours[alarm])


def _more(rows: int) -> Iterator[str]:
    if rows > ROWS:
        yield f"  and {rows - ROWS:,} more (-o json has all)"
