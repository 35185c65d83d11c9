"""The schema of what policies read: the inventory's own, with the facts, by the names in CEL."""

from collections.abc import Mapping
from typing import Any

from checker.inventory import DERIVED, LISTS
from checker.model.view import BESIDE, HEADER
from checker.schema.reference import Schema

VENDOR = "vendor"


def composed(inventory: Schema, facts: Schema | None = None) -> Schema:
    """A schema whose properties are the variables of CEL that inventories give a value.

    Args:
        inventory: the schema of an inventory document.
        facts: the schema of what follows from records; None for the records alone.
    """
    definitions = {**inventory["$defs"]}
    kinds, portfolio = LISTS, _PORTFOLIO
    if facts is None:
        kinds = {name: key for name, key in LISTS.items() if name not in DERIVED}
    else:
        definitions[VENDOR] = _with(definitions[VENDOR], facts["properties"][VENDOR])
        definitions.update(facts["$defs"])
        portfolio = _with(portfolio, facts["properties"]["portfolio"])
    fields = definitions[VENDOR]["properties"]
    definitions[HEADER] = _view(inventory)
    return {
        "$defs": definitions,
        "title": "what policies read",
        "type": "object",
        "properties": {
            VENDOR: {"$ref": f"#/$defs/{VENDOR}"},
            **{name: fields[key]["items"] for name, key in kinds.items()},
            "inventory": {"$ref": f"#/$defs/{HEADER}"},
            "portfolio": portfolio,
        },
    }


def _with(records: Mapping[str, Any], facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of an object with the facts about it."""
    return {
        **records,
        "properties": {**records["properties"], **facts["properties"]},
        "required": [*records["required"], *facts.get("required", ())],
    }


def _view(inventory: Schema) -> Mapping[str, Any]:
    """The header with what stands beside it; a calendar is there even if nobody declared one."""
    header = inventory["$defs"]["header"]
    beside = {key: inventory["properties"][key] for key in BESIDE}
    return {
        **header,
        "title": "inventory",
        "properties": {**header["properties"], **beside},
        "required": [*header["required"], "calendar", "vendors"],
    }


_PORTFOLIO: Mapping[str, Any] = {
    "title": "portfolio",
    "type": "object",
    "additionalProperties": False,
    "required": ["inventories"],
    "properties": {
        "inventories": {
            "type": "array",
            "items": {"$ref": f"#/$defs/{HEADER}"},
            "description": "The inventories of the run.",
        }
    },
}
