"""Without a party: what is left of critical services, who could take over, how long it takes."""

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

from checker.exposing.exposure import About, Unknown
from checker.exposing.portfolio import Portfolio
from checker.exposing.scope import shortened
from checker.exposing.unknown import Gap, unknown
from checker.graph.graph import Graph
from checker.graph.records import SERVES, Place, Service
from checker.graph.search import Step
from checker.record import NamedTuple
from checker.time.text import format_timestamp


class Standing(Enum):
    """The standing of a critical service without a party, the worst first."""

    LOST = "lost"
    AT_RISK = "at risk"
    LEFT = "left"


class CriticalService(NamedTuple):
    """A service on which a critical function depends.

    Attributes:
        standing: lost with its vendor, at risk where its vendor relies on the party, else left.
        path: from the party to its vendor; empty where it is left.
    """

    vendor: str
    id: str
    functions: tuple[str, ...]
    standing: Standing
    path: tuple[str, ...]
    place: Place


class Substitute(NamedTuple):
    """Somebody who could do the party's work.

    Attributes:
        id: of the vendor or other party that it is here; empty where it is nobody's.
        named: whether a record names it as an alternative; else it does work of the same type.
        relies: whether it relies on the party that is to be replaced, too.
    """

    name: str
    id: str
    named: bool
    relies: bool
    place: Place


class Leaving(NamedTuple):
    """The way out of a vendor, as one inventory records it; None and empty: not recorded.

    Attributes:
        days: to leave.
        notice_days: the longest that the client must give.
        exit_plan: whether every contract has one.
    """

    inventory: str
    level: str
    days: int | None
    notice_days: int | None
    exit_plan: bool | None
    tested_on: str
    assessed: bool | None
    place: Place


class Without(NamedTuple):
    """Everything that is known of a portfolio without a party."""

    about: About
    as_of: str
    clients: tuple[str, ...]
    services: tuple[CriticalService, ...]
    substitutes: tuple[Substitute, ...]
    leaving: tuple[Leaving, ...]
    unknown: tuple[Unknown, ...]


def without(about: About, portfolio: Portfolio) -> Without:
    """The portfolio without a party."""
    graph = portfolio.graph
    steps = graph.dependents(about.id)
    entries = [*portfolio.entries(about.id)]
    reached = (about.id, *steps)
    return Without(
        about=about,
        as_of=format_timestamp(portfolio.as_of),
        clients=tuple(
            sorted({edge.target for id_ in reached for edge in graph.after(id_, SERVES)})
        ),
        services=_services(graph, about.id, steps),
        substitutes=_substitutes(portfolio, about.id, steps, entries),
        leaving=tuple(_leaving(entry, place) for entry, place in entries),
        unknown=unknown(_gaps(portfolio, about, entries)),
    )


def _services(
    graph: Graph, id_: str, steps: Mapping[str, Step[str]]
) -> tuple[CriticalService, ...]:
    found = [
        _service(graph, vendor, service, id_, steps)
        for vendor, services in graph.services.items()
        for service in services
        if service.critical
    ]
    order = list(Standing)
    found.sort(key=lambda each: (order.index(each.standing), each.vendor, each.id, each.place))
    return tuple(found)


def _service(
    graph: Graph, vendor: str, service: Service, id_: str, steps: Mapping[str, Step[str]]
) -> CriticalService:
    standing, path = Standing.LEFT, tuple[str, ...]()
    if vendor == id_:
        standing, path = Standing.LOST, (id_,)
    elif vendor in steps:
        standing, path = Standing.AT_RISK, shortened(graph.path(steps, vendor))
    return CriticalService(vendor, service.id, service.functions, standing, path, service.place)


def _substitutes(
    portfolio: Portfolio,
    id_: str,
    steps: Mapping[str, Step[str]],
    entries: Sequence[tuple[Mapping[str, Any], Place]],
) -> tuple[Substitute, ...]:
    """The alternatives that records name, then the vendors that do work of the same type."""
    graph = portfolio.graph
    found: dict[str, Substitute] = {}
    for entry, place in entries:
        for name in entry.get("substitutability", {}).get("alternatives", ()):
            own = _known(graph, name)
            relies = own in steps
            where = Place(place.inventory, (*place.path, "substitutability", "alternatives"))
            found.setdefault(
                own or name, Substitute(name, own, named=True, relies=relies, place=where)
            )
    types = {each.get("type") for entry, _ in entries for each in entry.get("services", ())}
    types.discard(None)
    for vendor, services in graph.services.items():
        alike = [each for each in services if portfolio.at(each.place).get("type") in types]
        if alike and vendor != id_:
            name, relies = graph.parties[vendor].name, vendor in steps
            same = Substitute(name, vendor, named=False, relies=relies, place=alike[0].place)
            found.setdefault(vendor, same)
    return tuple(sorted(found.values(), key=lambda each: (not each.named, each.relies, each)))


def _known(graph: Graph, name: str) -> str:
    """The id of the party with a name; empty where there is none, or several."""
    sought = name.casefold()
    found = [
        party.id
        for party in graph.parties.values()
        if sought in map(str.casefold, (*party.ids, *party.names))
    ]
    return found[0] if len(found) == 1 else ""


def _leaving(entry: Mapping[str, Any], place: Place) -> Leaving:
    replaced = entry.get("substitutability", {})
    contracts = entry.get("contracts", ())
    notices = [each.get("notice_days", {}).get("client") for each in contracts]
    plans = [each.get("exit_plan", {}).get("exists") for each in contracts]
    told = [each for each in notices if each is not None]
    tests = [each.get("exit_plan", {}).get("tested_on", "") for each in contracts]
    return Leaving(
        inventory=place.inventory,
        level=replaced.get("level", ""),
        days=replaced.get("time_to_exit_days"),
        notice_days=max(told) if told else None,
        exit_plan=False if False in plans else None if None in plans or not plans else True,
        tested_on=max(tests, default=""),
        assessed=replaced.get("alternatives_assessed"),
        place=place,
    )


_LACKING = (
    ("time_to_exit_days", "how many days leaving takes"),
    ("alternatives", "who could take over"),
    ("level", "how hard it is to replace"),
)


def _gaps(
    portfolio: Portfolio, about: About, entries: Sequence[tuple[Mapping[str, Any], Place]]
) -> Iterator[Gap]:
    for entry, place in entries:
        where = f"{about.id} in {place.inventory}"
        replaced = entry.get("substitutability", {})
        for key, text in _LACKING:
            if key not in replaced:
                yield text, where, Place(place.inventory, (*place.path, "substitutability"))
        for number, contract in enumerate(entry.get("contracts", ())):
            if "exists" not in contract.get("exit_plan", {}):
                path = (*place.path, "contracts", number)
                yield "whether there is a plan to leave", where, Place(place.inventory, path)
    for vendor, services in portfolio.graph.services.items():
        for service in services:
            if service.critical is None:
                text = "whether a critical function depends on it"
                yield text, f"{vendor}/{service.id}", service.place
    graph = portfolio.graph
    for id_ in graph.unrecorded(graph.parties):
        if id_ != about.id:
            yield (
                f"on whom they rely: perhaps on {about.id}, too",
                id_,
                graph.parties[id_].places[0],
            )
