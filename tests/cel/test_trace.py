"""Which reads of the data decide an outcome."""

import json
from typing import Any

import pytest

from checker.cel.parse.parse import parse
from checker.cel.trace.trace import Read, Trace, trace
from checker.values import BudgetSpent, CelError, Missing

VENDOR: dict[str, Any] = {
    "id": "acme",
    "clients": ["acme", "globex", "initech"],
    "data": [
        {"name": "a", "kind": "code", "encryption": {"at_rest": True}, "records": 5},
        {"name": "b", "kind": "pii", "encryption": {"at_rest": False}, "records": 7},
        {"name": "c", "kind": "pii", "encryption": {"at_rest": False}},
    ],
    "security": {"mfa": "none", "logging": False},
    "labels": {"tier": "gold"},
    "incidents": [],
    "seen": "2024-03-01",
    "score": None,
}
ROOTS = {
    "vendor": VENDOR,
    "params": {"max_clients": 2, "kinds": ["pii"], "field": "mfa"},
    "now": 0,
}


def read(text: str) -> Read:
    """`path = value`, or a path at which nothing stands."""
    path, equals, value = text.partition(" = ")
    return Read(steps(path), json.loads(value) if equals else None, recorded=bool(equals))


def steps(path: str) -> tuple[str | int, ...]:
    return tuple(int(step) if step.isdigit() else step for step in path.split("."))


def told(outcome: Any, *reads: str) -> Trace:
    return Trace(outcome, tuple(map(read, reads)))


def traced(text: str, budget: int = 1_000, **variables: str) -> Trace:
    named = {name: parse(source) for name, source in variables.items()}
    found = trace(parse(text), ROOTS, named, budget)
    failed = isinstance(found.outcome, CelError | KeyError | BudgetSpent)
    return found._replace(outcome=type(found.outcome) if failed else found.outcome)


FALSE = False
AT_REST_B = "vendor.data.1.encryption.at_rest = false"
AT_REST_C = "vendor.data.2.encryption.at_rest = false"


@pytest.mark.parametrize(
    "text, outcome, reads",
    [
        (
            "vendor.clients.size() <= params.max_clients",
            False,
            ['vendor.clients = ["acme", "globex", "initech"]'],
        ),
        ("vendor.security.mfa == 'all'", False, ['vendor.security.mfa = "none"']),
        ('vendor["security"]["mfa"] == "all"', False, ['vendor.security.mfa = "none"']),
        ("vendor.security[params.field] == 'x'", False, ['vendor.security.mfa = "none"']),
        ("vendor.score == 1", False, ["vendor.score = null"]),
        ("vendor.data.all(d, d.encryption.at_rest)", False, [AT_REST_B, AT_REST_C]),
        (
            'vendor.data.filter(d, d.kind == "pii").all(d, d.encryption.at_rest)',
            False,
            [AT_REST_B, AT_REST_C],
        ),
        (
            'vendor.data.filter(d, d.kind == "pii")[0].encryption.at_rest',
            False,
            [AT_REST_B],
        ),
        (
            "vendor.data.sortBy(d, -size(d.name))[0].encryption.at_rest == false",
            False,
            ["vendor.data.0.encryption.at_rest = true"],
        ),
        (
            'vendor.data.map(d, d.name).all(n, n < "b")',
            False,
            ['vendor.data.1.name = "b"', 'vendor.data.2.name = "c"'],
        ),
        (
            "vendor.data.all(i, d, i == 0 || d.encryption.at_rest)",
            False,
            [AT_REST_B, AT_REST_C],
        ),
        (
            'vendor.data.exists(d, d.kind == "keys")',
            False,
            [
                'vendor.data.0.kind = "code"',
                'vendor.data.1.kind = "pii"',
                'vendor.data.2.kind = "pii"',
            ],
        ),
        (
            'vendor.data.exists_one(d, d.kind == "pii")',
            False,
            ['vendor.data.1.kind = "pii"', 'vendor.data.2.kind = "pii"'],
        ),
        ("vendor.incidents.exists(i, i.open)", False, ["vendor.incidents = []"]),
        (
            'vendor.data.filter(d, d.kind == "pii").size() == 0',
            False,
            ['vendor.data.1.kind = "pii"', 'vendor.data.2.kind = "pii"'],
        ),
        (
            "vendor.data.map(d, has(d.records), d.records).sum() < 10",
            False,
            ["vendor.data.0.records = 5", "vendor.data.1.records = 7"],
        ),
        ("vendor.incidents.map(i, i.id) == ['x']", False, ["vendor.incidents = []"]),
        ("vendor.data.all(d, false)", False, [f"vendor.data = {json.dumps(VENDOR['data'])}"]),
        (
            "vendor.security.logging && vendor.security.mfa == 'all' && vendor.id == 'acme'",
            False,
            ["vendor.security.logging = false", 'vendor.security.mfa = "none"'],
        ),
        (
            "vendor.security.logging || vendor.security.mfa == 'all'",
            False,
            ["vendor.security.logging = false", 'vendor.security.mfa = "none"'],
        ),
        ("!(vendor.id == 'acme')", False, ['vendor.id = "acme"']),
        (
            "vendor.id == 'acme' ? vendor.security.logging : true",
            False,
            ["vendor.security.logging = false"],
        ),
        ("vendor.id == 'acme' ? false : true", False, ['vendor.id = "acme"']),
        ("has(vendor.dpo)", False, ["vendor.dpo"]),
        ('has(vendor.dpo) && vendor.dpo.email.matches("@")', False, ["vendor.dpo"]),
        ("!has(vendor.id)", False, ['vendor.id = "acme"']),
        ('"dpo" in vendor', False, ["vendor.dpo"]),
        ('!("id" in vendor)', False, ['vendor.id = "acme"']),
        ('vendor.labels.all(k, k == "owner")', False, ['vendor.labels.tier = "gold"']),
        ('vendor.labels.all(k, v, v == "x")', False, ['vendor.labels.tier = "gold"']),
        (
            "cel.bind(s, vendor.security, s.mfa == 'all')",
            False,
            ['vendor.security.mfa = "none"'],
        ),
        ('{"a": vendor.id, "b": vendor.seen}.a == "x"', False, ['vendor.id = "acme"']),
        ('[vendor.id, vendor.seen][1] == "x"', False, ['vendor.seen = "2024-03-01"']),
        ("params.max_clients == 3", False, []),
        ('vendor.dpo.email != ""', Missing, ["vendor.dpo"]),
        ("vendor.id == 'acme' && vendor.dpo.email != ''", Missing, ["vendor.dpo"]),
        ("vendor.data.all(d, d.records > 0)", Missing, ["vendor.data.2.records"]),
        ("vendor.data.all(d, d.records > 5)", False, ["vendor.data.0.records = 5"]),
        ("vendor.data.exists(d, d.records > 9)", Missing, ["vendor.data.2.records"]),
        (
            'within(vendor.seen, vendor.seen, duration("1h"))',
            Missing,
            ['vendor.seen = "2024-03-01"'],
        ),
        ("vendor.id.x == 1", CelError, ['vendor.id = "acme"']),
        ("vendor.clients[7] == 'x'", CelError, ['vendor.clients = ["acme", "globex", "initech"]']),
        ("vendor.dpo.x || vendor.id > 1", CelError, ['vendor.id = "acme"']),
        ("vendor.id && true", CelError, ['vendor.id = "acme"']),
        ("vendr.id == 1", CelError, []),
    ],
)
def test_what_decided_is_read(text: str, outcome: Any, reads: list[str]) -> None:
    assert traced(text) == told(outcome, *reads)


