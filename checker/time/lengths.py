"""Lengths of time in words: the two largest units, as a sentence says them."""

from typing import Final

from checker.time.text import DAY, HOUR, MINUTE, SECOND

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
