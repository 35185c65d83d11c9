"""The sentences of a report about who is who: one LEI under two ids, and what looks alike."""

from collections.abc import Iterator, Sequence

from checker.inventory import Inventory

MOST = 10
"""Sentences that a report has; the others are counted."""


def who_is_who(inventories: Sequence[Inventory]) -> Iterator[str]:
    """A sentence, with its place, for each; none where nobody asks for facts of the portfolio."""
    facts = inventories[0].portfolio if inventories else None
    notes = [] if facts is None else [*facts.notes()]
    for number, path, text in notes[:MOST]:
        yield f"{inventories[number].document.positions.value(path)}: {text}"
    if len(notes) > MOST:
        yield f"and {len(notes) - MOST:,} more about who is who"
