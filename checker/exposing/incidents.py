"""The incidents that inventories record, and the parties at which they were or began."""

from collections.abc import Iterator
from typing import Any, Final

from checker.exposing.portfolio import Portfolio, View
from checker.graph.records import Place
from checker.record import NamedTuple
from checker.time.calendars import calendar_of
from checker.time.moments import parse_moment
from checker.values import CelError, Timestamp

_OPEN: Final = frozenset({"suspected", "confirmed", "contained"})
_NONE: Final = "false_positive"


class Incident(NamedTuple):
    """One recorded incident.

    Attributes:
        vendor: at which it was, by the id that it goes by in the graph.
        root: the party where it began; the vendor where no other is recorded.
        record: as the inventory has it.
    """

    id: str
    vendor: str
    root: str
    place: Place
    record: View

    @property
    def is_open(self) -> bool:
        """Whether it is not over yet."""
        return self.record.get("status", "suspected") in _OPEN


def incidents(portfolio: Portfolio) -> Iterator[Incident]:
    """The incidents that had begun at a moment, in order of place, but for false alarms."""
    graph, as_of = portfolio.graph, portfolio.as_of
    for inventory, view in sorted(portfolio.views.items()):
        zone = calendar_of(view.get("calendar", {})).zone
        for number, vendor in enumerate(view.get("vendors", ())):
            for index, record in enumerate(vendor.get("incidents", ())):
                if record.get("status") == _NONE or not _begun(record, zone, as_of):
                    continue
                place = Place(inventory, ("vendors", number, "incidents", index))
                own = str(vendor["id"])
                root = graph.id_of(str(record.get("root_party", own)))
                id_ = str(record.get("id", f"{own}/incidents[{index}]"))
                yield Incident(id_, graph.id_of(own), root, place, record)


def _begun(record: View, zone: Any, as_of: Timestamp) -> bool:
    """Whether an incident had begun; one without a day may have."""
    times = record.get("times", {})
    text = times.get("occurred_from", times.get("vendor_detected"))
    if text is None:
        return True
    try:
        return parse_moment(text, zone).span.first <= as_of.nanoseconds
    except CelError:
        return True
