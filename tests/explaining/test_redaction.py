"""What the schema marks as sensitive is in no report, however a policy reads it."""

from collections.abc import Iterator
from typing import Any

import pytest
from runs import checked, policy
from schema_sample import sample

from checker.cel.parse.parse import parse
from checker.explaining.account import account
from checker.explaining.excerpt import excerpt, sensitive
from checker.formats import html, json, table
from checker.model.view import inventory_of
from checker.parse import document
from checker.parse.positions import Path
from checker.policy.policy import Policy
from checker.policy.template import Hole, Template, split
from checker.problems import Place
from checker.schema.custom import custom_fields
from checker.schema.navigator import Navigator, navigator
from checker.validate import consistency, schema
from checker.verdict import Verdict
from tests.data import dumped

FIELDS = custom_fields(
    {
        "vendor": {
            "keeper": {
                "type": "object",
                "properties": {
                    "word": {"type": "string", "description": "A word.", "x-sensitive": True}
                },
                "description": "Who keeps the keys.",
            }
        },
        "contract": {
            "rate": {"type": "number", "minimum": 0, "description": "A rate.", "x-sensitive": True}
        },
    }
)
INVENTORY = schema.load("inventory", FIELDS)


def sensitive_paths(here: Navigator, path: Path = ()) -> Iterator[Path]:
    """Every path of an inventory whose value must not be shown; 0 is any entry of a list."""
    if here.sensitive:
        yield path
        return
    for name in here.keywords.get("properties", {}):
        yield from sensitive_paths(here.below(name), (*path, name))
    if "items" in here.keywords:
        yield from sensitive_paths(here.below(0), (*path, 0))


def spelt(path: Path) -> str:
    return ".".join(map(str, path))


SENSITIVE = list(sensitive_paths(navigator(INVENTORY)))
READS = {
    "equal": "{value} == {other}",
    "unequal": "!({value} != {other})",
    "listed": "{value} in [{other}]",
    "bounded": "{value} <= {other}",
    "bounds": "size({root}.id) >= 1000000 && {other} >= {value}",
    "size": "{root}.id.size() > 100 + size(string({value}))",
    "chosen": "[{value}].exists(x, x == {other})",
    "mapped": "{root}.{list}.map(e, e.{rest}).all(x, x == {other})",
    "whole": "{root}.{list} == []",
    "element": "{root}.{list}.all(e, e == {{}})",
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
    assert {spelt(path) for path in SENSITIVE} == {
        "vendors.0.contacts.0.name",
        "vendors.0.contacts.0.email",
        "vendors.0.contracts.0.liability_cap.amount",
        "vendors.0.contracts.0.annual_cost.amount",
        "vendors.0.insurance.cover.amount",
        "vendors.0.custom.keeper.word",
        "vendors.0.contracts.0.custom.rate",
    }


@pytest.mark.parametrize("path", SENSITIVE, ids=spelt)
def test_no_report_tells_a_sensitive_value(path: Path) -> None:
    data = sample(INVENTORY)
    secret = planted(data, path)

    done = checked(policies(path, secret), inventory_of(read(data), fields=FIELDS))
    report, explainer = done.report, done.explainer()

    assert {Verdict.FAIL, Verdict.ERROR, Verdict.UNKNOWN} == {cell.verdict for cell in report.cells}
    told = {
        report.policies[cell.policy].id
        for cell in report.cells
        if secret in repr(report.result(cell, explainer))
        or secret in repr(account(done.run, report, cell, done.run.policies[cell.policy]))
    }
    assert told == set()
    assert secret not in table.render(report, explainer, width=200, colour=False)
    assert secret not in json.render(report, explainer)
    assert secret not in html.render(report, explainer)


@pytest.mark.parametrize(
    "wrong",
    [
        "2031-02-30 is zanzibar",
        "2031-02-30",
        -271828,
        [271828],
        {"zanzibar": "zanzibar"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", SENSITIVE, ids=spelt)
def test_no_problem_tells_a_sensitive_value(path: Path, wrong: Any) -> None:
    data = sample(INVENTORY)
    put(data, path, wrong)
    found = read(data)

    problems = schema.problems(found, "inventory", FIELDS)
    problems += consistency.misread(found, FIELDS)

    # A text may be any text that is not blank; everything else is refused.
    assert problems or isinstance(wrong, str)
    for secret in ("zanzibar", "271828", "2031-02-30"):
        assert secret not in repr(problems)


def test_what_stands_below_something_sensitive_is_sensitive() -> None:
    root = navigator(
        {
            "$defs": {
                "deep": {"type": "object", "properties": {"a": {"items": {"type": "string"}}}},
                "marked": {"x-sensitive": True, "additionalProperties": {"$ref": "#/$defs/deep"}},
            },
            "properties": {
                "beside": {"$ref": "#/$defs/deep", "x-sensitive": True},
                "behind": {"$ref": "#/$defs/marked"},
                "within": {"additionalProperties": {"$ref": "#/$defs/marked"}},
                "open": {"$ref": "#/$defs/deep"},
            },
        }
    )
    paths: list[Path] = [
        ("beside", "a", 0),
        ("behind", "any", "a", 0, "no such"),
        ("within", "any"),
        ("within",),
        ("open", "a", 0),
    ]

    assert [root.at(path).sensitive for path in paths] == [True, True, True, False, False]


def read(data: Any) -> document.Document:
    return document.parse("ours.yaml", dumped(data).encode())


def put(data: Any, path: Path, value: Any) -> None:
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value


def planted(data: Any, path: Path) -> str:
    """A secret, put where the path says; its text."""
    number = schema.at("inventory", path, FIELDS).type in {"integer", "number"}
    value = 271828 if number else "zanzibar"
    value = f"{value}@example.com" if path[-1] == "email" else value
    put(data, path, value)
    return str(value)


def policies(path: Path, secret: str) -> list[Policy]:
    root, own = ("vendor", path[2:]) if path[0] == "vendors" else ("inventory", path)
    value = f"{root}." + spelt(own).replace(".0", "[0]")
    other = "1" if secret.isdigit() else "'x'"
    rest = spelt(own[2:])
    names = {"value": value, "other": other, "root": root, "list": own[0], "rest": rest}
    message = f"{{{value}}} {{{root}.{own[0]}}} {{string({value}) + 'x'}}"
    template = Template(
        tuple(parse(part.text) if isinstance(part, Hole) else part for part in split(message))
    )
    return [
        policy(
            name,
            subject_kind=root,
            require=text.format(**names),
            message=template,
            fields=FIELDS,
        )
        for name, text in READS.items()
    ]


def test_many_excerpts_hide_what_one_hides() -> None:
    data = sample(INVENTORY)
    secrets = [planted(data, path) for path in SENSITIVE]
    found = inventory_of(read(data), fields=FIELDS)
    lines = found.document.positions.text.splitlines()
    places = [Place(found.document.path, n + 1, len(line) // 2 + 1) for n, line in enumerate(lines)]

    hidden = sensitive(found)

    assert len(hidden) == len(SENSITIVE)
    excerpts = [excerpt(found, each, hidden) for each in places]
    assert excerpts == [excerpt(found, each) for each in places]
    assert not any(secret in repr(excerpts) for secret in secrets)
