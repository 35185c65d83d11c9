"""Duties: the obligations that recorded incidents made, and those that a breach would make."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from checker.exposing.exposure import Duty, People, State
from checker.exposing.incidents import Incident
from checker.exposing.portfolio import Portfolio, View
from checker.facts.duty import Obligation
from checker.facts.incident import AT_CLIENT, Surroundings
from checker.facts.obligations import incident_at, obligations, of_incidents
from checker.graph.records import Place
from checker.record import NamedTuple
from checker.time.calendars import calendar_of
from checker.time.moments import parse_moment
from checker.time.text import format_timestamp
from checker.values import Timestamp

_BREACH: Final = "breach"
_INCIDENTS: Final = "incidents"
_SENT: Final = frozenset({State.SENT, State.LATE, State.UNCLEAR})


class Told(NamedTuple):
    """Obligations, and what is not recorded of others.

    Attributes:
        gaps: texts with whom they are about and where to record it.
    """

    duties: list[Duty]
    gaps: list[tuple[str, str, Place]]


def existing(portfolio: Portfolio, incident: Incident, concerns: Callable[[str], bool]) -> Told:
    """The obligations of a recorded incident.

    Args:
        concerns: whether a client, by its id in the graph, is asked about.
    """
    place = incident.place
    view = portfolio.views[place.inventory]
    vendor = view["vendors"][place.path[1]]
    own = incident_at(vendor, place.path[:2], int(place.path[3]), Surroundings(view))
    owed = of_incidents([own], portfolio.regimes)
    return _Reader(portfolio, place.inventory, concerns, incident.id).told(owed)


def arising(
    portfolio: Portfolio,
    entry: View,
    place: Place,
    people: People,
    concerns: Callable[[str], bool],
) -> Told:
    """The obligations that a breach at a vendor would make, detected and known at once.

    Args:
        entry: of the vendor in one inventory, and its `place`.
        people: those whose data are reached.
    """
    view = portfolio.views[place.inventory]
    clients = [record["client"] for record in entry.get("clients", ())]
    clients += (owner for owner in _owners(portfolio, entry, place) if owner not in clients)
    asked = [client for client in clients if concerns(portfolio.graph.id_of(client))]
    if not asked:
        return Told([], [])
    breached = {**entry, _INCIDENTS: [_breach(asked, people, portfolio.as_of)]}
    owed = obligations(breached, place.path, Surroundings(view), portfolio.regimes) or ()
    return _Reader(portfolio, place.inventory, concerns, "").told(owed)


def _owners(portfolio: Portfolio, entry: View, place: Place) -> Iterator[str]:
    """Whoever keeps the inventory, if it is a client of the vendor."""
    for edge in portfolio.graph.after(str(entry["id"]), "serves"):
        for link in edge.links:
            if link.place == place:
                yield link.target


def _breach(clients: list[str], people: People, now: Timestamp) -> View:
    """An incident as it would be recorded if all was known of it at one moment."""
    moment = format_timestamp(now)
    most = {} if people.most is None else {"individuals_at_most": people.most}
    return {
        "id": _BREACH,
        "status": "confirmed",
        "times": dict.fromkeys(("occurred_from", "vendor_detected", "vendor_confirmed"), moment),
        "notices": [],
        "client_times": [
            {"client": client, **dict.fromkeys(sorted(AT_CLIENT), moment)} for client in clients
        ],
        "clients_affected": clients,
        "individuals_at_least": people.least,
        **most,
    }


class _Reader(NamedTuple):
    """Reads the obligations of one inventory.

    Attributes:
        incident: the recorded one; empty for those that would arise.
    """

    portfolio: Portfolio
    inventory: str
    concerns: Callable[[str], bool]
    incident: str

    def told(self, owed: Iterable[Obligation]) -> Told:
        """The obligations as duties and gaps, without those that records say are not owed."""
        told = Told([], [])
        calendar = calendar_of(self.portfolio.views[self.inventory].get("calendar", {}))
        for obligation in owed:
            values = {name: each.value for name, each in obligation.fields.items()}
            client = str(values.get("client") or "")
            client = client and self.portfolio.graph.id_of(client)
            if client and not self.concerns(client):
                continue
            if values.get("rule") is None:
                about, _, text = str(values["terms"]).partition(": ")
                told.gaps.append((text, about, self._place(obligation, "due")))
            elif values.get("owed") is not False:
                state = State.ARISES
                if self.incident:
                    state = _state(values, self.portfolio.as_of, calendar.zone)
                told.duties.append(self._duty(obligation, values, state, client))
        return told

    def _duty(
        self, obligation: Obligation, values: Mapping[str, Any], state: State, client: str
    ) -> Duty:
        text = {name: str(value or "") for name, value in values.items()}
        return Duty(
            state=state,
            sure=values.get("owed") is True,
            vendor=self.portfolio.graph.id_of(text["vendor"]),
            client=client,
            incident=self.incident,
            sender=text["from"],
            to=text["to"],
            source=text["source"],
            limit=text["limit"],
            due=text["due"],
            sent_at=text["sent_at"] if state in _SENT else "",
            late_by=text["late_by"] if state in _SENT else "",
            terms=text["terms"],
            place=self._place(obligation, "source"),
        )

    def _place(self, obligation: Obligation, field: str) -> Place:
        """The first place of a field that is recorded, though the incident may be none yet."""
        recorded = obligation.fields.get(field)
        for path in () if recorded is None else recorded.places:
            if self.incident or _INCIDENTS not in path:
                return Place(self.inventory, path)
        path = obligation.place
        return Place(self.inventory, path if self.incident else path[: path.index(_INCIDENTS)])


def _state(values: Mapping[str, Any], now: Timestamp, zone: str | None) -> State:
    sent = values.get("sent_at")
    # A notice that was sent after the moment that is asked of was not sent yet.
    if sent is not None and parse_moment(sent, zone).span.first <= now.nanoseconds:
        in_time = values.get("sent_in_time")
        if in_time is None:
            return State.UNCLEAR
        return State.SENT if in_time else State.LATE
    due = values.get("due")
    if due is None:
        return State.UNCLEAR
    span = parse_moment(due, zone).span
    if span.last < now.nanoseconds:
        return State.OVERDUE
    return State.OPEN if span.first >= now.nanoseconds else State.UNCLEAR
