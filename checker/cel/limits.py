"""How large a value of CEL may be (specification, "Overflow"; protobuf, Timestamp and Duration)."""

from typing import Any, Final

from checker.cel.values import CelError, Duration, Timestamp

INT_MIN: Final = -(2**63)
INT_MAX: Final = 2**63 - 1
TIMESTAMP_MIN: Final = -62_135_596_800 * 10**9  # 0001-01-01T00:00:00Z
TIMESTAMP_MAX: Final = 253_402_300_800 * 10**9 - 1  # the last nanosecond of the year 9999
DURATION_MAX: Final = 315_576_000_000 * 10**9  # about 10,000 years, as protobuf limits it
MAX_SIZE: Final = 1_000_000  # code points of a string, elements of a list, that may be built


def int64(value: int) -> int:
    """The value itself, if 64 bits hold it."""
    if INT_MIN <= value <= INT_MAX:
        return value
    raise CelError("integer overflow: the result is beyond 64 bits")


def timestamp(nanoseconds: int) -> Timestamp:
    """The instant so many nanoseconds after 1970-01-01T00:00:00Z, if its year is 1 to 9999."""
    if TIMESTAMP_MIN <= nanoseconds <= TIMESTAMP_MAX:
        return Timestamp(nanoseconds)
    raise CelError("timestamp overflow: the result is outside the years 1 to 9999")


def duration(nanoseconds: int) -> Duration:
    """The length of time, if 64 bits hold it: a computed one ends at about 292 years.

    A written one may be longer (DURATION_MAX); the conformance suite has it so.
    """
    if INT_MIN <= nanoseconds <= INT_MAX:
        return Duration(nanoseconds)
    raise CelError("duration overflow: the result is beyond 292 years")


def extent(value: Any) -> int:
    """How many values a walk over a value meets below it.

    A list may hold the same list twice, and so in a short expression far more than was ever
    built: shared parts are looked at once and counted as often as they stand.
    """
    known: dict[int, int] = {}

    def below(container: Any) -> int:
        count = known.get(id(container))
        if count is None:
            children = container.values() if type(container) is dict else container
            count = len(container) + sum(
                below(child) for child in children if type(child) is list or type(child) is dict
            )
            known[id(container)] = count
        return count

    return below(value) if type(value) is list or type(value) is dict else 0
