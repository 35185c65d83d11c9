"""The step: a piece of work for another process, as a message names it."""

from collections.abc import Callable
from typing import Any

from checker.problems import Place
from checker.record import NamedTuple


class Step(NamedTuple):
    """A piece of work.

    Attributes:
        place: where in a file that begins which it is about; None where that is in none.
        what: that which a process did, in the past tense.
    """

    place: Place | None
    what: str


About = Callable[[Any], Step]
"""Names what is done with a value; is asked only where that went wrong."""
