"""A run: the matrix is complete, green is earned, and how the work was cut does not show."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runs import ours, policy, run

from checker.evaluate.share import shared
from checker.policy.policy import Policy
from checker.report.matrix import Block
from checker.report.reach import Reach
from checker.report.report import Report, fingerprint
from checker.step import Step
from checker.verdict import OnMissing, Severity, Verdict

POLICIES = [
    policy("a-vendor", require="vendor.n > 1"),
    policy("b-data", subject_kind="data", require="data.ok"),
    policy("c-when", when="vendor.n > 2", require="vendor.n > 3", severity=Severity.INFO),
    policy("d-inventory", subject_kind="inventory", require="size(inventory.vendors) < 4"),
    policy("e-portfolio", subject_kind="portfolio", require="size(portfolio.inventories) == 2"),
]


@st.composite
def vendors(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A few vendors, some with lists, some without, some with empty ones."""
    made = []
    for number in range(draw(st.integers(0, 5))):
        vendor: dict[str, Any] = {"id": f"v{number}"}
        if draw(st.booleans()):
            vendor["n"] = draw(st.integers(0, 5))
        entries = draw(st.none() | st.lists(st.sampled_from([{}, {"ok": True}, {"ok": False}])))
        if entries is not None:
            vendor["data"] = [{"id": f"d{i}", **each} for i, each in enumerate(entries)]
        made.append(vendor)
    return draw(st.permutations(made))


def told(report: Report) -> Counter[tuple[str, str, Verdict]]:
    """Every cell by what it is about, however the run was ordered."""
    return Counter(
        (report.policies[cell.policy].id, f"{cell.subject.inventory}/{cell.subject}", cell.verdict)
        for cell in report.cells
    )


@given(vendors(), vendors())
def test_the_matrix_is_complete(one: list[dict[str, Any]], two: list[dict[str, Any]]) -> None:
    report = run(POLICIES, ours(*one, id_="one"), ours(*two, id_="two"))

    both = one + two
    by_policy = Counter(report.policies[cell.policy].id for cell in report.cells)
    data_cells = sum(1 if "data" not in each else len(each["data"]) for each in both)
    assert by_policy == Counter(
        {
            "a-vendor": len(both),
            "b-data": data_cells,
            "c-when": len(both),
            "d-inventory": 2,
            "e-portfolio": 1,
        }
    )
    assert len(report.cells) == by_policy.total()
    assert report.summary.verdicts == {
        verdict: sum(cell.verdict is verdict for cell in report.cells) for verdict in Verdict
    }
    lists = sum(len(each.get("data", [])) for each in both)
    assert report.summary.subjects == len(both) + lists + 3


@given(vendors(), vendors())
def test_subjects_that_are_kept_are_the_same(
    one: list[dict[str, Any]], two: list[dict[str, Any]]
) -> None:
    report = run(POLICIES, ours(*one, id_="one"), ours(*two, id_="two"))
    before = list(report.cells)

    report.cells.keep_subjects()

    assert [*report.cells] == before
    kept = {id(cell.subject) for cell in report.cells if cell.subject.vendor}
    again = {id(cell.subject) for cell in report.cells if cell.subject.vendor}
    assert again == kept


@given(vendors())
def test_selecting_is_filtering(one: list[dict[str, Any]]) -> None:
    report = run(POLICIES, ours(*one))

    for number in range(len(POLICIES)):
        for verdict in Verdict:
            cells = [c for c in report.cells if c.policy == number and c.verdict is verdict]
            assert list(report.cells.select(number, frozenset({verdict}))) == cells
            assert report.cells.count(number, verdict) == len(cells)


@given(vendors(), st.randoms(use_true_random=False))
def test_the_order_of_vendors_does_not_show(one: list[dict[str, Any]], chance: Any) -> None:
    shuffled = list(one)
    chance.shuffle(shuffled)

    first, second = run(POLICIES, ours(*one)), run(POLICIES, ours(*shuffled))

    assert told(first) == told(second)
    assert first.exit_code == second.exit_code
    by_place = [(cell.policy, str(cell.subject), cell.verdict) for cell in first.cells]
    assert by_place == [(cell.policy, str(cell.subject), cell.verdict) for cell in second.cells]


