"""The shipped schemas explain themselves, use few keywords, and mean the same everywhere."""

import re
import time
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st
from thorough import examples

from checker.inventory import DERIVED, LISTS, RECORDS
from checker.validate import schema
from checker.validate.accept import Acceptor, expression
from checker.validate.notation import country

SCHEMAS = ["inventory", "policies", "config", "equivalents"]


def subschemas(here: Any, at: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every subschema with the place where it stands."""
    yield at, here
    for keyword in ("$defs", "properties"):
        for name, each in here.get(keyword, {}).items():
            yield from subschemas(each, f"{at}/{keyword}/{name}")
    for keyword in ("items", "propertyNames", "additionalProperties"):
        if isinstance(here.get(keyword), dict):
            yield from subschemas(here[keyword], f"{at}/{keyword}")


ALL = [(f"{name}{at}", each) for name in SCHEMAS for at, each in subschemas(schema.load(name))]
PATTERNS = sorted({each["pattern"] for _, each in ALL if "pattern" in each})


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one_of_the_draft_and_of_ours(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema.load(name))
    Acceptor(schema.load(name))


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_definition_is_used_and_every_reference_resolves(name: str) -> None:
    references = {each["$ref"] for _, each in subschemas(schema.load(name)) if "$ref" in each}

    assert references == {f"#/$defs/{definition}" for definition in schema.load(name)["$defs"]}


def test_every_field_has_a_description_in_a_sentence() -> None:
    sentence = re.compile(r"([A-Z]|vendorgate\.yaml).*[^.]\.")

    assert [
        at
        for at, each in ALL
        if re.search(r"/(properties|\$defs)/\w+$", at)
        and not sentence.fullmatch(each.get("description", ""))
    ] == []


def test_objects_have_a_title_and_are_closed() -> None:
    objects = [(at, each) for at, each in ALL if "properties" in each]

    assert [at for at, each in objects if "title" not in each] == []
    assert [at for at, each in objects if each["additionalProperties"] is not False] == []
    assert [at for at, each in objects if each.keys() & {"required"} and not each["required"]] == []


def test_what_a_message_says_of_a_text_or_number_stands_beside_it() -> None:
    spoken = [
        (at, each)
        for at, each in ALL
        if "type" in each and each["type"] not in ["object", "array", "boolean"]
    ]

    assert [at for at, each in spoken if not {"title", "description"} <= each.keys()] == []


def test_titles_tell_objects_apart() -> None:
    titles = [
        each["title"] for _, each in subschemas(schema.load("inventory")) if "properties" in each
    ]

    assert len(titles) == len(set(titles))


def test_sensitive_is_what_the_contract_lists() -> None:
    sensitive = {at for at, each in subschemas(schema.load("inventory")) if each.get("x-sensitive")}

    assert sensitive == {
        "/$defs/contact/properties/name",
        "/$defs/contact/properties/email",
        "/$defs/annual_cost/properties/amount",
        "/$defs/liability_cap/properties/amount",
        "/$defs/insurance_cover/properties/amount",
    }


def test_the_lists_that_policies_can_be_for_are_lists_of_a_vendor() -> None:
    vendor = schema.load("inventory")["$defs"]["vendor"]["properties"]
    subjects = schema.load("policies")["$defs"]["policy"]["properties"]["for"]["enum"]

    facts = schema.load("facts")["properties"]["vendor"]["properties"]
    given = {"vendor", *RECORDS, "inventory", "portfolio"}

    assert {vendor[key]["type"] for key in RECORDS.values()} == {"array"}
    assert {facts[key]["type"] for key in DERIVED.values()} == {"array"}
    assert subjects == ["vendor", *LISTS, "inventory", "portfolio"]
    assert set(schema.load("policies")["$defs"]["given"]["properties"]) == given
    assert set(schema.load("suite")["$defs"]["given"]["properties"]) == given
    assert set(schema.load("suite")["$defs"]["example"]["properties"]) == {"use", *given}


def test_countries_named_as_examples_exist() -> None:
    codes = re.findall(r"\b[A-Z]{2}\b", schema.load("inventory")["$defs"]["country"]["description"])

    assert [country(code) for code in codes] == [None, None, None]


@pytest.mark.parametrize("pattern", PATTERNS)
@given(data=st.data())
@examples(30)
def test_a_pattern_means_the_same_to_python_and_re2(pattern: str, data: st.DataObject) -> None:
    known = st.from_regex(expression(pattern))
    text = data.draw(st.one_of(known, known.map(lambda each: f"{each}\n"), st.text(max_size=12)))

    ours = expression(pattern).search(text) is not None

    assert ours == (re2.search(pattern, text) is not None)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_takes_linear_time(pattern: str) -> None:
    hostile = [
        f"{head}{body * 200_000}{tail}"
        for head in ("", "https://", "pkg:", "a@", "2031-03-01T08:00:00.")
        for body in ("a", "0", "-", "@", " ", "\n", "a@")
        for tail in ("", "\n", "\x00")
    ]

    start = time.process_time()
    for text in hostile:
        expression(pattern).search(text)

    # A quadratic pattern would take minutes.
    assert time.process_time() - start < 5
