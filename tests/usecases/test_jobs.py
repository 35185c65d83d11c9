"""A check by several processes comes to the run, the report and the text of one process."""

from itertools import permutations

import pytest
from crews import portfolio, told
from workplace import Workplace

from checker import spread
from checker.formats import table
from checker.report.explanation import Explanation
from checker.report.matrix import Cell
from checker.usecases import ahead, beside, reading
from checker.usecases.ahead import Ahead
from checker.usecases.check import Checked, check
from checker.usecases.load import Request
from checker.verdict import Verdict


@pytest.fixture
def request_(workplace: Workplace, monkeypatch: pytest.MonkeyPatch) -> Request:
    """A request, of which not even the least is done by one process."""
    workplace.inventory().unlink()
    monkeypatch.chdir(workplace.folder)
    for module in (reading, ahead):
        monkeypatch.setattr(module, "_WORTH_A_PROCESS", 0)
    monkeypatch.setattr(beside, "WORTH_A_PROCESS", 0)
    # Idle threads of executors in other tests hold no lock.
    monkeypatch.setattr(spread, "_forks", lambda: True)
    return portfolio(workplace)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"select": ("few-vendors",)},
        {"select": ("single-point-of-failure", "portfolio-concentration")},
        {"select": ("encryption-in-transit", "named-owner")},
        {"vendors": ("acme",)},
        {"policies": ("policies",)},
        {"paths": ("inventories/example-lab.yaml",)},
    ],
    ids=str,
)
@pytest.mark.parametrize("jobs", [2, pytest.param(5, marks=pytest.mark.slow)])
def test_a_run_is_the_same_for_any_number_of_jobs(
    request_: Request, changed: dict[str, object], jobs: int
) -> None:
    asked = request_._replace(**changed)

    one, several = check(asked), check(asked._replace(jobs=jobs))

    assert several.report == one.report
    assert [(each.id, each.evaluated) for each in several.run.policies] == [
        (each.id, each.evaluated) for each in one.run.policies
    ]
    assert [each.view for each in several.run.inventories] == [
        each.view for each in one.run.inventories
    ]
    assert table_of(several) == table_of(one)


_NEIGHBOURS = """\
policies:
  - id: alone-with-duties
    title: No other vendor has an incident that somebody is to be told of
    severity: low
    for: vendor
    require: "!inventory.vendors.exists(v, v.id != vendor.id && v.obligations.size() > 0)"
    message: "{vendor.id} is not alone"
    why: It sees the facts of other vendors.
    fix: Record less.
  - id: has-parties
    title: A party stands behind the vendor
    severity: low
    for: vendor
    require: vendor.nth_parties.size() > 0
    message: "{vendor.id} has none"
    why: It is decided beside the other.
    fix: Record them.
"""


def test_a_policy_sees_the_facts_of_other_vendors_for_any_number_of_jobs(
    request_: Request, workplace: Workplace
) -> None:
    workplace.write("policies/own.yaml", _NEIGHBOURS)
    asked = request_._replace(policies=("policies",))

    one, several = check(asked), check(asked._replace(jobs=2))

    assert several.report == one.report
    assert {cell.verdict for cell in one.report.cells if cell.policy == 0} >= {
        Verdict.PASS,
        Verdict.FAIL,
    }


def table_of(checked: Checked) -> str:
    return table.render(checked.report, checked.explainer(), foresee=checked.foresee)


@pytest.mark.slow
def test_a_run_is_told_the_same_in_every_format(request_: Request) -> None:
    assert told(check(request_._replace(jobs=3))) == told(check(request_))


class Watched:
    """An explainer that counts the cells that it explains in this process."""

    def __init__(self, checked: Checked) -> None:
        self._explainer, self.explained = checked.explainer(), 0

    def explain(self, cell: Cell) -> Explanation:
        self.explained += 1
        return self._explainer.explain(cell)

    def __getattr__(self, name: str) -> object:
        return getattr(self._explainer, name)


@pytest.fixture
def cells(request_: Request) -> tuple[Checked, list[Cell]]:
    checked = check(request_)
    return checked, [*checked.report.findings()]


def test_what_is_foreseen_is_explained_by_others(cells: tuple[Checked, list[Cell]]) -> None:
    checked, foreseen = cells
    alone, here = checked.explainer(), Watched(checked)
    others = Ahead(here, checked.run, 2)
    others.foresee(foreseen)

    assert [others.explain(cell) for cell in foreseen] == [alone.explain(cell) for cell in foreseen]
    assert here.explained == 0


def test_cells_may_be_asked_for_in_any_order_and_again(cells: tuple[Checked, list[Cell]]) -> None:
    checked, findings = cells
    few, alone = findings[:4], checked.explainer()
    for order in permutations(range(4)):
        others = Ahead(checked.explainer(), checked.run, 2)
        others.foresee(few[:3])

        for number in (*order, *order):
            assert others.explain(few[number]) == alone.explain(few[number])
