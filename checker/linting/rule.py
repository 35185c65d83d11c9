"""A rule of lint: what it looks for, why, and how much that matters."""

from enum import Enum

from checker.record import NamedTuple


class Level(Enum):
    """The level of a diagnostic: errors gate, warnings gate with `--strict`, infos never."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Rule(NamedTuple):
    """One thing that lint looks for.

    Attributes:
        id: the name under which diagnostics refer to it; it never changes.
        short: what a diagnostic of it means, as a sentence without a full stop.
        why: what goes wrong otherwise.
        fix: what to do about it.
    """

    id: str
    level: Level
    short: str
    why: str
    fix: str

    @property
    def name(self) -> str:
        """The id as one word, `DuplicateId`, as SARIF asks for it."""
        return "".join(part.capitalize() for part in self.id.split("-"))
