"""A text table: its columns, each with its colours apart, so that widths can be known."""

from collections.abc import Iterator, Sequence

from checker.formats.style import Colour
from checker.formats.width import columns, cut
from checker.record import NamedTuple

GAP = 2
"""Columns of blanks between two columns of a table."""


class StyledText(NamedTuple):
    """A text, escaped, and the colour it is drawn in."""

    text: str
    colour: Colour | None = None


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        short: the header where there is little room.
        least: the columns of a terminal to which its texts may be cut; 0: they are never cut.
        optional: whether it may go where there is no room at all.
        numeric: whether it holds numbers, which stand on the right.
    """

    header: str
    texts: Sequence[StyledText]
    short: str = ""
    least: int = 0
    optional: bool = False
    numeric: bool = False

    @property
    def width(self) -> int:
        """The columns of a terminal that it takes."""
        texts = (styled.text for styled in self.texts)
        return max(map(columns, (self.header, *texts)))

    def narrowed(self, width: int) -> "Column":
        """The column with every text cut to a width."""
        texts = [StyledText(cut(styled.text, width), styled.colour) for styled in self.texts]
        return self._replace(texts=texts)


class TextTable(NamedTuple):
    """A table before it is drawn."""

    columns: Sequence[Column]

    @property
    def width(self) -> int:
        """The columns of a terminal that it takes."""
        return sum(column.width for column in self.columns) + GAP * (len(self.columns) - 1)

    def rows(self) -> Iterator[Sequence[StyledText]]:
        """The rows below the headers."""
        return zip(*(column.texts for column in self.columns), strict=True)

    def fitted(self, width: int) -> "TextTable":
        """The table, with as much of it as that width holds.

        First headers are shortened, then texts cut from the last column on, then optional columns
        left out, the last first.
        """
        if self.width <= width:
            return self
        own = TextTable([each._replace(header=each.short or each.header) for each in self.columns])
        while True:
            cut_down = own._cut(width)
            optional = [n for n, column in enumerate(own.columns) if column.optional]
            if cut_down.width <= width or not optional:
                return cut_down
            own = TextTable([c for n, c in enumerate(own.columns) if n != optional[-1]])

    def _cut(self, width: int) -> "TextTable":
        columns_, excess = list(self.columns), self.width - width
        for number, column in reversed(list(enumerate(columns_))):
            if column.least and excess > 0:
                columns_[number] = column.narrowed(max(column.width - excess, column.least))
                excess -= column.width - columns_[number].width
        return TextTable(columns_)
