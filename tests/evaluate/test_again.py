"""Runs that have vendors in common come to what each comes to alone."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from runs import NOW, ours, policy
from runs import given as about
from thorough import examples

from checker.evaluate.again import Again
from checker.evaluate.decide import decide
from checker.evaluate.run import Run
from checker.inventory import Inventory
from checker.memory import Memory
from checker.values import Timestamp

_POLICIES = (
    policy("own", require="vendor.n > 1"),
    policy("beside", require="vendor.owner == inventory.owner.name"),
    policy("all", require="inventory.vendors.size() > 3"),
    policy("same", require="inventory.vendors.filter(v, v.n == vendor.n).size() == 1"),
    policy("whole", require="[inventory].exists(i, i.vendors.size() > 3)"),
    policy("clock", require='now < timestamp("2031-05-16T00:00:00Z") || vendor.n > 2'),
    policy("others", require="portfolio.inventories[0].vendors.size() > vendor.n"),
    policy("part", subject_kind="data", require="size(data.id) > 1 && has(inventory.owner)"),
    policy("one", subject_kind="inventory", require="inventory.vendors.size() > 2"),
)
_VENDORS = [
    {"id": f"v{n}", "n": n % 4, "owner": "Lab"}
    | ({"data": [{"id": "d" * size} for size in range(1, n)]} if n % 3 else {})
    for n in range(9)
]
_RECORDS: list[dict[str, Any]] = ours(*_VENDORS).document.data["vendors"]


def state(numbers: list[int], owner: str, days: int) -> tuple[Run, Inventory]:
    """A run about some of the very same records."""
    vendors = [_RECORDS[number] for number in numbers]
    bare = ours({"id": "none"})
    view = {**bare.view, "owner": {"name": owner}, "vendors": vendors}
    own = bare._replace(view=view, vendors=vendors, numbers=range(len(vendors)))
    moment = Timestamp(NOW.nanoseconds + days * 86_400 * 10**9)
    return about(_POLICIES, own, as_of=moment), own


@given(
    st.lists(
        st.tuples(
            st.lists(st.integers(0, 8), unique=True, max_size=9),
            st.sampled_from(["Lab", "Other"]),
            st.integers(0, 2),
        ),
        min_size=2,
        max_size=4,
    )
)
@examples(200)
def test_a_run_after_others_is_decided_as_it_is_alone(
    states: list[tuple[list[int], str, int]],
) -> None:
    memory = Memory()
    again = Again(memory)
    for each in states:
        memory.turn()
        run, bare = state(*each)

        assert again.decide(run, [bare]) == decide(run)
