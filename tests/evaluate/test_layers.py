"""Policies that are decided apart, layer by layer, come to the matrix of all of them together."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from runs import given as run_of
from runs import ours, policy

from checker.evaluate.decide import decide
from checker.evaluate.layers import merged

POLICIES = (
    policy("a-vendor", require="vendor.n > 1"),
    policy("b-data", subject_kind="data", require="data.ok"),
    policy("c-data", subject_kind="data", require="!data.ok"),
    policy("d-client", subject_kind="client", require="client.client != ''"),
    policy("e-inventory", subject_kind="inventory", require="size(inventory.vendors) < 4"),
    policy("f-portfolio", subject_kind="portfolio", require="size(portfolio.inventories) == 2"),
    policy("g-disabled", enabled=False),
)
VENDORS: list[list[dict[str, Any]]] = [
    [{"id": "a", "n": 1, "data": [{"id": "d", "ok": True}, {"id": "e"}]}, {"id": "b", "n": 2}],
    [{"id": "c", "data": [], "clients": [{"client": "x"}]}],
]


@given(st.lists(st.integers(0, 2), min_size=len(POLICIES), max_size=len(POLICIES)))
def test_layers_merge_to_the_whole(layers: list[int]) -> None:
    run = run_of(POLICIES, *(ours(*own, id_=f"i{n}") for n, own in enumerate(VENDORS)))

    apart = [
        tuple(
            each if layer == number else each._replace(enabled=False)
            for each, layer in zip(POLICIES, layers, strict=True)
        )
        for number in range(3)
    ]

    assert merged([decide(run._replace(policies=own)) for own in apart]) == decide(run)
