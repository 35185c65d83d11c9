"""References: the definition that a `$ref` of a schema leads to. No other module follows one."""

import re
from collections.abc import Mapping
from typing import Any, TypeAlias

Schema: TypeAlias = Mapping[str, Any]

_LOCAL = r"#/\$defs/([A-Za-z0-9_-]+)\Z"


class UnsupportedReferenceError(Exception):
    """A reference to anything but a definition of the same document."""


def definition_name(schema: Schema) -> str | None:
    """The name of the definition that a subschema refers to, None where it refers to none.

    Raises:
        UnsupportedReferenceError: it refers to something else; nothing remote is ever fetched.
    """
    reference = schema.get("$ref")
    if reference is None:
        return None
    match = re.match(_LOCAL, reference)
    if match is None:
        raise UnsupportedReferenceError(reference)
    return match[1]


def referred(schema: Schema, document: Schema) -> Schema:
    """The definition at the end of a subschema's references, itself where it has none."""
    while (name := definition_name(schema)) is not None:
        schema = document["$defs"][name]
    return schema


def merged(schema: Schema, document: Schema) -> Schema:
    """A subschema with the keywords that it refers to; the same keyword beside a `$ref` wins."""
    while (name := definition_name(schema)) is not None:
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        schema = {**document["$defs"][name], **beside}
    return schema


def renamed(part: Any, prefix: str) -> Any:
    """A part of a schema whose references lead to definitions with a prefix to their names."""
    if isinstance(part, dict):
        copied = {key: renamed(value, prefix) for key, value in part.items()}
        name = definition_name(part) if isinstance(part.get("$ref"), str) else None
        return copied if name is None else {**copied, "$ref": f"#/$defs/{prefix}{name}"}
    return [renamed(value, prefix) for value in part] if isinstance(part, list) else part
