"""The types of what a policy reads: from the inventory's schema, or from a parameter's value."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from checker.cel.check.unify import NUMBER, join
from checker.cel.types import (
    BOOL,
    DOUBLE,
    DYN,
    INT,
    NULL,
    STRING,
    TIMESTAMP,
    Field,
    Kind,
    Rule,
    Type,
    list_of,
    map_of,
)
from checker.schema.navigator import Navigator, navigator
from checker.schema.reference import Schema, definition_name

Rules = Callable[[Schema, str], Rule | None]

_SIMPLE = {"string": STRING, "integer": INT, "number": NUMBER, "boolean": BOOL, "null": NULL}


class _Fields(Mapping[str, Field]):
    """Fields that are worked out when they are first asked for."""

    def __init__(self, names: Mapping[str, Any], field: Callable[[str], Field]) -> None:
        self._names = names
        self._field = field
        self._known: dict[str, Field] = {}

    def __getitem__(self, name: str) -> Field:
        if name not in self._known:
            if name not in self._names:
                raise KeyError(name)
            self._known[name] = self._field(name)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def no_rules(_schema: Schema, _name: str) -> Rule | None:
    """The rules of a schema of which only the kinds matter."""
    return None


def roots(schema: Schema, rules: Rules = no_rules) -> dict[str, Type]:
    """The type of every variable that a policy may read, by name, without `params` and `variables`.

    Args:
        schema: a schema whose properties are the variables that inventories give a value.
        rules: what values keep to, by their schema and the name of its definition.
    """
    whole = navigator(schema)
    found = {name: type_of_schema(whole.below(name), rules) for name in schema["properties"]}
    return {**found, "now": TIMESTAMP}


def type_of_schema(schema: Navigator, rules: Rules = no_rules) -> Type:
    """The type of the values that a subschema allows; what it does not say is DYN.

    Args:
        schema: the subschema.
        rules: what values keep to, by their schema and the name of its definition.
    """
    if schema.words:
        return join(map(type_of_value, schema.words))._replace(constant=False)
    keywords, name, kinds = schema.keywords, definition_name(schema.written) or "", schema.type
    if isinstance(kinds, list):
        rule = rules(keywords, name)
        types = [type_of_schema(schema.of_type(kind)) for kind in kinds]
        return join(
            type_ if type_.kind is Kind.NULL else type_._replace(rule=rule) for type_ in types
        )
    if kinds == "array":
        return list_of(type_of_schema(schema.below(0), rules))
    if kinds == "object":
        return _object(schema, rules)
    if kinds == "string" and "pattern" in keywords:
        filled = re.search(keywords["pattern"], "") is None
        return STRING._replace(filled=filled, rule=rules(keywords, name))
    if kinds == "integer":
        return INT._replace(rule=rules(keywords, name))
    return _SIMPLE.get(kinds, DYN)


def type_of_value(value: Any) -> Type:
    """The type of a value that a policy's author wrote: strings know which strings they are."""
    match value:
        case None:
            return NULL
        case bool():
            return BOOL
        case int():
            return INT._replace(numbers=frozenset({value}))
        case float():
            return DOUBLE._replace(numbers=frozenset({value}))
        case str():
            return Type(Kind.STRING, values=frozenset({value}), constant=True)
        case list():
            return list_of(join(map(type_of_value, value)))
        case dict():
            fields = {
                key: Field(type_of_value(inner), required=True) for key, inner in value.items()
            }
            return Type(Kind.OBJECT, fields=fields)
        case _:
            return DYN


def _object(schema: Navigator, rules: Rules) -> Type:
    properties = schema.keywords.get("properties")
    if properties is None:
        return map_of(STRING, type_of_schema(schema.below(""), rules))
    required = frozenset(schema.keywords.get("required", ()))

    def field(name: str) -> Field:
        inner = schema.below(name)
        return Field(type_of_schema(inner, rules), name in required, inner.sensitive)

    title = schema.keywords.get("title", "")
    return Type(Kind.OBJECT, fields=_Fields(properties, field), name=title)
