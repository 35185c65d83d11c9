"""Counts: numbers of people that cannot be true together."""

from collections.abc import Iterator, Mapping
from typing import Any

from checker.parse.positions import Path
from checker.record import NamedTuple

_ORDER = (
    ("individuals_at_least", "individuals_at_most"),
    ("individuals_at_least", "individuals_affected"),
    ("individuals_affected", "individuals_at_most"),
)


class Excess(NamedTuple):
    """The paths of a number and of another that should not be smaller."""

    smaller: Path
    greater: Path


def excesses(vendor: Mapping[str, Any]) -> Iterator[Excess]:
    """Every range of a valid vendor whose ends are the wrong way round; paths begin at it."""
    for index, incident in enumerate(vendor.get("incidents", ())):
        for smaller, greater in _ORDER:
            if {smaller, greater} <= incident.keys() and incident[smaller] > incident[greater]:
                path = ("incidents", index)
                yield Excess((*path, smaller), (*path, greater))
