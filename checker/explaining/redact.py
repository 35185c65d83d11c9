"""Redaction: what the inventory's schema marks as sensitive is never shown."""

import re
from functools import lru_cache
from typing import Any

from checker.parse.positions import Path
from checker.schema.custom import CustomFields
from checker.schema.navigator import Navigator
from checker.validate.schema import at

REDACTED = "(redacted)"

_QUOTED = re.compile(r"""(['"]).*\1|[-+]?[0-9][0-9.eE+-]*""", re.DOTALL)


def unquoted(problem: str) -> str:
    """A problem with a value, without the value: its quotations and every number removed."""
    return _QUOTED.sub(REDACTED, problem)


def redacted(path: Path, value: Any, fields: CustomFields) -> Any:
    """The value at a path of an inventory, with everything sensitive in it replaced."""
    return _within(at("inventory", path, fields), value) if hides(path, fields) else value


def hides(path: Path, fields: CustomFields) -> bool:
    """Return whether a value at a path of an inventory may be, or hold, something sensitive."""
    return _hides(tuple([0 if isinstance(step, int) else step for step in path]), fields)


@lru_cache(4_096)
def _hides(path: Path, fields: CustomFields) -> bool:
    return holds_sensitive(at("inventory", path, fields))


def holds_sensitive(schema: Navigator) -> bool:
    """Return whether a value of a schema may be, or hold, something sensitive."""
    return _reaches(schema, set())


def _reaches(schema: Navigator, known: set[int]) -> bool:
    if schema.sensitive:
        return True
    if not schema.known or id(schema.written) in known:
        return False
    known.add(id(schema.written))
    steps = (*schema.keywords.get("properties", ()), "", 0)
    return any(_reaches(schema.below(step), known) for step in steps)


def _within(schema: Navigator, value: Any) -> Any:
    if schema.sensitive:
        return REDACTED
    if isinstance(value, list):
        entry = schema.below(0)
        return [_within(entry, item) for item in value]
    if isinstance(value, dict):
        return {key: _within(schema.below(key), member) for key, member in value.items()}
    return value