@given(vendors(), vendors())
def test_a_vendor_more_takes_no_verdict_from_the_others(
    one: list[dict[str, Any]], more: list[dict[str, Any]]
) -> None:
    own = [each for each in POLICIES if each.subject_kind in {"vendor", "data"}]
    added = [{**each, "id": f"more-{each['id']}"} for each in more]

    before, after = told(run(own, ours(*one))), told(run(own, ours(*one, *added)))

    assert before <= after


@given(vendors(), vendors())
def test_a_vendor_more_never_makes_a_red_run_green(
    one: list[dict[str, Any]], more: list[dict[str, Any]]
) -> None:
    own = [each for each in POLICIES if each.subject_kind in {"vendor", "data"}]
    added = [{**each, "id": f"more-{each['id']}"} for each in more]
    before = run(own, ours(*one))
    if before.exit_code == 1:
        assert run(own, ours(*one, *added)).exit_code in {1, 2}


@given(vendors())
def test_green_is_earned(one: list[dict[str, Any]]) -> None:
    report = run(POLICIES, ours(*one))

    verdicts = Counter(
        cell.verdict for cell in report.cells if POLICIES[cell.policy].severity is Severity.HIGH
    )
    if report.exit_code == 0:
        assert verdicts[Verdict.PASS] > 0
        assert verdicts[Verdict.FAIL] == verdicts[Verdict.UNKNOWN] == verdicts[Verdict.ERROR] == 0
        assert one


@given(st.lists(st.lists(st.binary(max_size=3), min_size=2, max_size=2), min_size=3, max_size=3))
def test_partial_results_merge_associatively(parts: list[list[bytes]]) -> None:
    one, two, three = (Block(tuple(part)) for part in parts)

    assert (one + two) + three == one + (two + three)


@pytest.mark.parametrize("jobs", [0, 2, 3, 7])
def test_the_number_of_processes_does_not_show(jobs: int) -> None:
    many = [
        {"id": f"v{n:03}", "n": n % 5, "data": [{"id": "d", "ok": n % 3 > 0}]} for n in range(230)
    ]

    assert told(run(POLICIES, ours(*many), jobs=jobs)) == told(run(POLICIES, ours(*many)))


@pytest.mark.parametrize("jobs", [1, 2])
def test_how_many_vendors_are_decided_is_told_and_their_order_stays(jobs: int) -> None:
    sizes, told = [2_500, 0, 3], []

    def numbers(inventory: int, start: int, stop: int) -> Block:
        return Block((bytes(n % 7 for n in range(start, stop)), bytes([inventory])))

    blocks = shared(
        numbers, sizes, jobs, lambda *so_far: told.append(so_far), lambda _: Step(None, "")
    )

    assert [block.columns[0] for block in blocks] == [
        bytes(n % 7 for n in range(size)) for size in sizes
    ]
    assert [set(block.columns[1]) for block in blocks] == [{0}, {1}, {2}]
    done = [each for each, _ in told]
    assert done == sorted(done)
    assert (len(set(done)) > 2, done[-1], {total for _, total in told}) == (True, 2_503, {2_503})


def code(*policies: Policy, vendor: dict[str, Any] | None = None) -> int:
    return run(policies, ours(vendor or {"id": "a"})).exit_code


@pytest.mark.parametrize(
    "require, expected",
    [("true", 0), ("false", 1), ("vendor.nothing", 1), ("1 / 0 == 1", 2), ("'true'", 2)],
)
def test_each_verdict_has_its_exit_code(require: str, expected: int) -> None:
    assert code(policy(require=require)) == expected


@pytest.mark.parametrize("order", [["1 / 0 == 1", "false"], ["false", "1 / 0 == 1"]])
def test_the_less_is_known_the_louder(order: list[str]) -> None:
    assert code(*(policy(f"p{n}", require=text) for n, text in enumerate(order))) == 2


def test_an_error_gates_whatever_its_severity() -> None:
    assert code(policy(require="1 / 0 == 1", severity=Severity.INFO), policy("q")) == 2


def test_info_never_gates_by_itself() -> None:
    assert code(policy(require="false", severity=Severity.INFO), policy("q")) == 0


