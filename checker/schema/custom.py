"""Fields of one's own: what an organisation records beyond the inventory's schema, as part of it.

A declaration is one value that flows from the configuration to whatever reads a schema. It compares
and hashes by content: what follows from it is worked out once, and cached under its content.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from checker.record import NamedTuple
from checker.schema.reference import Schema

KEY: Final = "custom"
"""The key under which a record has them."""

HOLDERS: Final = {
    "inventory": "header",
    "organisation": "organisation",
    "vendor": "vendor",
    "service": "service",
    "client": "client",
    "data": "data",
    "subprocessor": "subprocessor",
    "certification": "certification",
    "contract": "contract",
    "assessment": "assessment",
    "incident": "incident",
    "notice": "notice",
}
"""The kinds of records that may have them, and the definition of each in the schema."""

_NUMBERS: Final = {"integer": "whole number", "number": "number"}


class CustomFields(NamedTuple):
    """A declaration of fields.

    Attributes:
        text: the JSON Schemas by kind of record and name, as canonical JSON; empty for none.
    """

    text: str = ""


NO_FIELDS: Final = CustomFields()

UNREAD_FIELDS: Final = CustomFields("unread")
"""The fields of a configuration that cannot be read: any, for nobody knows which."""


def custom_fields(declared: Mapping[str, Mapping[str, Any]]) -> CustomFields:
    """The value of a valid declaration."""
    return CustomFields(json.dumps(declared, sort_keys=True)) if declared else NO_FIELDS


def extended(inventory: Schema, fields: CustomFields) -> Schema:
    """The inventory's schema, in which records have the fields that are declared for them."""
    if fields == NO_FIELDS:
        return inventory
    unread = fields == UNREAD_FIELDS
    declared = dict.fromkeys(HOLDERS) if unread else json.loads(fields.text)
    definitions = {**inventory["$defs"]}
    for kind, members in declared.items():
        title = f"{kind}.{KEY}"
        holder = definitions[HOLDERS[kind]]
        own = {"description": f"The fields that vendorgate.yaml declares for {kind}."}
        if members is not None:
            definitions[f"{KEY}-{kind}"] = {**_object(title, members, definitions), **own}
            own["$ref"] = f"#/$defs/{KEY}-{kind}"
        definitions[HOLDERS[kind]] = {**holder, "properties": {**holder["properties"], KEY: own}}
    return {**inventory, "$defs": definitions}


def _object(title: str, members: Mapping[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of an object; what messages say of its numbers becomes definitions."""
    return {
        "title": title,
        "type": "object",
        "additionalProperties": False,
        "properties": {
            name: _field(f"{title}.{name}", member, definitions) for name, member in members.items()
        },
    }


def _field(title: str, declared: Mapping[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of one field, as the inventory's own fields have theirs."""
    told = {key: declared[key] for key in ("description", "x-sensitive") if key in declared}
    match declared["type"]:
        case "string" if "enum" in declared:
            return {"enum": declared["enum"], **told}
        case "string":
            return {"$ref": f"#/$defs/{declared.get('format', 'text')}", **told}
        case "integer" | "number" as kind:
            name = title.replace(".", "-")
            definitions[name] = _number(kind, declared)
            return {"$ref": f"#/$defs/{name}", **told}
        case "array":
            items = _field(f"{title}.items", declared["items"], definitions)
            return {"type": "array", "items": items, **told}
        case "object":
            inner = _object(title, declared["properties"], definitions)
            needed = {key: declared[key] for key in ("required",) if key in declared}
            return {**inner, **needed, **told}
        case kind:
            return {"type": kind, **told}


def _number(kind: str, declared: Mapping[str, Any]) -> dict[str, Any]:
    """A number with its bounds, which its description states."""
    bounds = {key: declared[key] for key in ("minimum", "maximum") if key in declared}
    match bounds:
        case {"minimum": least, "maximum": most}:
            between = f" from {least} to {most}"
        case {"minimum": least}:
            between = f", {least} or more"
        case {"maximum": most}:
            between = f", {most} or less"
        case _:
            between = ""
    title = _NUMBERS[kind]
    return {"title": title, "description": f"A {title}{between}.", "type": kind, **bounds}
