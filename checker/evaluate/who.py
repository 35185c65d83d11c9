"""The sentences of a report about who is who: one LEI under two ids, and what looks alike."""

from collections.abc import Callable, Iterator, Sequence

from checker.inventory import Inventory, WholeFacts
from checker.problems import Place

MOST = 10
"""Sentences that a report has; the others are counted."""


def who_is_who(inventories: Sequence[Inventory]) -> Iterator[str]:
    """A sentence, with its place, for each; none where nobody asks for facts of the portfolio."""
    facts = inventories[0].portfolio if inventories else None
    if facts is not None:
        yield from told(facts, lambda n, path: inventories[n].document.positions.value(path))


def told(facts: WholeFacts, place: Callable[[int, tuple[str | int, ...]], Place]) -> Iterator[str]:
    """The sentences of some facts.

    Args:
        place: finds the place of a path in the inventory with a number.
    """
    notes = [*facts.notes()]
    for number, path, text in notes[:MOST]:
        yield f"{place(number, path)}: {text}"
    if len(notes) > MOST:
        yield f"and {len(notes) - MOST:,} more about who is who"
