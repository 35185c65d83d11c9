"""The moment of evaluation: an input of the run, never read inside it."""

import time

from checker.errors import UsageError
from checker.time.text import parse_timestamp
from checker.values import CelError, Timestamp


def now() -> Timestamp:
    """This instant. Called once a run, at its edge, where `--as-of` is not given."""
    return Timestamp(time.time_ns())


def as_of(text: str) -> Timestamp:
    """The instant that `--as-of` names: RFC 3339, or a bare date's last instant in UTC.

    Raises:
        UsageError: the text is neither.
    """
    bare = len(text) == len("2031-05-15")
    try:
        return parse_timestamp(f"{text}T23:59:59.999999999Z" if bare else text)
    except CelError:
        raise UsageError(
            f"'{text}' is not a moment (expected a date or an RFC 3339 instant)",
            hint="--as-of 2031-05-15 or --as-of 2031-05-15T12:00:00Z",
        ) from None
