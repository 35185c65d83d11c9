"""The incident, read for its obligations: who was told, when clocks started, what applies."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Final

from checker.facts.deadline import comes_before, ending, in_force
from checker.facts.index import Index
from checker.facts.recorded import (
    Path,
    Recorded,
    Truth,
    every,
    false,
    field,
    first_of,
    last_of,
    moment,
    some,
    true,
)
from checker.facts.regime import Deadline, Regime
from checker.time.calendars import Calendar, calendar_of
from checker.time.moments import Moment

AT_VENDOR: Final = frozenset(
    {
        "occurred_from",
        "occurred_to",
        "vendor_detected",
        "vendor_confirmed",
        "contained",
        "resolved",
        "public_disclosed",
    }
)
"""Moments of an incident's `times` with which a clock may start."""

AT_CLIENT: Final = frozenset(
    {"aware_at", "classified_at", "materiality_determined_at", "determined_at"}
)
"""Moments of a client's timeline with which a clock may start."""


class Surroundings:
    """An inventory without its vendors, read for obligations."""

    def __init__(self, view: Mapping[str, Any]) -> None:
        """Read what CEL calls `inventory`."""
        self.calendar: Calendar = calendar_of(view.get("calendar", {}))
        self._organisations = view.get("organisations")

    @cached_property
    def _by_id(self) -> Mapping[str, tuple[Mapping[str, Any], Path]]:
        found: dict[str, tuple[Mapping[str, Any], Path]] = {}
        for index, record in enumerate(self._organisations or ()):
            found.setdefault(record.get("id", ""), (record, ("organisations", index)))
        return found

    def reports_under(self, client: str) -> Recorded[list[str]]:
        """The regimes under which a client reports."""
        if client not in self._by_id:
            return Recorded(None, (("organisations",),))
        return field(*self._by_id[client], "reports_under")


