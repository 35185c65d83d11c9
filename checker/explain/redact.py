"""Redaction: what the inventory's schema marks as sensitive is never shown."""

import re
from collections.abc import Mapping
from typing import Any

from checker.parse.positions import Path
from checker.validate.schema import load

REDACTED = "(redacted)"

_QUOTED = re.compile(r"""(['"]).*\1|[-+]?[0-9][0-9.eE+-]*""", re.DOTALL)


def unquoted(problem: str) -> str:
    """What is wrong with a value, without the value: what it quotes, and every number."""
    return _QUOTED.sub(REDACTED, problem)


def redacted(path: Path, value: Any) -> Any:
    """The value at a path of an inventory, with everything sensitive in it replaced."""
    schema = load("inventory")
    node: Mapping[str, Any] = resolved(schema, schema)
    for step in path:
        node = resolved(schema, below(node, step))
        if node.get("x-sensitive"):
            return REDACTED
    return _within(schema, node, value)


def _within(schema: Mapping[str, Any], node: Mapping[str, Any], value: Any) -> Any:
    if node.get("x-sensitive"):
        return REDACTED
    if isinstance(value, list):
        items = resolved(schema, below(node, 0))
        return [_within(schema, items, item) for item in value]
    if isinstance(value, dict):
        return {
            key: _within(schema, resolved(schema, below(node, key)), each)
            for key, each in value.items()
        }
    return value


def below(node: Mapping[str, Any], step: str | int) -> Mapping[str, Any]:
    """The subschema for what stands at one step below, empty where the schema says nothing."""
    found = node.get("items") if isinstance(step, int) else node.get("properties", {}).get(step)
    return found if isinstance(found, Mapping) else {}


def resolved(schema: Mapping[str, Any], node: Mapping[str, Any]) -> Mapping[str, Any]:
    """A subschema with what it refers to; what stands beside the reference counts too."""
    reference = node.get("$ref")
    if reference is None:
        return node
    return {**resolved(schema, schema["$defs"][reference.rpartition("/")[2]]), **node}
