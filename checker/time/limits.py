"""Bounds of instants and durations (CEL specification, "Overflow"; protobuf, Timestamp)."""

from typing import Final

from checker.values import CelError, Duration, Timestamp

TIMESTAMP_MIN: Final = -62_135_596_800 * 10**9  # 0001-01-01T00:00:00Z
TIMESTAMP_MAX: Final = 253_402_300_800 * 10**9 - 1  # the last nanosecond of the year 9999
DURATION_MAX: Final = 315_576_000_000 * 10**9  # about 10,000 years, as protobuf limits it
_COMPUTED_MAX: Final = 2**63 - 1


def timestamp(nanoseconds: int) -> Timestamp:
    """The instant so many nanoseconds after 1970-01-01T00:00:00Z, if its year is 1 to 9999."""
    if TIMESTAMP_MIN <= nanoseconds <= TIMESTAMP_MAX:
        return Timestamp(nanoseconds)
    raise CelError("timestamp overflow: the result is outside the years 1 to 9999")


def duration(nanoseconds: int) -> Duration:
    """The length of time, if 64 bits hold it: a computed one ends at about 292 years.

    A written one may be longer (DURATION_MAX); the conformance suite has it so.
    """
    if -_COMPUTED_MAX - 1 <= nanoseconds <= _COMPUTED_MAX:
        return Duration(nanoseconds)
    raise CelError("duration overflow: the result is beyond 292 years")
