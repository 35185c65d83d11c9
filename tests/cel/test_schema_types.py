from typing import Any

import pytest

from checker.cel.check.schema_types import roots, type_of_schema, type_of_value
from checker.cel.check.unify import NUMBER
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
    Type,
    list_of,
    map_of,
)
from checker.inventory import LISTS
from checker.model.schema import composed
from checker.schema.navigator import navigator
from checker.validate import schema

INVENTORY = schema.load("inventory")
ROOTS = roots(composed(INVENTORY, schema.load("facts")))


def words(*values: str, **more: Any) -> Type:
    return Type(Kind.STRING, values=frozenset(values), **more)


def numbers(type_: Type, *values: float) -> Type:
    return type_._replace(numbers=frozenset(values))


@pytest.mark.parametrize(
    "part,expected",
    [
        ({}, DYN),
        ({"type": "string"}, STRING),
        ({"type": "integer"}, INT),
        ({"type": "number"}, NUMBER),
        ({"type": "boolean"}, BOOL),
        ({"type": "null"}, NULL),
        ({"type": ["string", "null"]}, Type(Kind.STRING, nullable=True)),
        ({"type": ["integer", "string"]}, DYN),
        ({"enum": ["a", "b"]}, words("a", "b")),
        ({"enum": ["a", None]}, words("a", nullable=True)),
        ({"enum": [1, 2]}, numbers(INT, 1, 2)),
        ({"const": "1"}, words("1")),
        ({"type": "array", "items": {"enum": ["a"]}}, list_of(words("a"))),
        ({"type": "array"}, list_of(DYN)),
        ({"type": "object"}, map_of(STRING, DYN)),
        ({"type": "object", "additionalProperties": {"type": "integer"}}, map_of(STRING, INT)),
        ({"$ref": "#/$defs/word"}, words("x")),
        ({"$ref": "#/$defs/alias"}, words("x")),
    ],
)
def test_a_part_of_a_schema_has_the_type_of_what_it_allows(part, expected):
    root = {"$defs": {"word": {"enum": ["x"]}, "alias": {"$ref": "#/$defs/word"}}}

    assert type_of_schema(navigator(root, part)) == expected


def test_fields_know_whether_they_are_required_and_sensitive():
    root = {
        "$defs": {"text": {"type": "string", "x-sensitive": True}},
        "title": "thing",
        "type": "object",
        "required": ["a"],
        "properties": {
            "a": {"$ref": "#/$defs/text"},
            "b": {"$ref": "#/$defs/text", "x-sensitive": False},
        },
    }
    found = type_of_schema(navigator(root))

    assert (found.kind, found.name) == (Kind.OBJECT, "thing")
    assert dict(found.fields) == {
        "a": Field(STRING, required=True, sensitive=True),
        "b": Field(STRING, required=False, sensitive=False),
    }
    assert "c" not in found.fields
    assert len(found.fields) == 2


def test_a_schema_that_contains_itself_is_read_as_far_as_it_is_asked():
    root = {
        "$defs": {"self": {"type": "object", "properties": {"inner": {"$ref": "#/$defs/self"}}}}
    }
    found = type_of_schema(navigator(root, root["$defs"]["self"]))

    assert found.fields["inner"].type.fields["inner"].type.kind is Kind.OBJECT


ONE = numbers(INT, 1)


@pytest.mark.parametrize(
    "value,expected",
    [
        (None, NULL),
        (True, BOOL),
        (1, ONE),
        (1.5, numbers(DOUBLE, 1.5)),
        ([1, 1], list_of(ONE)),
        ([1, 2], list_of(numbers(INT, 1, 2))),
        ("a", words("a", constant=True)),
        (["a", "b"], list_of(words("a", "b", constant=True))),
        ([], list_of(DYN)),
        ([1, "a"], list_of(DYN)),
        ([1, None], list_of(ONE._replace(nullable=True))),
        (
            {"a": [1]},
            Type(Kind.OBJECT, fields={"a": Field(list_of(ONE), required=True)}),
        ),
    ],
)
def test_a_parameter_has_the_type_of_its_value(value, expected):
    assert type_of_value(value) == expected


def test_policies_read_the_vendor_its_elements_the_inventory_and_the_moment():
    assert sorted(ROOTS) == sorted(["vendor", *LISTS, "inventory", "portfolio", "now"])
    assert ROOTS["now"] == TIMESTAMP
    inventory = ROOTS["portfolio"].fields["inventories"].type.element
    assert set(inventory.fields) == set(ROOTS["inventory"].fields)
    assert ROOTS["inventory"].fields["vendors"].type.element.name == "vendor"
    assert ROOTS["inventory"].fields["perspective"].required
    assert not ROOTS["inventory"].fields["organisations"].required


@pytest.mark.parametrize("name,plural", LISTS.items())
def test_an_element_is_what_the_vendors_list_holds(name, plural):
    assert set(ROOTS[name].fields) == set(ROOTS["vendor"].fields[plural].type.element.fields)


def unknown(type_: Type, path: str) -> list[str]:
    if type_.kind is Kind.DYN:
        return [path]
    found = []
    for name, field in (type_.fields or {}).items():
        found += unknown(field.type, f"{path}.{name}")
    return found + (unknown(type_.element, f"{path}[]") if type_.element else [])


@pytest.mark.parametrize("name", ROOTS)
def test_every_field_of_the_shipped_schema_has_a_type(name):
    assert unknown(ROOTS[name], name) == []


def test_an_open_end_is_null_and_amounts_are_sensitive():
    contract = ROOTS["contract"].fields

    assert contract["end"].type == Type(Kind.STRING, nullable=True, filled=True)
    assert contract["annual_cost"].type.fields["amount"].sensitive


def test_a_calendar_is_there_even_if_none_is_declared():
    calendar = ROOTS["inventory"].fields["calendar"]

    assert (calendar.required, calendar.type.fields["zone"].required) == (True, False)
