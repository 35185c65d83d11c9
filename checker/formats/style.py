"""Style: colour for terminals, always beside a word that says the same."""

from enum import Enum

from checker.record import NamedTuple


class Colour(Enum):
    """The codes that are used, and no others (ECMA-48, select graphic rendition)."""

    BOLD = "1"
    DIM = "2"
    RED = "31"
    GREEN = "32"
    YELLOW = "33"
    ALARM = "1;31"


class Style(NamedTuple):
    """The style of a text: coloured or plain. Its input is escaped already."""

    on: bool

    def __call__(self, colour: Colour, text: str) -> str:
        """The text in a colour, or as it is."""
        return f"\x1b[{colour.value}m{text}\x1b[0m" if self.on and text else text
