"""The exposure for a person: the question of the first hour, answered on one screen."""

from collections.abc import Iterator
from typing import Final

from checker.exposure.exposure import Exposure, State
from checker.exposure.places import Locate
from checker.formats.columns import Column, StyledText, TextTable
from checker.formats.escape import plain
from checker.formats.exposure_parts import Part, headline, named, parts
from checker.formats.moment import moment
from checker.formats.style import Colour, Style
from checker.formats.table import drawn
from checker.formats.width import hanging

ROWS: Final = 12
"""Rows of a part that are shown."""

_LEAST: Final = 12
_COLOURS: Final = {
    State.OVERDUE: Colour.ALARM,
    State.OPEN: Colour.YELLOW,
    State.UNCLEAR: Colour.YELLOW,
    State.LATE: Colour.RED,
    State.SENT: Colour.GREEN,
}


def render(exposure: Exposure, locate: Locate, *, width: int, colour: bool) -> str:
    """The exposure as text that ends with a line break.

    Args:
        locate: finds where to record what is not.
        width: columns that a line may take; only what cannot be broken is longer.
        colour: whether the words that matter are coloured, too.
    """
    lines = _lines(exposure, locate, width, Style(colour))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _lines(exposure: Exposure, locate: Locate, width: int, style: Style) -> Iterator[str]:
    for line in hanging("", plain(headline(exposure)), width):
        yield style(Colour.BOLD, line)
    yield f"as of {moment(exposure.as_of)}"
    if exposure.recorded and not exposure.incident:
        told = named([f"{each.id} ({each.status or '?'})" for each in exposure.recorded])
        yield from hanging("incidents there (--incident ID): ", plain(told), width)
    *tables, unknown = parts(exposure)
    for part in tables:
        yield ""
        yield style(Colour.BOLD, plain(part.title))
        yield from _drawn(part, width, style) if part.rows else ["  nobody, as far as recorded"]
    yield ""
    yield style(Colour.BOLD, plain(unknown.title))
    for row, (text, about) in enumerate(unknown.rows[:ROWS]):
        place = locate(exposure.unknown[row].places[0])
        yield from hanging("  ", plain(f"{text}: {about} ({place})"), width)
    yield from _more(unknown)
    if not unknown.rows:
        yield "  nothing that is asked for here"


def _drawn(part: Part, width: int, style: Style) -> Iterator[str]:
    shown = part.rows[:ROWS]
    columns = [
        Column(name, [_text(part, n, column) for n in range(len(shown))], least=_LEAST)
        for column, name in enumerate(part.columns)
    ]
    for line in drawn(TextTable(columns), width=width - 2, style=style):
        yield f"  {line}"
    yield from _more(part)
    if part.note:
        yield from hanging("  ", plain(part.note), width)


def _text(part: Part, row: int, column: int) -> StyledText:
    colour = _COLOURS.get(part.states[row]) if part.states and column == 0 else None
    return StyledText(plain(part.rows[row][column]), colour)


def _more(part: Part) -> Iterator[str]:
    if len(part.rows) > ROWS:
        yield f"  and {len(part.rows) - ROWS:,} more (-o json has all)"
