"""`vendorgate schema` prints what an editor needs: the schema that a check goes by."""

import json
from typing import Any

import jsonschema
import pytest
import yaml
from workplace import INVENTORY, Workplace

from checker.usecases.schema import WRITTEN, reported
from tests.workplace import REPOSITORY

DECLARED = """\
fields:
  vendor:
    tier: {type: string, enum: [gold, silver], description: How much depends on it.}
"""
TESTED = """\
policies:
  - id: tiered
    title: A
    severity: low
    require: vendor.custom.tier == "gold"
    message: A
    tests: [{name: a, given: {vendor: {custom: {tier: gold}}}, expect: pass}]
"""
SUITE = """\
policies: [tiered]
fixtures: {one: {vendor: {custom: {tier: gold}}}}
tests: [{name: b, given: {vendor: {custom: {tier: silver}}}, expect: fail}]
"""


def printed(place: Workplace, name: str) -> Any:
    done = place.run("schema", name)
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def valid(schema: Any, text: str) -> bool:
    return jsonschema.Draft202012Validator(schema).is_valid(
        yaml.safe_load(text.replace("2031-05-15", "'2031-05-15'"))
    )


def test_every_schema_that_travels_along_can_be_printed(workplace: Workplace) -> None:
    files = {path.name.split(".")[0] for path in (REPOSITORY / "checker/schemas").iterdir()}

    # That of facts is a part of what policies read, and of no file.
    assert {*WRITTEN, *reported()} == files - {"facts"}
    assert {"report", "explanation", "forecast"} <= {*reported()}
    for name in (*WRITTEN, *reported()):
        assert printed(workplace, name)["$schema"]


@pytest.mark.parametrize("name", sorted({*WRITTEN, *reported()} - {"policies", "suite"}))
def test_without_declared_fields_it_is_the_file_that_travels_along(
    workplace: Workplace, name: str
) -> None:
    file = REPOSITORY / f"checker/schemas/{name}.schema.json"

    assert printed(workplace, name) == json.loads(file.read_text())


def test_an_editor_learns_of_declared_fields(workplace: Workplace) -> None:
    custom = "    custom: {tier: gold}\n"
    plain = printed(workplace, "inventory")
    workplace.configuration(DECLARED)
    extended = printed(workplace, "inventory")

    assert [valid(plain, INVENTORY), valid(plain, INVENTORY + custom)] == [True, False]
    assert valid(extended, INVENTORY)
    assert valid(extended, INVENTORY + custom)
    assert not valid(extended, INVENTORY + custom.replace("gold", "bronze"))
    assert not valid(extended, INVENTORY + custom.replace("tier", "level"))
    tier = extended["$defs"]["custom-vendor"]["properties"]["tier"]
    assert tier["description"] == "How much depends on it."


@pytest.mark.parametrize("name, text", [("policies", TESTED), ("suite", SUITE)])
def test_what_tests_give_is_completed_and_checked(
    workplace: Workplace, name: str, text: str
) -> None:
    plain = printed(workplace, name)
    workplace.configuration(DECLARED)
    extended = printed(workplace, name)

    jsonschema.Draft202012Validator.check_schema(extended)
    assert [valid(plain, text), valid(extended, text)] == [False, True]
    assert not valid(extended, text.replace("gold}", "bronze}"))
    assert not valid(extended, text.replace("vendor: {custom", "vendor: {costum"))


def test_a_schema_goes_to_a_file(workplace: Workplace) -> None:
    done = workplace.run("schema", "inventory", "-o", "json=editor/inventory.json")

    assert (done.code, done.out) == (2, "")
    done = workplace.run("schema", "inventory", "-o", "json=inventory.json")
    assert (done.code, done.out, done.err) == (0, "", "")
    assert json.loads((workplace.folder / "inventory.json").read_text()) == printed(
        workplace, "inventory"
    )


def test_no_such_schema_and_a_broken_declaration_are_said(workplace: Workplace) -> None:
    done = workplace.run("schema", "policy")
    assert (done.code, done.out) == (2, "")
    assert done.err == "vendorgate: there is no schema 'policy'\n  hint: did you mean 'policies'?\n"

    workplace.configuration("fields: {vendor: {}}\n")
    done = workplace.run("schema", "inventory")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("vendorgate.yaml:1:18: 'vendor' declares no field")
    assert workplace.run("schema", "config").code == 0
