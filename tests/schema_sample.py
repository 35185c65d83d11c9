"""Valid documents made from a schema: everything it names, once."""

from collections.abc import Iterator, Mapping
from typing import Any

_TEXTS = {
    "id": "acme",
    "party": "acme",
    "path": "policies/",
    "day": "2031-03-01",
    "days": "30 days",
    "organisation id": "acme",
    "text": "some text",
    "date": "2031-03-01",
    "date or null": "2031-03-01",
    "moment": "2031-03-01T08:00:00Z",
    "instant": "2031-03-01T08:00:00Z",
    "country": "NO",
    "currency": "EUR",
    "LEI": "506700GE1G29325QX363",
    "CEL": "vendor.id == params.id",
    "name": "limit",
    "field name": "insured",
    "framework": "nist-csf-2.0",
    "e-mail address": "security@example.com",
    "web address": "https://example.com",
    "time zone": "Europe/Berlin",
    "expected": "pass",
    "package URL": "pkg:pypi/gateway@1.2.3",
    "region": "US-CA",
    "SHA-256 digest": "0" * 64,
}


def sample(schema: Mapping[str, Any], here: Mapping[str, Any] | None = None) -> Any:
    """Data with every field of a schema; lists have one entry, maps one member."""
    here = schema if here is None else here
    if "$ref" in here:
        return sample(schema, schema["$defs"][here["$ref"].removeprefix("#/$defs/")])
    if "const" in here:
        return here["const"]
    if "enum" in here:
        return here["enum"][0]
    match here["type"]:
        case "object":
            members = {
                key: sample(schema, each) for key, each in here.get("properties", {}).items()
            }
            if "propertyNames" in here:
                name = sample(schema, here["propertyNames"])
                members[name] = sample(
                    schema, here.get("additionalProperties", {"type": "boolean"})
                )
            return members
        case "array":
            return [sample(schema, here["items"])]
        case "boolean":
            return True
        case "integer" | "number":
            return 3
        case _:
            return _TEXTS[here["title"]]


def paths(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value in data with its path, the whole first."""
    yield path, data
    match data:
        case dict():
            members = list(data.items())
        case list():
            members = list(enumerate(data))
        case _:
            members = []
    for step, value in members:
        yield from paths(value, (*path, step))
