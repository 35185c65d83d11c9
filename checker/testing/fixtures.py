"""Fixtures: what tests give is checked against the inventory's schema, except for what it lacks.

An example shows what matters and leaves the rest out, so nothing is required of it. A field that
inventories do not have, a word they do not use, a day that does not exist or an end before its
start would prove something about nothing.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from checker.model.schema import composed
from checker.parse.document import Document
from checker.problems import Problem
from checker.schema.custom import CustomFields
from checker.schema.reference import renamed
from checker.validate import records, schema
from checker.validate.accept import Acceptor

_PREFIX = "inventory-"
_EXAMPLES = ("given", "example")


def problems(document: Document, name: str, fields: CustomFields) -> list[Problem]:
    """Everything in a file of policies or tests that is not as it should be, sorted by place.

    Args:
        name: of the shipped schema: `policies` or `suite`.
        fields: those that records may have beyond the inventory's schema.
    """
    accepted = _acceptor(name, fields).accepts(document.data)
    if accepted and not document.positions.blanks():
        return records.problems(document, composed_with(name, fields), _PREFIX)
    # Only a file that is wrong pays for the words.
    from checker.validate.blanks import with_blanks  # noqa: PLC0415
    from checker.validate.schema_errors import explain  # noqa: PLC0415

    return with_blanks(document, [] if accepted else explain(document, composed_with(name, fields)))


@lru_cache(maxsize=8)
def _acceptor(name: str, fields: CustomFields) -> Acceptor:
    return Acceptor(composed_with(name, fields))


@lru_cache(maxsize=8)
def composed_with(name: str, fields: CustomFields) -> Mapping[str, Any]:
    """The schema of the file, in which `given` holds parts of inventories."""
    outer, inner = schema.load(name), composed(schema.load("inventory", fields))
    parts = {f"{_PREFIX}{key}": _relaxed(part) for key, part in inner["$defs"].items()}
    seen = {key: _relaxed(part) for key, part in inner["properties"].items()}
    definitions = {**outer["$defs"], **parts}
    for key in _EXAMPLES:
        if key in definitions:
            example = definitions[key]
            properties = {**example["properties"], **dict(_typed(example["properties"], seen))}
            definitions[key] = {**example, "properties": properties}
    return {**outer, "$defs": definitions}


def _typed(
    properties: Mapping[str, Any], seen: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, written in properties.items():
        if key in seen:
            yield key, {**seen[key], "description": written["description"]}


def _relaxed(part: Any) -> Any:
    """A part of the inventory's schema that requires nothing, with its references renamed."""
    return _optional(renamed(part, _PREFIX))


def _optional(part: Any) -> Any:
    if isinstance(part, dict):
        return {
            key: _optional(value)
            for key, value in part.items()
            if not (key == "required" and isinstance(value, list))
        }
    return [_optional(value) for value in part] if isinstance(part, list) else part
