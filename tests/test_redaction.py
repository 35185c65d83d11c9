"""What the schema marks as sensitive is in no report, however a policy reads it."""

from typing import Any

import pytest
from runs import checked, ours, policy
from schema_sample import paths, sample

from checker.cel.parse.parse import parse
from checker.formats import json, table
from checker.policy.policy import Policy
from checker.policy.template import Hole, Template, split
from checker.validate import schema
from checker.verdict import Verdict

INVENTORY = schema.load("inventory")


def sensitive_paths(here: Any, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Where the schema says `x-sensitive`, from a vendor on."""
    found = [path] if here.get("x-sensitive") else []
    if "$ref" in here:
        below = INVENTORY["$defs"][here["$ref"].removeprefix("#/$defs/")]
        found += sensitive_paths(below, path)
    for name, each in here.get("properties", {}).items():
        found += sensitive_paths(each, (*path, name))
    return found + (sensitive_paths(here["items"], (*path, "0")) if "items" in here else [])


SENSITIVE = sensitive_paths(INVENTORY["$defs"]["vendor"])
READS = {
    "equal": "{value} == {other}",
    "unequal": "!({value} != {other})",
    "listed": "{value} in [{other}]",
    "bounded": "{value} <= {other}",
    "bounds": "vendor.clients_declared >= 1000000 && {other} >= {value}",
    "size": "vendor.legal_name.size() > 100 + size(string({value}))",
    "chosen": "[{value}].exists(x, x == {other})",
    "mapped": "vendor.{list}.map(e, e.{rest}).all(x, x == {other})",
    "whole": "vendor.{list} == []",
    "element": "vendor.{list}.all(e, e == {{}})",
    "matched": "string({value}).matches('^$')",
    "instant": "timestamp(string({value})) < now",
    "length": "duration(string({value})) < duration('1s')",
    "number": "int(string({value})) < 0",
    "index": "{{'a': 1}}[string({value})] == 1",
    "format": "string({value}).format([]) == 'x'",
    "ordered": "{value} < true",
    "moment": "instant(string({value})) < now",
    "computed": "string({value}) + 'x' == 'y'",
    "within": "within(string({value}), '2031-01-01', duration('1h'))",
}


def test_every_field_that_names_a_person_or_a_price_is_known() -> None:
    assert {".".join(path) for path in SENSITIVE} == {
        "contacts.0.name",
        "contacts.0.email",
        "contracts.0.liability_cap.amount",
        "contracts.0.annual_cost.amount",
        "insurance.cover.amount",
    }


@pytest.mark.parametrize("path", SENSITIVE, ids=".".join)
def test_no_report_tells_a_sensitive_value(path: tuple[str, ...]) -> None:
    vendor = sample(INVENTORY, INVENTORY["$defs"]["vendor"])
    secret = planted(vendor, path)

    done = checked(policies(path, secret), ours(vendor))
    report, explainer = done.report, done.explainer()

    assert {Verdict.FAIL, Verdict.ERROR, Verdict.UNKNOWN} == {cell.verdict for cell in report.cells}
    told = {
        report.policies[cell.policy].id
        for cell in report.cells
        if secret in repr(report.result(cell, explainer))
    }
    assert told == set()
    assert secret not in table.render(report, explainer, width=200, colour=False)
    assert secret not in json.render(report, explainer)


def planted(vendor: Any, path: tuple[str, ...]) -> str:
    """A secret, put where the path says; its text."""
    target = vendor
    for step in path[:-1]:
        target = target[int(step) if step.isdigit() else step]
    value = 271828 if isinstance(target[path[-1]], int | float) else "zanzibar"
    value = f"{value}@example.com" if path[-1] == "email" else value
    target[path[-1]] = value
    assert value in [each for _, each in paths(vendor)]
    return str(value)


def policies(path: tuple[str, ...], secret: str) -> list[Policy]:
    value = "vendor." + ".".join(path).replace(".0", "[0]")
    other = "1" if secret.isdigit() else "'x'"
    names = {"value": value, "other": other, "list": path[0], "rest": ".".join(path[2:])}
    message = f"{{{value}}} {{vendor.{path[0]}}} {{string({value}) + 'x'}}"
    template = Template(
        tuple(parse(part.text) if isinstance(part, Hole) else part for part in split(message))
    )
    return [
        policy(name, require=text.format(**names), message=template) for name, text in READS.items()
    ]
