"""The facts that a policy asks for: what none asks for is not worked out."""

import pytest
from runs import policy


@pytest.mark.parametrize(
    "require, asked",
    [
        ("vendor.reach.clients.size() > 0", {"reach"}),
        (
            "vendor['chain'].size() > 0 && portfolio.concentration.hhi < 1",
            {"chain", "concentration"},
        ),
        ("contract.breach_notification_hours <= 72", set()),
        ("vendor.supply_chain == 'x' || vendor.third_parties == []", set()),
    ],
)
def test_a_fact_of_the_portfolio_is_asked_for_by_its_name_as_a_word(
    require: str, asked: set[str]
) -> None:
    assert policy(require=require).asks_of_portfolio == asked


def test_a_policy_about_parties_asks_for_them() -> None:
    assert policy(subject_kind="party").asks_of_portfolio == {"nth_parties"}


@pytest.mark.parametrize(
    "require, others",
    [
        ("vendor.hq_country == 'US' && inventory.perspective == 'client'", False),
        ("inventory . owner.name == vendor.legal_name", False),
        ("portfolio.inventories.size() > 1", False),
        ("inventory.vendors.size() > 1", True),
        ("inventory\n . vendors.exists(v, v.id == vendor.id)", True),
        ("inventory['vendors'].size() > 1", True),
        ("inventory == inventory", True),
    ],
)
def test_a_policy_reads_other_vendors_unless_it_names_another_field_of_the_inventory(
    require: str, others: bool
) -> None:
    assert policy(require=require).reads_other_vendors is others
