"""Inventories that are of another time than the moment at which they are checked."""

from collections.abc import Iterator, Sequence

from checker.inventory import Outline
from checker.time.text import DAY, parse_day
from checker.values import Timestamp

FAR = 366
"""Days between the day of an inventory and that of a run, beyond which it is told: a year."""


def distant(inventories: Sequence[Outline], moment: Timestamp) -> Iterator[str]:
    """A sentence for each inventory that is of a day more than a year before or after a moment.

    Args:
        inventories: of valid ones; each names a day.
        moment: its day is one of UTC.
    """
    today = moment.nanoseconds // DAY
    for inventory in inventories:
        written = inventory.as_of
        day = parse_day(written)
        days = 0 if day is None else today - day
        if abs(days) > FAR:
            side = "before" if days > 0 else "after"
            yield (
                f"inventory '{inventory.id}' is as of {written}, {abs(days):,} days {side}"
                " the moment of this run"
            )
