"""Chronology: what ends before it starts.

Days that one party wrote side by side are compared as days. Moments of an incident come from
several parties, zones and precisions: only those that cannot be true anywhere on Earth are wrong.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from checker.cel.times import DAY, HOUR, parse_day, parse_timestamp
from checker.cel.values import CelError
from checker.parse.positions import Path

_DAYS = {
    "contracts": (("start", "end"),),
    "certifications": (
        ("period_start", "period_end"),
        ("issued", "expires"),
        ("period_end", "bridge_letter_until"),
    ),
    "assessments": (("date", "next_due"),),
}
_INCIDENT = (
    ("occurred_from", "occurred_to"),
    ("occurred_from", "vendor_detected"),
    ("vendor_detected", "vendor_confirmed"),
    ("vendor_detected", "contained"),
    ("contained", "resolved"),
    ("occurred_from", "public_disclosed"),
)
_NOTICE = (("sent_at", "received_at"),)
_CLIENT = (("aware_at", "classified_at"), ("aware_at", "materiality_determined_at"))


class Reversal(NamedTuple):
    """The key of a moment and of another that should not come before it, in one mapping."""

    path: Path
    earlier: str
    later: str


def reversals(vendor: Mapping[str, Any]) -> Iterator[Reversal]:
    """Everything in a valid vendor that ends before it starts; paths begin at the vendor."""
    for key, pairs in _DAYS.items():
        for index, element in enumerate(vendor.get(key, ())):
            for earlier, later in pairs:
                # Days as text sort as days; an end of null never comes.
                if (element.get(later) or "9999") < element.get(earlier, ""):
                    yield Reversal((key, index), earlier, later)
    for index, incident in enumerate(vendor.get("incidents", ())):
        yield from _incident(incident, ("incidents", index))


def _incident(incident: Mapping[str, Any], path: Path) -> Iterator[Reversal]:
    yield from _moments(incident.get("times", {}), (*path, "times"), _INCIDENT)
    for key, pairs in (("notices", _NOTICE), ("client_times", _CLIENT)):
        for index, element in enumerate(incident.get(key, ())):
            yield from _moments(element, (*path, key, index), pairs)


def _moments(
    times: Mapping[str, Any], path: Path, pairs: tuple[tuple[str, str], ...]
) -> Iterator[Reversal]:
    for earlier, later in pairs:
        if earlier in times and later in times:
            first, last = _band(times[earlier]), _band(times[later])
            if first is not None and last is not None and last[1] < first[0]:
                yield Reversal(path, earlier, later)


def _band(moment: str) -> tuple[int, int] | None:
    """The first and last instant that a moment can be, in nanoseconds since 1970.

    A day begins where the offset is +14:00 and ends where it is -12:00. A moment that does not
    exist has none.
    """
    try:
        day = parse_day(moment)
        if day is None:
            instant = parse_timestamp(moment).nanoseconds
            return instant, instant
    except CelError:
        return None
    return day * DAY - 14 * HOUR, (day + 1) * DAY + 12 * HOUR
