"""Fields: visit every value that a schema gives a certain meaning, wherever it stands.

What checks dates then checks all of them, and a field that is added to the schema is not forgotten.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from checker.parse.positions import Path
from checker.schema.reference import definition_name

Visit: TypeAlias = Callable[[Any, Path], None]


def visitor(schema: Mapping[str, Any], visits: Mapping[str, Visit]) -> Visit:
    """A function that visits data: `visits[name]` gets everything defined as `#/$defs/name`.

    Args:
        schema: a schema without cycles. What is neither a list nor a mapping where the schema says
            so is passed over: that is the schema's to tell.
        visits: what to do with a value and its path, by the name of its definition.
    """
    return _Compiler(schema["$defs"], visits).visit(schema) or _nowhere


def where(accepts: Callable[[Any], bool], visit: Visit) -> Visit:
    """A visit of the values that are accepted, and of no others."""

    def visit_accepted(value: Any, path: Path) -> None:
        if accepts(value):
            visit(value, path)

    return visit_accepted


def _nowhere(_value: Any, _path: Path) -> None:
    pass


class _Compiler:
    """Turns subschemas into visits, and into None where there is nothing to visit."""

    def __init__(self, definitions: Mapping[str, Any], visits: Mapping[str, Visit]) -> None:
        self._definitions = definitions
        self._visits: dict[str, Visit | None] = dict(visits)

    def visit(self, schema: Mapping[str, Any]) -> Visit | None:
        name = definition_name(schema)
        if name is not None:
            return self._definition(name)
        if "items" in schema:
            return _entries(self.visit(schema["items"]))
        others = schema.get("additionalProperties")
        return _members(
            {key: self.visit(member) for key, member in schema.get("properties", {}).items()},
            self.visit(others) if isinstance(others, dict) else None,
        )

    def _definition(self, name: str) -> Visit | None:
        if name not in self._visits:
            self._visits[name] = self.visit(self._definitions[name])
        return self._visits[name]


def _entries(visit: Visit | None) -> Visit | None:
    if visit is None:
        return None

    def entries(values: Any, path: Path) -> None:
        if isinstance(values, list):
            for index, value in enumerate(values):
                visit(value, (*path, index))

    return entries


def _members(visits: Mapping[str, Visit | None], others: Visit | None) -> Visit | None:
    if others is None:
        visits = {key: visit for key, visit in visits.items() if visit is not None}
        if not visits:
            return None

    def members(values: Any, path: Path) -> None:
        if isinstance(values, dict):
            for key, value in values.items():
                visit = visits.get(key, others)
                if visit is not None:
                    visit(value, (*path, key))

    return members
