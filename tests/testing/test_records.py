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


@pytest.mark.parametrize(
    "given,problem",
    [
        (
            "{inventory: {organisations: [{id: a}]}, vendor: {clients: [{client: b}]}}",
            "'client' is 'b' (expected the id of an organisation of this inventory)",
        ),
        (
            "{inventory: {organisations: [{id: a}]}, incident: {id: i, clients_affected: [b]}}",
            "an entry of 'clients_affected' is 'b' (expected the id of an organisation",
        ),
        (
            (
                "{inventory: {organisations: [{id: a}]}, "
                "incident: {id: i, notices: [{to: client, recipient: b}]}}"
            ),
            "'recipient' is 'b' (expected the id of an organisation of this inventory)",
        ),
        (
            "{vendor: {services: [{id: s}], clients: [{client: a, services: [t]}]}}",
            "an entry of 'services' is 't' (expected the id of a service of this vendor)",
        ),
    ],
)
def test_a_reference_both_ends_of_which_are_given_resolves(given: str, problem: str) -> None:
    with pytest.raises(InputError) as found:
        cases(policy(f"[{{name: n, given: {given}, expect: unknown}}]"))

    assert problem in said(found.value.problems)[0]


@pytest.mark.parametrize(
    "given",
    [
        "{vendor: {clients: [{client: b}]}}",
        "{inventory: {organisations: [{id: a}]}, vendor: {clients: [{client: b, name: B}]}}",
        "{vendor: {clients: [{client: a, services: [t]}]}}",
        "{inventory: {calendar: {zone: UTC}}, incident: {id: i, clients_affected: [b]}}",
    ],
)
def test_where_one_end_is_not_given_nothing_is_said(given: str) -> None:
    cases(policy(f"[{{name: n, given: {given}, expect: unknown}}]"))
