"""Bounds: between what a number is, where not everything is recorded that it depends on."""

from collections.abc import Mapping
from typing import Any

from checker.record import NamedTuple


class Range(NamedTuple):
    """A whole number of which only its bounds are known; `high` is None where there is none."""

    low: int
    high: int | None

    def __add__(self, other: object) -> "Range":
        """Add two ranges."""
        if not isinstance(other, Range):
            return NotImplemented
        both = None if self.high is None or other.high is None else self.high + other.high
        return Range(self.low + other.low, both)


class Bounds(NamedTuple):
    """The least and the greatest that a number can be, whatever it is that is not recorded."""

    at_least: float
    at_most: float

    @property
    def record(self) -> Mapping[str, Any]:
        """The bounds as policies see them; `exact` is there if they are one number."""
        told: dict[str, Any] = self._asdict()
        if self.at_least == self.at_most:
            told["exact"] = self.at_least
        least, most = _text(self.at_least), _text(self.at_most)
        return {**told, "text": least if least == most else f"{least} to {most}"}


def _text(value: float) -> str:
    """A number as people read it: two places are enough for a share."""
    return str(value) if isinstance(value, int) else f"{value:.2f}"


def share(part: Range, rest: Range, doubtful: Range) -> Bounds:
    """The share that a part has of everything.

    Args:
        part: what surely belongs to it.
        rest: what surely does not.
        doubtful: what may belong to it.
    """
    others = rest + doubtful
    least = 0.0
    if part.low and others.high is not None:
        least = part.low / (part.low + others.high)
    most = (part + doubtful).high
    if most is None:
        return Bounds(least, 1.0)
    return Bounds(least, most / (most + rest.low) if most else 0.0)
