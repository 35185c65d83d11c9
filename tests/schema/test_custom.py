"""Declared fields become a part of the inventory's schema, and mean there what they say."""

import copy
import pickle
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from thorough import examples

from checker.schema.custom import (
    HOLDERS,
    NO_FIELDS,
    UNREAD_FIELDS,
    CustomFields,
    custom_fields,
    extended,
)
from checker.validate import schema
from checker.validate.accept import Acceptor

INVENTORY = schema.load("inventory")
NAMES = st.sampled_from(["insured_until", "tier", "seats", "in_scope", "properties", "required"])
WORDS = st.sampled_from(["gold", "silver", "none"])
FORMATS = ["date", "moment", "country", "region", "currency", "lei", "zone"]


def with_description(field: dict[str, Any]) -> dict[str, Any]:
    return {**field, "description": "A field."}


PLAIN = st.one_of(
    st.just({"type": "string"}),
    st.just({"type": "boolean"}),
    st.sampled_from(FORMATS).map(lambda each: {"type": "string", "format": each}),
    st.lists(WORDS, min_size=1, unique=True).map(lambda each: {"type": "string", "enum": each}),
    st.tuples(st.sampled_from(["integer", "number"]), st.integers(-5, 0), st.integers(1, 5)).map(
        lambda each: {"type": each[0], "minimum": each[1], "maximum": each[2]}
    ),
)
OBJECTS = st.dictionaries(NAMES, PLAIN.map(with_description), min_size=1).flatmap(
    lambda members: st.one_of(
        st.just({"type": "object", "properties": members}),
        st.just({"type": "object", "properties": members, "required": sorted(members)[:1]}),
    )
)
FIELDS = st.one_of(
    PLAIN, OBJECTS, st.one_of(PLAIN, OBJECTS).map(lambda each: {"type": "array", "items": each})
).map(with_description)
DECLARED = st.dictionaries(
    st.sampled_from(sorted(HOLDERS)), st.dictionaries(NAMES, FIELDS, min_size=1), min_size=1
)
SCALARS = st.one_of(
    st.sampled_from(["gold", "", "2031-03-01", "DE", "EUR", "x"]),
    st.integers(-7, 7),
    st.booleans(),
    st.none(),
    st.floats(-7, 7).filter(lambda each: not each.is_integer()),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(NAMES, inner, max_size=3)),
    max_leaves=5,
)


@given(DECLARED)
@examples(60)
def test_every_declaration_makes_a_schema_of_the_draft_and_of_ours(declared: Any) -> None:
    made = extended(INVENTORY, custom_fields(declared))

    jsonschema.Draft202012Validator.check_schema(made)
    Acceptor(made)
    assert {
        kind for kind, name in HOLDERS.items() if "custom" in made["$defs"][name]["properties"]
    } == set(declared)


@given(DECLARED, st.data())
@examples(100)
def test_a_record_has_the_declared_fields_and_no_others(declared: Any, data: st.DataObject) -> None:
    """As jsonschema reads the declaration itself; a format has a pattern of its own."""
    kind = data.draw(st.sampled_from(sorted(declared)))
    value = data.draw(st.dictionaries(NAMES, VALUES, max_size=3))
    made = extended(INVENTORY, custom_fields(declared))
    accepts = Acceptor({"$ref": f"#/$defs/custom-{kind}", "$defs": made["$defs"]}).accepts
    plain = {"type": "object", "properties": declared[kind], "additionalProperties": False}

    assert accepts(value) == jsonschema.Draft202012Validator(closed(plain)).is_valid(value)


def closed(part: Any) -> Any:
    """A declaration as JSON Schema with what the inventory's schema has besides."""
    if isinstance(part, list):
        return [closed(each) for each in part]
    if not isinstance(part, dict) or not isinstance(part.get("type"), str):
        return (
            {name: closed(each) for name, each in part.items()} if isinstance(part, dict) else part
        )
    made = {key: closed(each) for key, each in part.items()}
    if part["type"] == "object":
        made["additionalProperties"] = False
    if part["type"] == "string" and "enum" not in part:
        definition = INVENTORY["$defs"][part.get("format", "text")]
        made["pattern"] = definition["pattern"]
    return made


@given(DECLARED)
@examples(30)
def test_the_shipped_schema_stays_as_it_is(declared: Any) -> None:
    before = copy.deepcopy(INVENTORY)

    extended(INVENTORY, custom_fields(declared))

    assert before == INVENTORY


def test_without_a_declaration_it_is_the_shipped_schema() -> None:
    assert custom_fields({}) == NO_FIELDS
    assert extended(INVENTORY, NO_FIELDS) is INVENTORY
    assert schema.load("inventory", NO_FIELDS) is schema.load("inventory")


def test_a_declaration_is_a_value_whatever_the_order_of_its_keys() -> None:
    tier, seats = {"type": "string", "description": "A."}, {"type": "integer", "description": "B."}
    one = custom_fields({"vendor": {"tier": tier, "seats": seats}, "data": {"tier": tier}})
    other = custom_fields({"data": {"tier": tier}, "vendor": {"seats": seats, "tier": tier}})

    assert one == other
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == one
    assert one != custom_fields({"vendor": {"tier": tier}})


@pytest.mark.parametrize("kind", sorted(HOLDERS))
def test_of_a_configuration_that_cannot_be_read_any_field_may_be_meant(kind: str) -> None:
    made = extended(INVENTORY, UNREAD_FIELDS)
    custom = made["$defs"][HOLDERS[kind]]["properties"]["custom"]

    accepts = Acceptor({**custom, "$defs": made["$defs"]}).accepts

    assert all(map(accepts, ({"any": [1]}, [], "text", None)))


NUMBERS = {
    "plain": ({}, "A whole number."),
    "least": ({"minimum": 0}, "A whole number, 0 or more."),
    "most": ({"maximum": 9}, "A whole number, 9 or less."),
    "both": ({"minimum": 0, "maximum": 9}, "A whole number from 0 to 9."),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_what_is_said_of_a_number_states_its_bounds(name: str) -> None:
    bounds, said = NUMBERS[name]
    fields: CustomFields = custom_fields(
        {"vendor": {"seats": {"type": "integer", "description": "Seats.", **bounds}}}
    )

    made = schema.at("inventory", ("vendors", 0, "custom", "seats"), fields)

    assert made.definition["description"] == said
    assert made.keywords["description"] == "Seats."
