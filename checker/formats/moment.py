"""The moment of a run, as a person says it."""

_LAST = "T23:59:59.999999999Z"
"""The last instant of a day: what `--as-of` means by a day."""


def moment(as_of: str) -> str:
    """`2031-05-15 (end of day, UTC)`; an instant that is no end of a day stays as it is."""
    return f"{as_of[:10]} (end of day, UTC)" if as_of.endswith(_LAST) else as_of
