"""The answer as Markdown, for a ticket or a message: tables, of which each text is a code span."""

from collections.abc import Iterator
from typing import Final

from checker.exposing.places import Locate
from checker.formats.exposure import UNKNOWN
from checker.formats.exposure_parts import Part, Telling, named
from checker.formats.markdown import code

ROWS: Final = 100
"""Rows of a part: a comment that is too long is not taken at all."""

_TEXT: Final = 200


def render(telling: Telling, locate: Locate) -> str:
    """The answer as text that ends with a line break."""
    return "".join(f"{line}\n" for line in _lines(telling, locate))


def _lines(telling: Telling, locate: Locate) -> Iterator[str]:
    yield f"## {code(telling.headline)}"
    for text in telling.lines:
        yield ""
        yield code(text)
    for part in telling.parts:
        yield from _part(part)
    yield ""
    yield f"### {UNKNOWN}"
    yield ""
    for each in telling.unknown[:ROWS]:
        place = code(str(locate(each.places[0])), _TEXT)
        yield f"- {code(each.text, _TEXT)}: {code(named(each.about), _TEXT)} at {place}"
    yield from _more(len(telling.unknown))
    if not telling.unknown:
        yield "Nothing that is asked for here."


def _part(part: Part) -> Iterator[str]:
    yield ""
    yield f"### {part.title}"
    yield ""
    if not part.rows:
        yield f"{part.none.capitalize()}."
        return
    yield f"| {' | '.join(part.columns)} |"
    yield f"|{'---|' * len(part.columns)}"
    for row in part.rows[:ROWS]:
        yield f"| {' | '.join(code(text, _TEXT) if text else '' for text in row)} |"
    yield from _more(len(part.rows))
    if part.note:
        yield ""
        yield part.note


def _more(rows: int) -> Iterator[str]:
    if rows > ROWS:
        yield ""
        yield f"{rows - ROWS:,} more are not shown; `-o json` has all of them."
