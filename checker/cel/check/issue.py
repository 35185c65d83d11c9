"""An issue of the type checker: an error at an offset, or something worth knowing."""

from enum import Enum

from checker.record import NamedTuple


class Level(Enum):
    """ERROR: the policy is wrong. INFO: it is right, and its author may want to know."""

    ERROR = "error"
    INFO = "info"


class Issue(NamedTuple):
    """One finding; `offset` is the code point of the expression's text where it is."""

    level: Level
    offset: int
    message: str
    hint: str | None = None


class Issues:
    """The diagnostics of one expression, each said once."""

    def __init__(self) -> None:
        self._found: dict[Issue, None] = {}

    def error(self, offset: int, message: str, hint: str | None = None) -> None:
        """Add an error."""
        self._found[Issue(Level.ERROR, offset, message, hint)] = None

    def info(self, offset: int, message: str, hint: str | None = None) -> None:
        """Add something worth knowing."""
        self._found[Issue(Level.INFO, offset, message, hint)] = None

    def sorted(self) -> tuple[Issue, ...]:
        """All of them in the order of the text."""
        return tuple(sorted(self._found, key=lambda one: (one.offset, one.level.value)))
