"""Redaction: what the inventory's schema marks as sensitive is never shown."""

import re
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
    return _within(at("inventory", path, fields), value)


def _within(schema: Navigator, value: Any) -> Any:
    if schema.sensitive:
        return REDACTED
    if isinstance(value, list):
        entry = schema.below(0)
        return [_within(entry, item) for item in value]
    if isinstance(value, dict):
        return {key: _within(schema.below(key), member) for key, member in value.items()}
    return value
