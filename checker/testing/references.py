"""References within what a test gives: where both ends are given, they meet as in an inventory."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from checker.model.schema import composed
from checker.parse.positions import Path
from checker.problems import Problem
from checker.suggest import did_you_mean
from checker.testing.case import Case
from checker.validate import schema
from checker.validate.fields import Visit, visitor
from checker.validate.subject import subject

_INLINE = {"client": "client", "subprocessor": "party"}


def reference_problems(case: Case) -> Iterator[Problem]:
    """The ids that a case names and, though it lists what they are ids of, does not list.

    Where the other end is not given, an example leaves out what does not matter.
    """
    found: list[tuple[Path, str, str, frozenset[str]]] = []
    given = case.given
    listed = given.get("inventory", {}).get("organisations")
    if listed is not None:
        known = frozenset(each["id"] for each in listed if "id" in each) | _inline(given)
        named = [*_organisations(given), *_recipients(given)]
        what = "an organisation of this inventory"
        found += [(path, value, what, known) for value, path in named if value not in known]
    found.extend(_services(given.get("vendor", {}), ("vendor",)))
    for path, value, what, known in found:
        message = f"{subject(path)} is '{value}' (expected the id of {what})"
        hint = did_you_mean(value, sorted(known)) or f"list '{value}' there first"
        yield Problem(case.where(path), message, hint)


def _organisations(given: Mapping[str, Any]) -> list[tuple[Any, Path]]:
    """Every id of an organisation, with its place in what is given."""
    named, visit = _collecting()
    named.clear()
    visit(given, ())
    return [*named]


@cache
def _collecting() -> tuple[list[tuple[Any, Path]], Visit]:
    """A list, and the visit that fills it: a schema is compiled once for all tests."""
    named: list[tuple[Any, Path]] = []
    return named, visitor(
        _schema(), {"organisation_id": lambda value, path: named.append((value, path))}
    )


@cache
def _schema() -> Mapping[str, Any]:
    return composed(schema.load("inventory"))


def _inline(given: Mapping[str, Any]) -> frozenset[str]:
    """The organisations that an entry names in place."""
    vendors = (given.get("vendor", {}), *given.get("inventory", {}).get("vendors", ()))
    entries = [given[key] for key in _INLINE if key in given]
    entries += [client for vendor in vendors for client in vendor.get("clients", ())]
    return frozenset(
        each[key] for each in entries for key in _INLINE.values() if "name" in each and key in each
    )


def _recipients(given: Mapping[str, Any]) -> Iterator[tuple[str, Path]]:
    """The clients that notices were sent to."""
    own = given.get("vendor", {}).get("incidents", ())
    incidents: list[tuple[Mapping[str, Any], Path]] = [
        (incident, ("vendor", "incidents", index)) for index, incident in enumerate(own)
    ]
    if "incident" in given:
        incidents.append((given["incident"], ("incident",)))
    for incident, path in incidents:
        for index, notice in enumerate(incident.get("notices", ())):
            if notice.get("to") == "client" and "recipient" in notice:
                yield notice["recipient"], (*path, "notices", index, "recipient")


def _services(
    vendor: Mapping[str, Any], path: Path
) -> Iterator[tuple[Path, str, str, frozenset[str]]]:
    """The services that clients of a vendor use, which lists its services."""
    if "services" not in vendor:
        return
    own = frozenset(each["id"] for each in vendor["services"] if "id" in each)
    for index, client in enumerate(vendor.get("clients", ())):
        for number, service in enumerate(client.get("services", ())):
            if service not in own:
                place = (*path, "clients", index, "services", number)
                yield place, service, "a service of this vendor", own
