"""What a policy sees of what a test gives is what it would see of an inventory."""

import pytest
from proofs import cases, got, policies, policy, suite

from checker.cel.compile.frame import BUDGET
from checker.testing.subjects import subjects

WHOLE = "vendors: [{id: a, data: [{id: x, encryption: {at_rest: full}}, {id: y}]}, {id: b}]"


def verdicts(given: str, expect: str, **others: str) -> list[tuple[str, str]]:
    tests = f"[{{name: n, given: {given}, expect: {expect}}}]"
    if expect.startswith("{"):
        text = f"policies: [encrypted]\ntests: {tests}\n"
        return got(policy(**others), suite(text))[0]
    return got(policy(tests, **others))[0]


def test_an_element_alone_is_an_element_of_a_vendor_that_has_no_other() -> None:
    seen = subjects_of("{vendor: {id: v}, data: {id: x}}")

    assert [each.names for each in seen] == [("v/data/x", "v/data[0]", "data")]
    assert seen[0].values is not None
    assert seen[0].values["vendor"] == {"id": "v", "data": [{"id": "x"}]}
    assert seen[0].values["inventory"]["vendors"] == [seen[0].values["vendor"]]
    assert seen[0].values["portfolio"]["inventories"] == [seen[0].values["inventory"]]


def test_without_the_element_the_vendor_lacks_the_list() -> None:
    assert verdicts("{vendor: {id: v}}", "unknown") == [("v", "unknown")]
    assert verdicts("{}", "unknown") == [("vendor", "unknown")]


def test_a_whole_vendor_has_a_verdict_for_each_element() -> None:
    given = "{vendor: {id: v, data: [{category: telemetry, encryption: {at_rest: full}}, {}]}}"
    expect = "{v/data/telemetry: pass, 'v/data[1]': unknown}"

    assert verdicts(given, expect) == [("v/data/telemetry", "pass"), ("v/data[1]", "unknown")]


def test_elements_that_are_called_alike_are_told_apart_by_their_index() -> None:
    given = "{vendor: {data: [{category: telemetry}, {category: telemetry}]}}"
    expect = "{'vendor/data[0]': unknown, 'vendor.data[1]': unknown}"

    assert verdicts(given, expect) == [("vendor/data[0]", "unknown"), ("vendor/data[1]", "unknown")]


def test_a_whole_inventory_has_every_vendor() -> None:
    expect = "{a/data/x: pass, a/data/y: unknown, b: unknown}"
    want = [("a/data/x", "pass"), ("a/data/y", "unknown"), ("b", "unknown")]

    assert verdicts(f"{{inventory: {{{WHOLE}}}}}", expect) == want
    assert verdicts(f"{{portfolio: {{inventories: [{{{WHOLE}}}]}}}}", expect) == want


def test_vendors_of_one_name_are_told_apart_by_where_they_stand() -> None:
    given = "{portfolio: {inventories: [{vendors: [{id: a}]}, {vendors: [{id: a}]}]}}"
    first, second = (f"'portfolio.inventories[{index}].vendors[0]'" for index in (0, 1))

    found = verdicts(given, f"{{{first}: unknown, {second}: unknown}}")

    assert [name for name, _ in found] == [first.strip("'"), second.strip("'")]


def test_a_vendor_that_is_given_is_the_one_that_is_asked_about() -> None:
    given = "{vendor: {id: v}, inventory: {vendors: [{id: a}, {id: b}, {id: v}]}}"
    rule = {"subject_kind": "vendor", "require": "inventory.vendors.size() == 3", "message": "m"}

    assert verdicts(given, "pass", **rule) == [("v", "pass")]


@pytest.mark.parametrize(
    "given, expect, subject",
    [
        ("{inventory: {id: i, vendors: []}}", "pass", "i"),
        ("{vendor: {id: v}}", "fail", "inventory"),
        ("{portfolio: {inventories: [{id: k}]}}", "unknown", "k"),
    ],
)
def test_a_policy_for_an_inventory_sees_one(given: str, expect: str, subject: str) -> None:
    rule = {"subject_kind": "inventory", "require": "inventory.vendors.size() == 0", "message": "m"}

    assert verdicts(given, expect, **rule) == [(subject, expect)]


@pytest.mark.parametrize(
    "given, expect",
    [
        ("{portfolio: {inventories: [{}, {}]}}", "pass"),
        ("{inventory: {id: i}}", "fail"),
        ("{vendor: {}}", "fail"),
        ("{portfolio: {}}", "unknown"),
    ],
)
def test_a_policy_for_the_portfolio_sees_all_of_it(given: str, expect: str) -> None:
    rule = {
        "subject_kind": "portfolio",
        "require": "portfolio.inventories.size() == 2",
        "message": "m",
    }

    assert verdicts(given, expect, **rule) == [("portfolio", expect)]


def test_an_inventory_has_a_calendar_even_if_nobody_wrote_one() -> None:
    rule = {"subject_kind": "vendor", "require": "inventory.calendar.size() == 0", "message": "m"}

    assert verdicts("{vendor: {id: v}}", "pass", **rule) == [("v", "pass")]
    assert verdicts("{portfolio: {inventories: [{vendors: [{}]}]}}", "pass", **rule) == [
        ("vendors[0]", "pass")
    ]


def subjects_of(given: str):
    found = policy(f"[{{name: n, given: {given}, expect: pass}}]")
    (case,) = cases(found)
    return subjects(policies(found)[0], case)


def test_an_element_that_is_given_is_the_one_that_is_asked_about() -> None:
    given = "{data: {id: x}, inventory: {vendors: [{id: a}, {id: b}]}}"

    assert verdicts(given, "unknown") == [("vendor/data/x", "unknown")]


def test_an_inventory_that_is_given_is_asked_about_and_not_the_portfolio_around_it() -> None:
    given = "{inventory: {id: i, vendors: []}, portfolio: {inventories: [{id: j}, {id: k}]}}"
    rule = {
        "subject_kind": "inventory",
        "require": "portfolio.inventories.size() == 2",
        "message": "m",
    }

    assert verdicts(given, "pass", **rule) == [("i", "pass")]


def test_what_looks_at_many_vendors_may_cost_more() -> None:
    given = "{inventory: {vendors: [{}, {}, {}]}}"
    found = policy(
        f"[{{name: n, given: {given}, expect: pass}}]",
        subject_kind="inventory",
        require="inventory.vendors.size() == 3",
        message="m",
    )
    (case,) = cases(found)

    assert [each.budget for each in subjects(policies(found)[0], case)] == [BUDGET + 3_000]
