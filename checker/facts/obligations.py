"""Obligations: every notice that an incident makes one party owe to another (docs/facts.md).

An affected client is owed what each contract that covers it promises, and owes what each deadline
of the regimes asks that it reports under. Nothing here looks at the time: policies do.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from checker.facts.clauses import by_contract
from checker.facts.duty import Obligation, untold
from checker.facts.incident import Incident, Surroundings
from checker.facts.recorded import Path
from checker.facts.regime import Regimes
from checker.facts.statutes import by_regime


def obligations(
    vendor: Mapping[str, Any], path: Path, around: Surroundings, regimes: Regimes
) -> list[Obligation] | None:
    """The obligations from a vendor's incidents; None where its incidents are not recorded.

    Args:
        vendor: its record, and `path` in the document.
        around: the rest of the inventory.
    """
    if "incidents" not in vendor:
        return None
    return [*of_incidents(incidents(vendor, path, around), regimes)]


def incidents(vendor: Mapping[str, Any], path: Path, around: Surroundings) -> list[Incident]:
    """The incidents of a vendor, as far as they are recorded."""
    numbers = range(len(vendor.get("incidents", ())))
    return [incident_at(vendor, path, number, around) for number in numbers]


def incident_at(
    vendor: Mapping[str, Any], path: Path, number: int, around: Surroundings
) -> Incident:
    """One incident of a vendor, by its number."""
    record = vendor["incidents"][number]
    return Incident(vendor, path, record, (*path, "incidents", number), around)


def of_incidents(read: Iterable[Incident], regimes: Regimes) -> Iterator[Obligation]:
    """The obligations from incidents."""
    return (obligation for each in read for obligation in _of_incident(each, regimes))


def of_client(
    vendor: Mapping[str, Any], place: Path, around: Surroundings, regimes: Regimes, like: Incident
) -> Iterator[Obligation]:
    """The obligations from one incident, of the affected client at a place alone.

    Args:
        place: of the client in the document, or of the incident, where none is recorded.
        like: the incident as it was.
    """
    number, *rest = place[3:]
    records = vendor.get("incidents", ())
    if not isinstance(number, int) or number >= len(records):
        return
    incident = Incident(vendor, place[:2], records[number], place[:4], around, like=like)
    affected = incident.affected.value
    if affected is None or not rest:
        yield from _of_incident(incident, regimes)
    elif int(rest[1]) < len(affected):
        client = affected[int(rest[1])]
        yield from by_contract(incident, client, place)
        yield from by_regime(incident, client, place, regimes)


def _of_incident(incident: Incident, regimes: Regimes) -> Iterator[Obligation]:
    affected = incident.affected
    if affected.value is None:
        text = f"{incident.id.value}: the affected clients are not recorded"
        yield untold(incident, place=incident.path, text=text, gaps=affected.places, more={})
        return
    for index, client in enumerate(affected.value):
        place = (*affected.places[0], index)
        yield from by_contract(incident, client, place)
        yield from by_regime(incident, client, place, regimes)
