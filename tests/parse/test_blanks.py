"""A value of which nothing is written states nothing, wherever it stands; a written null does."""

import pytest

from checker.parse import document
from checker.schema.custom import NO_FIELDS
from checker.testing import fixtures
from checker.validate import schema
from tests.workplace import INVENTORY, POLICY, Workplace

HINT = "write null if none is meant (for a day: never); {} if it is not known"
EMPTY = "is empty (expected a value, or null written out)"
LEAVE = "leave the key out"


def contract(end: str) -> str:
    return f"{INVENTORY}    contracts:\n{end}"


def told(text: str, name: str) -> list[str]:
    found = schema.problems(document.parse("f.yaml", text.encode()), name)
    return [f"{each.place}: {each.message}; {each.hint}" for each in found]


BLANK = {
    "in a mapping": contract("      - ref: A\n        end:\n"),
    "before a comment": contract("      - ref: A\n        end: # to do\n"),
    "in a flow mapping": contract("      - {ref: A, end: }\n"),
    "without a colon": contract("      - {ref: A, end}\n"),
    "behind an anchor": contract("      - {ref: A, end: &never }\n"),
}


@pytest.mark.parametrize("text", BLANK.values(), ids=BLANK)
def test_an_end_that_nobody_filled_in_is_refused(text: str) -> None:
    (found,) = told(text, "inventory")

    assert found.endswith(f": 'end' {EMPTY}; {HINT.format(LEAVE)}")


@pytest.mark.parametrize("end", ["null", "~", "Null", "2032-01-01"])
def test_an_end_that_is_written_is_a_statement(end: str) -> None:
    assert told(contract(f"      - {{ref: A, end: {end}}}\n"), "inventory") == []


def test_every_blank_is_told_beside_all_else_that_is_wrong() -> None:
    text = contract("      - ref: A\n        end:\n        zone: 1\n      -\n      - ref:\n")

    assert [each.split(" (")[0] for each in told(text, "inventory")] == [
        "f.yaml:17:13: 'end' is empty",
        "f.yaml:18:9: unknown key 'zone'",
        "f.yaml:19:8: an entry of 'contracts' is empty",
        "f.yaml:20:13: 'ref' is empty",
    ]


@pytest.mark.parametrize(
    "name, text, place",
    [
        ("policies", POLICY + "    params: {limit: }\n", "f.yaml:10:21"),
        ("policies", POLICY + "    params:\n      days: [1,2]\n      limit:\n", "f.yaml:12:13"),
        ("config", "policies:\n", "f.yaml:1:10"),
        ("config", "policies: {a: {params: {limit: }}}\n", "f.yaml:1:32"),
    ],
)
def test_policies_and_configurations_leave_nothing_blank(name: str, text: str, place: str) -> None:
    (found,) = told(text, name)

    assert found.startswith(f"{place}: ")
    assert " is empty (expected " in found


def test_what_tests_give_is_not_blank_either() -> None:
    text = (
        "policies: [encrypted]\ntests:\n  - {name: a, given: {contract: {end: }}, expect: pass}\n"
    )

    parsed = document.parse("f.test.yaml", text.encode())
    found = fixtures.problems(parsed, "suite", NO_FIELDS)

    assert [(str(each.place), each.message) for each in found] == [
        ("f.test.yaml:3:39", f"'end' {EMPTY}")
    ]


def test_a_blank_decides_nothing(workplace: Workplace) -> None:
    workplace.inventory("    owner: data-platform\n", "    contracts: [{ref: A, end: }]\n")

    done = workplace.run("check", "--as-of", "2031-05-15")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"inventories/ours.yaml:12:31: 'end' {EMPTY}")
