"""Chronology: what ends before it starts.

Days that one party wrote side by side are compared as days. Moments of an incident come from
several parties and precisions: only those that cannot be true are wrong, in the inventory's zone,
or, where it declares none, anywhere on Earth.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from checker.parse.positions import Path
from checker.record import NamedTuple
from checker.time.moments import parse_moment
from checker.values import CelError

_DAYS = {
    "contracts": (("start", "end"),),
    "certifications": (
        ("period_start", "period_end"),
        ("issued", "expires"),
        ("period_end", "bridge_letter_until"),
    ),
    "assessments": (("date", "next_due"),),
    "access": (("granted_on", "reviewed_on"), ("granted_on", "revoked_on")),
    "reviews": (("on", "until"),),
}
_INCIDENT = (
    ("occurred_from", "occurred_to"),
    ("occurred_from", "vendor_detected"),
    ("vendor_detected", "vendor_confirmed"),
    ("occurred_from", "contained"),
    ("contained", "resolved"),
    ("occurred_from", "public_disclosed"),
)
_NOTICE = (("sent_at", "received_at"),)
_CLIENT = (("aware_at", "classified_at"), ("aware_at", "materiality_determined_at"))
_CHANGE = (("noticed_at", "object_until"), ("noticed_at", "decided_at"))


class Reversal(NamedTuple):
    """The paths of a moment and of another that should not come before it."""

    earlier: Path
    later: Path


def reversals(vendor: Mapping[str, Any], zone: str | None = None) -> Iterator[Reversal]:
    """Everything in a valid vendor that ends before it starts; paths begin at the vendor.

    Args:
        vendor: its data.
        zone: where the inventory's days are days; None is anywhere on Earth.
    """
    for key, pairs in _DAYS.items():
        for index, element in enumerate(vendor.get(key, ())):
            for earlier, later in pairs:
                # Days as text sort as days; an end of null never comes.
                if (element.get(later) or "9999") < element.get(earlier, ""):
                    yield Reversal((key, index, earlier), (key, index, later))
    for key, pairs_of in (("incidents", _of_incident), ("subprocessor_changes", _of_change)):
        for index, element in enumerate(vendor.get(key, ())):
            for one, other in pairs_of(element):
                if _reversed(element, one, other, zone):
                    path = (key, index)
                    yield Reversal((*path, *one), (*path, *other))


def _of_change(_change: Mapping[str, Any]) -> Iterator[tuple[Path, Path]]:
    for earlier, later in _CHANGE:
        yield (earlier,), (later,)


def _of_incident(incident: Mapping[str, Any]) -> Iterator[tuple[Path, Path]]:
    """The paths in an incident of moments that have an order.

    That it was contained before the vendor noticed is possible: many breaches end before anybody
    knows of them.
    """
    for earlier, later in _INCIDENT:
        yield ("times", earlier), ("times", later)
    for key, pairs in (("notices", _NOTICE), ("client_times", _CLIENT)):
        for index in range(len(incident.get(key, ()))):
            for earlier, later in pairs:
                yield (key, index, earlier), (key, index, later)
    for index in range(len(incident.get("client_times", ()))):
        yield ("times", "occurred_from"), ("client_times", index, "aware_at")
    yield from _of_notices(incident)


def _of_notices(incident: Mapping[str, Any]) -> Iterator[tuple[Path, Path]]:
    """Nobody tells of an incident before it occurred, or before its sender knew of it."""
    clients = enumerate(incident.get("client_times", ()))
    aware = {times.get("client"): index for index, times in clients}
    for index, notice in enumerate(incident.get("notices", ())):
        sent = ("notices", index, "sent_at")
        yield ("times", "occurred_from"), sent
        if "sent_by" not in notice:
            yield ("times", "vendor_detected"), sent
        elif notice["sent_by"] in aware:
            yield ("client_times", aware[notice["sent_by"]], "aware_at"), sent


def _reversed(element: Mapping[str, Any], one: Path, other: Path, zone: str | None) -> bool:
    """Whether the other moment was surely before the one; a moment that does not exist never is."""
    first, second = _at(element, one), _at(element, other)
    if first is None or second is None:
        return False
    try:
        return parse_moment(second, zone).span.last < parse_moment(first, zone).span.first
    except CelError:
        return False


def _at(element: Mapping[str, Any], path: Path) -> str | None:
    value: Any = element
    for step in path:
        if isinstance(value, Mapping) and step not in value:
            return None
        value = value[step]
    return str(value)
