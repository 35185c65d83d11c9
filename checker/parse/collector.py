"""Faults: what is wrong in one document, collected while its reading goes on."""

from typing import NoReturn

from checker.parse.limits import MAX_FAULTS
from checker.parse.positions import Positions
from checker.problems import Problem


class Stop(Exception):  # noqa: N818 nothing failed: what is to be said was said
    """Reading cannot go on; the reason is among the faults."""


class Collector:
    """Problems by code point, in the order in which they were found."""

    def __init__(self, positions: Positions) -> None:
        self.problems: list[Problem] = []
        self._positions = positions

    def add(self, offset: int, message: str, hint: str | None = None) -> None:
        """Record a problem.

        Raises:
            Stop: there are too many.
        """
        place = self._positions.at(offset)
        self.problems.append(Problem(place, message, hint))
        if len(self.problems) == MAX_FAULTS:
            message = f"too many problems (only the first {MAX_FAULTS:,} are listed)"
            self.problems.append(Problem(place, message))
            raise Stop

    def stop(self, offset: int, message: str, hint: str | None = None) -> NoReturn:
        """Record the problem behind which nothing can be read.

        Raises:
            Stop: always.
        """
        self.add(offset, message, hint)
        raise Stop

    def line(self, offset: int) -> int:
        """The line of a code point, 1-based."""
        return self._positions.at(offset).line
