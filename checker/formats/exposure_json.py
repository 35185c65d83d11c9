"""The machine-readable exposure: a contract with a version, described by `exposure.schema.json`.

One row a line: two exposures can be compared with `diff`.
"""

from collections.abc import Iterable
from typing import Any, Final

from checker.exposing.exposure import (
    Client,
    Data,
    Duty,
    Exposure,
    Organisation,
    People,
    Unknown,
)
from checker.exposing.places import Locate
from checker.formats.json_data import place_data
from checker.formats.json_document import document, encoded, lines
from checker.report.report import Input
from checker.version import __version__

SCHEMA: Final = "vendorgate/exposure/v1"


def render(exposure: Exposure, locate: Locate, inputs: Iterable[Input]) -> str:
    """The whole exposure as JSON that ends with a line break."""
    about = exposure.about
    members = {
        "as_of": encoded(exposure.as_of),
        "inputs": lines(file._asdict() for file in inputs),
        "about": encoded({"target": about.target.value, "id": about.id, "name": about.name}),
        "incident": encoded(exposure.incident or None),
        "incidents": lines(each._asdict() for each in exposure.recorded),
        "organisations": lines(_organisation(each, locate) for each in exposure.organisations),
        "clients": lines(_client(each, locate) for each in exposure.clients),
        "data": lines(_data(each, locate) for each in exposure.data),
        "people": lines({"vendor": id_, **_people(own)} for id_, own in exposure.people),
        "people_total": encoded(_people(exposure.total)),
        "duties": lines(_duty(each, locate) for each in exposure.duties),
        "unknown": lines(unknown_data(each, locate) for each in exposure.unknown),
    }
    return document(SCHEMA, __version__, members)


def _organisation(each: Organisation, locate: Locate) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": each.name,
        "path": list(each.path),
        "kinds": list(each.kinds),
        "is_vendor": each.is_vendor,
        "location": None if each.place is None else place_data(locate(each.place)),
    }


def _client(each: Client, locate: Locate) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": each.name,
        "vendor": each.vendor,
        "path": list(each.path),
        "segregation": each.segregation or None,
        "affected": each.affected,
        "location": place_data(locate(each.place)),
    }


def _data(each: Data, locate: Locate) -> dict[str, Any]:
    return {
        "vendor": each.vendor,
        "id": each.id,
        "category": each.category,
        "classification": each.classification or None,
        "owner_client": each.owner or None,
        "subjects": None if each.subjects is None else list(each.subjects),
        "special_category": each.special,
        "records": each.records,
        "at_rest": each.at_rest or None,
        "keys": each.keys or None,
        "reach": each.reach.value,
        "entry": each.entry,
        "location": place_data(locate(each.place)),
    }


def _people(count: People) -> dict[str, Any]:
    return {"at_least": count.least, "at_most": count.most}


def _duty(each: Duty, locate: Locate) -> dict[str, Any]:
    return {
        "state": each.state.value,
        "sure": each.sure,
        "incident": each.incident or None,
        "vendor": each.vendor,
        "client": each.client,
        "from": each.sender,
        "to": each.to,
        "source": each.source,
        "limit": each.limit or None,
        "due": each.due or None,
        "sent_at": each.sent_at or None,
        "late_by": each.late_by or None,
        "terms": each.terms,
        "location": place_data(locate(each.place)),
    }


def unknown_data(each: Unknown, locate: Locate) -> dict[str, Any]:
    """A thing that is not recorded, and where to record it."""
    return {
        "text": each.text,
        "about": list(each.about),
        "locations": [place_data(locate(place)) for place in each.places],
    }
