"""A test of a policy gives records that an inventory could hold, and no others."""

import pytest
from proofs import cases, policy, said, suite

from checker.errors import InputError


@pytest.mark.parametrize(
    "given, problem",
    [
        ("{vendor: {hq_country: UK}}", "'hq_country' is 'UK' (expected a code of ISO 3166-1"),
        ("{inventory: {calendar: {zone: Mars/Base}}}", "'zone' is 'Mars/Base' (expected a time"),
        (
            "{vendor: {identifiers: {lei: 506700GE1G29325QX336}}}",
            "'lei' is '506700GE1G29325QX336' (expected a Legal Entity Identifier with the right",
        ),
        ("{contract: {ref: c, end: 2031-02-30}}", "'end' is '2031-02-30' (expected a day"),
        (
            "{contract: {ref: c, start: 2031-02-02, end: 2031-02-01}}",
            "'end' is '2031-02-01' (expected '2031-02-02' or later)",
        ),
        (
            "{vendor: {contracts: [{ref: c, start: 2031-02-02, end: 2031-02-01}]}}",
            "'end' is '2031-02-01' (expected '2031-02-02' or later)",
        ),
        (
            (
                "{portfolio: {inventories: [{vendors: [{incidents: [{id: i, times: "
                "{vendor_detected: 2031-03-20, vendor_confirmed: 2031-03-10}}]}]}]}}"
            ),
            "'vendor_confirmed' is '2031-03-10' (expected '2031-03-20' or later)",
        ),
        (
            (
                "{incident: {id: i, times: {vendor_detected: 2031-03-20}, "
                "notices: [{to: client, sent_at: 2031-03-10}]}}"
            ),
            "'sent_at' is '2031-03-10' (expected '2031-03-20' or later)",
        ),
        (
            "{incident: {id: i, individuals_at_least: 3, individuals_at_most: 2}}",
            "'individuals_at_most' is '2' (expected '3' or more)",
        ),
    ],
)
def test_a_record_that_check_refuses_is_refused_in_a_test_and_in_a_fixture(
    given: str, problem: str
) -> None:
    tests = f"[{{name: n, given: {given}, expect: unknown}}]"
    fixture = f"policies: [encrypted]\nfixtures: {{f: {given}}}\ntests: {tests}"

    with pytest.raises(InputError) as inline:
        cases(policy(tests))
    with pytest.raises(InputError) as in_suite:
        cases(policy(), suite(fixture))

    assert [problem in each for each in said(inline.value.problems)] == [True]
    assert [problem in each for each in said(in_suite.value.problems)] == [True, True]


def test_what_is_not_given_is_not_required() -> None:
    given = "{vendor: {contracts: [{start: 2031-02-02}], incidents: [{notices: [{to: client}]}]}}"

    (case,) = cases(policy(f"[{{name: n, given: {given}, expect: unknown}}]"))

    assert case.name == "n"
