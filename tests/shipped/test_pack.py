"""The shipped policies do what their own tests say, and miss nothing that a policy needs."""

import re

import pytest
from pack import cases, documents, expected, holds, policies, regimes

from checker.verdict import Verdict

CASES = list(cases())
OWNERS = {"max-clients-per-vendor", "encryption-at-rest", "disclosure-sla-met"}


@pytest.mark.parametrize("id_", sorted({case.policy for case in CASES}))
def test_a_policy_does_what_its_own_tests_say(id_: str) -> None:
    assert [case.name for case in CASES if case.policy == id_ and not holds(case)] == []


def test_the_pack_holds_the_owners_three_and_at_least_nine_more() -> None:
    assert set(policies()) >= OWNERS
    assert len(policies()) >= 12


@pytest.mark.parametrize("id_", sorted(policies()))
def test_every_policy_is_tested_for_pass_fail_and_unknown(id_: str) -> None:
    found = {verdict for case in CASES if case.policy == id_ for verdict in expected(case)}

    assert found >= {Verdict.PASS, Verdict.FAIL, Verdict.UNKNOWN}


@pytest.mark.parametrize("id_", sorted(policies()))
def test_every_policy_says_why_what_to_do_and_which_controls_it_serves(id_: str) -> None:
    policy = policies()[id_]

    assert policy.why.strip()
    assert policy.fix.strip()
    assert any(policy.controls.values())


def test_a_policy_with_a_condition_is_tested_where_it_does_not_apply() -> None:
    conditional = {id_ for id_, policy in policies().items() if policy.when is not None}
    skipped = {case.policy for case in CASES if Verdict.SKIP in expected(case)}

    assert conditional - skipped == set()


def test_every_file_of_the_pack_declares_something() -> None:
    assert [each.path for each in documents() if not each.data["policies"]] == []


@pytest.mark.parametrize("id_", sorted(regimes()))
def test_every_regime_names_the_address_of_its_law_and_the_first_day_of_its_clocks(
    id_: str,
) -> None:
    regime = regimes()[id_]

    assert re.search(r"https?://[^ ]+$", regime.source)
    assert all(deadline.effective_from for deadline in regime.deadlines)
