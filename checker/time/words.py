"""Instants and lengths of time in words, as a sentence says them."""

from typing import Final

from checker.time.text import DAY, HOUR, MINUTE, SECOND, format_timestamp
from checker.time.zones import offset_at
from checker.values import Timestamp

_UNITS: Final = ((DAY, "d"), (HOUR, "h"), (MINUTE, "min"), (SECOND, "s"))
_IN_DAYS: Final = 96 * HOUR
"""Deadlines are told in hours up to here: 34 h, 72 h."""


def in_words(nanoseconds: int) -> str:
    """The two largest units of a length of time, cut off; what is late by a moment is not "0 s"."""
    rest, parts = abs(nanoseconds), []
    units = _UNITS if rest >= _IN_DAYS else _UNITS[1:]
    for unit, name in units:
        count, rest = divmod(rest, unit)
        if count:
            parts.append(f"{count} {name}")
        if len(parts) == 2 or (parts and not count):
            break
    text = " ".join(parts) or ("less than 1 s" if nanoseconds > 0 else "0 s")
    return f"-{text}" if nanoseconds < 0 and parts else text


def spread_in_words(least: int, most: int) -> str:
    """A length of time that is known to lie between two."""
    first, last = in_words(least), in_words(most)
    return first if first == last else f"{first} to {last}"


def told(instant: int, zone: str | None) -> str:
    """An instant as people read it: to the minute in UTC, or in a zone."""
    offset = 0 if zone is None else offset_at(Timestamp(instant), zone)
    # Clocks east of UTC show the year 10000 before the last instant is over.
    date, _, clock = format_timestamp(Timestamp(instant + offset)).partition("T")
    time = clock[:5] if clock[6:8] == "00" else clock[:8]
    hours, minutes = divmod(abs(offset) // MINUTE, 60)
    name = f"{'-' if offset < 0 else '+'}{hours:02}:{minutes:02}" if offset else "Z"
    return f"{date} {time}{name}"
