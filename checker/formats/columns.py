"""A table: the cells of a table, each with its colour apart, so that widths can be known."""

from collections.abc import Sequence
from typing import NamedTuple

from checker.formats.style import Colour
from checker.formats.width import columns

GAP = 2
"""Columns of blanks between two columns of a table."""


class StyledText(NamedTuple):
    """A text, escaped, and the colour it is drawn in."""

    text: str
    colour: Colour | None = None


class TextTable(NamedTuple):
    """A table before it is drawn; a header may have several lines.

    Attributes:
        counts: how many of the last columns hold numbers.
    """

    headers: Sequence[str]
    rows: Sequence[Sequence[StyledText]]
    counts: int = 0

    def widths(self) -> list[int]:
        """The columns of a terminal that each column takes."""
        cells = zip(*([styled.text for styled in row] for row in self.rows), strict=True)
        return [
            max(map(columns, (*header.split("\n"), *column)))
            for header, column in zip(self.headers, cells, strict=True)
        ]

    @property
    def width(self) -> int:
        """The columns of a terminal that it takes."""
        return sum(self.widths()) + GAP * (len(self.headers) - 1)

    def top(self) -> list[list[str]]:
        """The headers line by line, standing on a rule."""
        stacks = [header.split("\n") for header in self.headers]
        height = max(map(len, stacks))
        lines = zip(*([""] * (height - len(stack)) + stack for stack in stacks), strict=True)
        return [*map(list, lines), ["─" * width for width in self.widths()]]
