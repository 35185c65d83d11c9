"""A file of the wrong kind is one problem, with the way it is given; a faulty one keeps its own."""

import pytest

from checker.parse import document
from checker.validate import schema

INVENTORY = "inventory: {id: a}\nvendors: []\n"
POLICIES = "policies:\n  - {id: a}\n"
OVERRIDES = "policies:\n  a: {severity: low}\n"


def told(text: str, name: str) -> list[str]:
    found = schema.problems(document.parse("f.yaml", text.encode()), name)
    return [f"{each.message}; {each.hint}" for each in found]


@pytest.mark.parametrize(
    "text, name, message",
    [
        (
            POLICIES,
            "inventory",
            (
                "this is a file of policies (expected an inventory); "
                "policies are given with -p: vendorgate check -p FILE"
            ),
        ),
        (
            "policies: [a]\ntests: []\n",
            "inventory",
            (
                "this is a suite of tests (expected an inventory); "
                "suites are run with: vendorgate test FILE"
            ),
        ),
        (
            OVERRIDES,
            "inventory",
            (
                "this is a configuration (expected an inventory); "
                "a configuration is given with --config FILE"
            ),
        ),
        (
            INVENTORY,
            "policies",
            (
                "this is an inventory (expected a file of policies); "
                "inventories are given without -p: vendorgate check FILE"
            ),
        ),
        (
            "policies: [a]\ntests: []\n",
            "policies",
            (
                "this is a suite of tests (expected a file of policies); "
                "the name of a suite ends in .test.yaml: rename it"
            ),
        ),
        (
            '{"schema": "vendorgate/report/v1", "inputs": []}',
            "inventory",
            (
                "this is a report of vendorgate (expected an inventory); "
                "keep reports outside the folders that are checked"
            ),
        ),
        (
            OVERRIDES,
            "policies",
            (
                "this is a configuration (expected a file of policies); "
                "a configuration is given with --config FILE"
            ),
        ),
        (
            INVENTORY,
            "config",
            (
                "this is an inventory (expected a configuration); "
                "inventories are given without an option: vendorgate check FILE"
            ),
        ),
    ],
)
def test_a_file_of_another_kind_is_one_problem(text: str, name: str, message: str) -> None:
    assert told(text, name) == [message]


@pytest.mark.parametrize(
    "text, name, message",
    [
        ("policies:\n  a: {require: x}\n", "policies", "'policies' is a mapping"),
        (POLICIES, "config", "'policies' is a list"),
        (INVENTORY, "inventory", "missing key 'as_of'"),
        ("policies: 1\n", "inventory", "missing key 'inventory'"),
    ],
)
def test_what_is_only_faulty_is_not_taken_for_another_kind(
    text: str, name: str, message: str
) -> None:
    assert told(text, name)[0][: len(message)] == message