def test_variables_are_read_through() -> None:
    sensitive = "vendor.data.filter(d, d.kind in params.kinds)"

    found = traced(
        "variables.safe || variables.sensitive.size() == 0",
        sensitive=sensitive,
        safe="variables.sensitive.all(d, d.encryption.at_rest)",
    )

    kinds = ('vendor.data.1.kind = "pii"', 'vendor.data.2.kind = "pii"')
    assert found == told(FALSE, AT_REST_B, AT_REST_C, *kinds)


def test_a_variable_reads_only_those_before_it() -> None:
    assert traced("variables.a", a="variables.b", b="true").outcome is CelError
    assert traced("variables.a", a="variables.a").outcome is CelError


def test_what_is_read_beyond_the_decision_costs_nothing_of_the_budget() -> None:
    text = "vendor.data.all(d, d.kind == 'x' && vendor.clients.exists(c, c == 'nobody'))"

    # One element decides: one unit. The two others, three clients each, are read apart.
    assert traced(text, budget=1).outcome is False
    assert traced(text, budget=0).outcome is BudgetSpent


def test_when_the_spare_budget_is_spent_fewer_offenders_are_told() -> None:
    text = "vendor.data.all(d, d.kind == 'x')"

    offenders = ('vendor.data.0.kind = "code"', 'vendor.data.1.kind = "pii"')
    assert traced(text, budget=1) == told(FALSE, *offenders)


def test_the_deepest_expression_is_traced() -> None:
    deep = "!" * 60 + "vendor.data.all(d, d.encryption.at_rest)"

    assert traced(deep) == told(FALSE, AT_REST_B, AT_REST_C)


@pytest.mark.parametrize("read", ["variables.v{}", 'variables["v{}"]'])
def test_variables_that_stack_too_deep_are_an_error(read: str) -> None:
    variables = {"v0": "true"}
    for number in range(1, 5):
        variables[f"v{number}"] = "!(" * 30 + read.format(number - 1) + ")" * 30

    assert traced(read.format(1), **variables).outcome is True
    assert traced(read.format(4), **variables) == told(CelError)


@pytest.mark.parametrize(
    "made",
    [
        "vendor.data.reverse()",
        "vendor.data.slice(1, 3)",
        "vendor.data.distinct()",
        "[[vendor.data[0]], vendor.data].flatten()",
        "[vendor.data, [[vendor.data[1]]]].flatten(2)",
        "(vendor.data + vendor.data)",
        "([] + vendor.data)",
        "(vendor.data.filter(d, d.kind == 'pii') + [vendor.data[0]]).reverse()",
    ],
)
def test_an_element_keeps_its_place_whatever_list_it_comes_to_stand_in(made: str) -> None:
    found = traced(f"{made}.all(d, d.encryption.at_rest)")

    assert found.outcome is False
    assert {each.path for each in found.reads} == {read(AT_REST_B).path, read(AT_REST_C).path}


def test_a_sorted_list_keeps_the_places_of_its_elements() -> None:
    assert traced("vendor.data.map(d, d.name).sort()[2] == 'x'") == told(
        FALSE, 'vendor.data.2.name = "c"'
    )
