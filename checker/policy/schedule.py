"""The schedule of a policy: the days on which it is in force, and its parameters from a day on.

Days are UTC; the first and the last one count whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Any

from checker.overridden import Overridden
from checker.record import NamedTuple
from checker.time.limits import TIMESTAMP_MIN
from checker.time.text import DAY, parse_day
from checker.values import Timestamp


class Standing(Enum):
    """The standing of a policy at a moment."""

    IN_FORCE = "in force"
    COMING = "coming"
    OVER = "over"


class Effective(NamedTuple):
    """The days on which a policy is in force, as `YYYY-MM-DD`; empty where there is no limit."""

    first: str = ""
    last: str = ""

    @property
    def begins(self) -> int | None:
        """The first nanosecond at which it is in force."""
        return _day(self.first) * DAY if self.first else None

    @property
    def ends(self) -> int | None:
        """The first nanosecond at which it is not in force any more."""
        return (_day(self.last) + 1) * DAY if self.last else None

    def standing(self, moment: Timestamp) -> Standing:
        """The standing of the policy at a moment."""
        if self.begins is not None and moment.nanoseconds < self.begins:
            return Standing.COMING
        over = self.ends is not None and moment.nanoseconds >= self.ends
        return Standing.OVER if over else Standing.IN_FORCE


ALWAYS = Effective()
_PARAMS = "params."


class Phase(NamedTuple):
    """The parameters from a day on, and how they differ from those that the policy would have.

    Attributes:
        day: its text; empty for the first phase, which has no beginning.
    """

    day: str
    params: Mapping[str, Any]
    overridden: tuple[Overridden, ...] = ()

    @property
    def begins(self) -> int:
        """The first nanosecond of the phase."""
        return _day(self.day) * DAY if self.day else TIMESTAMP_MIN


def changes_to_come(phase: Phase, later: Iterable[Phase]) -> Iterator[Overridden]:
    """The changes of parameters that begin after a phase, each by the day on which it does."""
    told = phase.overridden
    for other in later:
        for each in other.overridden:
            # Their values may be lists, which no set holds.
            if each.name.startswith(_PARAMS) and each not in told:
                name = each.name.removeprefix(_PARAMS)
                yield each._replace(name=f"params_from.{other.day}.{name}")
        told = other.overridden


def effective_of(data: Mapping[str, Any]) -> Effective:
    """The days that a policy or an override says."""
    told = data.get("effective", {})
    return Effective(told.get("from", ""), told.get("until", ""))


def params_from(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The parameters that begin on a day, in order of the days."""
    yield from sorted(data.get("params_from", {}).items())


def _day(text: str) -> int:
    return parse_day(text) or 0