def test_a_policy_that_skips_everywhere_is_not_idle_but_alone_checks_nothing() -> None:
    never = policy("never", when="false")

    assert code(never, policy("q")) == 0
    assert code(never) == 2
    assert run([never, policy("q")], ours({"id": "a"})).policies[0].reach is Reach.NOTHING


def test_an_inventory_without_vendors_is_undecided_beside_one_that_has_some() -> None:
    report = run([policy()], ours({"id": "a"}, id_="full"), ours(id_="void"))

    assert report.undecided == ("inventory 'void' lists no vendor: nothing was checked in it",)
    assert report.exit_code == 2


def test_that_there_is_no_vendor_is_said_once_and_not_for_every_policy() -> None:
    assert run([policy("p"), policy("q", subject_kind="data")], ours(id_="void")).undecided == (
        "inventory 'void' lists no vendor: nothing was checked in it",
        "no policy applied to anything: nothing was checked",
    )


def test_a_run_whose_policies_are_all_disabled_says_that() -> None:
    assert run([policy(enabled=False)], ours({"id": "a"})).undecided == (
        "every policy is disabled: nothing was checked",
    )


def test_an_idle_policy_is_undecided_unless_it_may_be() -> None:
    idle = policy("idle", subject_kind="inventory")
    many = [policy("portfolio", subject_kind="portfolio", require="true")]

    assert run([idle, *many]).exit_code == 2
    assert run([idle._replace(may_be_idle=True), *many]).undecided == (
        "policy 'portfolio' met no portfolio (`may_be_idle: true` allows that)",
        "no policy applied to anything: nothing was checked",
    )


def test_a_disabled_policy_has_no_cell_and_is_listed() -> None:
    report = run([policy("off", require="false", enabled=False), policy("on")], ours({"id": "a"}))

    assert [(each.id, each.reach) for each in report.policies] == [
        ("off", Reach.DISABLED),
        ("on", Reach.APPLIED),
    ]
    assert (len(report.cells), report.exit_code, report.summary.policies) == (1, 0, 1)


def test_a_cell_has_the_same_identity_wherever_it_stands() -> None:
    vendors_ = [
        {"id": "a", "data": [{"id": "x", "ok": False}, {"id": "y", "ok": False}]},
        {"id": "b"},
    ]
    turned = [vendors_[1], {"id": "a", "data": vendors_[0]["data"][::-1]}]

    fingerprints = [
        [
            fingerprint(POLICIES[cell.policy].id, cell.subject)
            for cell in run(POLICIES, ours(*each)).cells
        ]
        for each in (vendors_, turned)
    ]

    assert fingerprints[0] == fingerprints[1]
    assert len(set(fingerprints[0])) == len(fingerprints[0])


STATED = {
    "a list that is stated to be empty": ([{"id": "a", "data": []}], Reach.NOTHING),
    "one says none, another has one": (
        [{"id": "a", "data": []}, {"id": "b", "data": [{"id": "x"}]}],
        Reach.APPLIED,
    ),
    "no vendor at all": ([], Reach.IDLE),
    "a list that is not there": ([{"id": "a"}], Reach.APPLIED),
    "another list that is empty": ([{"id": "a", "clients": []}], Reach.APPLIED),
    "an element": ([{"id": "a", "data": [{"id": "x"}]}], Reach.APPLIED),
}


@pytest.mark.parametrize("vendors, reach", STATED.values(), ids=STATED)
def test_a_stated_empty_list_is_an_answer_and_no_list_is_not(
    vendors: list[dict[str, Any]], reach: Reach
) -> None:
    report = run([policy("p", subject_kind="data", require="true")], ours(*vendors))

    assert report.policies[0].reach is reach


def test_what_is_skipped_where_the_list_is_missing_applied_to_nothing() -> None:
    lenient = policy("p", subject_kind="data", require="true", on_missing=OnMissing.SKIP)

    assert run([lenient], ours({"id": "a"})).policies[0].reach is Reach.NOTHING


def test_one_inventory_that_states_an_empty_list_is_enough() -> None:
    rule = policy("p", subject_kind="data", require="true")

    report = run([rule], ours(id_="none"), ours({"id": "a", "data": []}))

    assert report.policies[0].reach is Reach.NOTHING