class Incident:
    """One incident of a vendor; `path` is its place in the document of the inventory."""

    def __init__(
        self,
        vendor: Mapping[str, Any],
        vendor_path: Path,
        record: Mapping[str, Any],
        path: Path,
        around: Surroundings,
        *,
        like: "Incident | None" = None,
    ) -> None:
        """Read an incident, by one that has most of its records, if there is such a one."""
        self.record, self.path, self.around = record, path, around
        self.vendor_id = field(vendor, vendor_path, "id")
        self.id: Recorded[str] = Recorded(str(record.get("id", f"incidents[{path[-1]}]")), (path,))
        self.affected: Recorded[list[str]] = field(record, path, "clients_affected")
        self.status: Recorded[str] = field(record, path, "status")
        self.contracts: Recorded[list[dict[str, Any]]] = field(vendor, vendor_path, "contracts")
        self.notices: Recorded[list[dict[str, Any]]] = field(record, path, "notices")
        self._timelines: Recorded[list[dict[str, Any]]] = field(record, path, "client_times")
        self._like = like

    @cached_property
    def contracts_by_client(self) -> Index:
        """The numbers of the vendor's contracts by client."""
        return self._index(self.contracts, "client", lambda like: like.contracts_by_client)

    @cached_property
    def timelines_by_client(self) -> Index:
        """The numbers of timelines by client."""
        return self._index(self._timelines, "client", lambda like: like.timelines_by_client)

    @cached_property
    def notices_by_recipient(self) -> Index:
        """The numbers of notices by recipient."""
        return self._index(self.notices, "recipient", lambda like: like.notices_by_recipient)

    @cached_property
    def notices_by_sender(self) -> Index:
        """The numbers of notices by sender."""
        return self._index(self.notices, "sent_by", lambda like: like.notices_by_sender)

    def _index(
        self,
        listed: Recorded[list[dict[str, Any]]],
        key: str,
        known: Callable[["Incident"], Index],
    ) -> Index:
        """The index of a list by a key; `known` is the one of the incident that this is like."""
        records = listed.value or []
        return Index(records, key) if self._like is None else known(self._like).of(records)

    def covering(self, client: str) -> list[tuple[Mapping[str, Any], Path]]:
        """The contracts that cover a client: its own, and those that name none."""
        by_client = self.contracts_by_client
        found = sorted((*by_client.get(client), *by_client.get(None)))
        return [_entry(self.contracts, index) for index in found]

    def at_vendor(self, name: str) -> Recorded[Moment]:
        """A moment of the incident's `times`."""
        return moment(field(self.record, self.path, "times", name), self.around.calendar)

    def start(self, client: str, deadline: Deadline) -> tuple[Recorded[Moment], Truth]:
        """The moment at which the clock of a deadline started, and whether it has started."""
        name = deadline.starts_with
        if name in AT_VENDOR:
            start = self.at_vendor(name)
            return start, true(*start.places)
        if name in AT_CLIENT:
            start = self.at_client(client, name)
            return start, true(*start.places)
        sent = self.sent(client, client, "", name)
        where = self.notices.places[0]
        if self.notices.value is None:
            return Recorded(None, (where,)), Recorded(None, (where,))
        certain = [entry for entry, matches in sent if matches.value]
        doubts = tuple(
            place for _, matches in sent for place in matches.places if not matches.value
        )
        if not certain:
            return Recorded(None, doubts or (where,)), Recorded(None if doubts else False, (where,))
        moments = [moment(field(*entry, "sent_at"), self.around.calendar) for entry in certain]
        return last_of(moments, where), true(*(path for _, path in certain))

    def at_client(self, client: str, name: str) -> Recorded[Moment]:
        """A moment of a client's timeline."""
        where = self._timelines.places[0]
        if self._timelines.value is None:
            return Recorded(None, (where,))
        found = [
            moment(field(*_entry(self._timelines, index), name), self.around.calendar)
            for index in self.timelines_by_client.get(client)
        ]
        return first_of(found, where)

    def sent(
        self, client: str, sender: str, to: str, notice: str
    ) -> list[tuple[tuple[dict[str, Any], Path], Truth]]:
        """The notices that may be one's own, each with whether it is.

        Args:
            client: the affected client.
            sender: who owes the notice.
            to: whom it is for; empty for anybody.
            notice: the name under which it is sent; a notice to a client needs none.
        """
        if to == "client":
            key, wanted, also, by = "recipient", client, True, self.notices_by_recipient
        else:
            key, wanted, also, by = "sent_by", sender, False, self.notices_by_sender
        # Without a sender it is the vendor's; without a recipient it may be anybody's.
        loose = by.get(None) if also else ()
        found = []
        for index in sorted((*by.get(wanted), *loose)):
            record, path = _entry(self.notices, index)
            if record.get("to", to) != to and to:
                continue  # most are for somebody else, and that is quickly told
            conditions = [] if not to else [_is(record, path, "to", to)]
            conditions.append(_is(record, path, key, wanted))
            if not also:
                conditions.append(_is(record, path, "regime", notice))
            matches = every(conditions)
            if matches.value is not False:
                found.append(((record, path), matches))
        return found

    def not_reportable(self, client: str, regime: Regime) -> Truth:
        """Whether the client found that there is nothing to report under a regime."""
        found: list[Truth] = []
        looked_at: list[Path] = []
        for index in self.timelines_by_client.get(client):
            record, path = _entry(self._timelines, index)
            looked_at.append((*path, "not_reportable"))
            for number, each in enumerate(record.get("not_reportable", ())):
                place = (*path, "not_reportable", number)
                name = field(each, place, "regime")
                same = None if name.value is None else name.value in {regime.id, regime.extends}
                found.append(Recorded(same, name.places))
        return some(found) if found else false(*looked_at)

    def in_force(self, deadline: Deadline, start: Recorded[Moment]) -> Truth:
        """Whether the law was in force when the clock started."""
        return in_force(start, deadline.effective_from, deadline.effective_to, self.around.calendar)

    def void(self, client: str, deadline: Deadline, due: Recorded[Moment]) -> Truth:
        """Whether a moment after the deadline makes another deadline count in its place."""
        if not deadline.void_if_later:
            return false()
        return comes_before(due, self.at_client(client, deadline.void_if_later))

    def held_until(self) -> Recorded[Moment]:
        """The end of the silence that law enforcement asked for; of no silence, no value."""
        hold = field(self.record, self.path, "law_enforcement_hold_until")
        day = moment(hold, self.around.calendar)
        return ending(day, self.around.calendar)


def _is(record: Mapping[str, Any], path: Path, key: str, wanted: str) -> Truth:
    value = field(record, path, key)
    return Recorded(None if value.value is None else value.value == wanted, value.places)


def _entry(listed: Recorded[list[dict[str, Any]]], index: int) -> tuple[dict[str, Any], Path]:
    return (listed.value or [])[index], (*listed.places[0], index)
