"""Without a party and at the worst: what is left, who could take over, who reaches most."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.exposing.exposure import Target
from checker.exposing.find import find
from checker.exposing.without import Standing, Without, without
from checker.exposing.worst import MEASURES, worst
from tests.exposing.portfolios import ask, complete, portfolio


def supplied() -> dict[str, Any]:
    """The complete portfolio with services, and with the ways out of the first vendor."""
    view = complete()
    labels, gateway = view["vendors"]
    labels["services"] = [
        {
            "id": "a",
            "type": "data_annotation",
            "functions": ["training"],
            "supports_critical_function": True,
        },
        {"id": "b", "type": "other", "supports_critical_function": False},
    ]
    labels["substitutability"] = {
        "level": "medium",
        "alternatives": ["Mirror", "An own team"],
        "alternatives_assessed": True,
        "time_to_exit_days": 90,
    }
    for contract, days in zip(labels["contracts"], (30, 60), strict=True):
        plan = {"exists": True, "tested_on": f"2031-0{days // 30}-01"}
        contract.update(notice_days={"client": days}, exit_plan=plan)
    gateway["services"] = []
    mirror = {
        "id": "mirror",
        "legal_name": "Mirror",
        "services": [{"id": "c", "type": "data_annotation", "supports_critical_function": True}],
        "clients": [],
        "data": [],
        "subprocessors": [],
    }
    view["vendors"].append(mirror)
    return view


def lose(what: str, view: dict[str, Any]) -> Without:
    whole = portfolio(view)
    return without(find(what, whole.graph, ()), whole)


@pytest.mark.parametrize(
    "what, labels, mirror",
    [
        ("labels", Standing.LOST, Standing.LEFT),
        ("gateway", Standing.AT_RISK, Standing.LEFT),
        ("packer", Standing.AT_RISK, Standing.LEFT),
        ("mirror", Standing.LEFT, Standing.LOST),
    ],
)
def test_a_critical_service_is_lost_at_risk_or_left(
    what: str, labels: Standing, mirror: Standing
) -> None:
    told = {each.vendor: each for each in lose(what, supplied()).services}
    assert (told["labels"].standing, told["mirror"].standing) == (labels, mirror)
    assert (
        told["labels"].path
        == {
            "labels": ("labels",),
            "gateway": ("gateway", "labels"),
            "packer": ("packer", "gateway", "labels"),
            "mirror": (),
        }[what]
    )


def test_whoever_could_take_over_is_recorded_or_does_the_same_and_may_rely_on_it_too() -> None:
    view = supplied()
    told = lose("labels", view)
    assert [(each.name, each.id, each.named, each.relies) for each in told.substitutes] == [
        ("An own team", "", True, False),
        ("Mirror", "mirror", True, False),
    ]
    view["vendors"][2]["subprocessors"] = [{"party": "labels"}]
    del view["vendors"][0]["substitutability"]["alternatives"]
    told = lose("labels", view)
    assert [(each.id, each.named, each.relies) for each in told.substitutes] == [
        ("mirror", False, True)
    ]


def test_the_way_out_is_as_each_inventory_records_it() -> None:
    (leaving,) = lose("labels", supplied()).leaving
    assert leaving._replace(place=None) == (  # type: ignore[arg-type]
        *("register", "medium", 90, 60, True, "2031-02-01", True),
        None,
    )
    assert lose("packer", supplied()).leaving == ()
    assert lose("labels", supplied()).clients == ("one", "two")


@pytest.mark.parametrize(
    "plans, whole",
    [([True, True], True), ([True, None], None), ([None, False], False), ([], None)],
)
def test_there_is_a_plan_to_leave_if_every_contract_has_one(
    plans: list[bool | None], whole: bool | None
) -> None:
    view = supplied()
    view["vendors"][0]["contracts"] = [
        {"ref": str(n), "exit_plan": {} if plan is None else {"exists": plan}}
        for n, plan in enumerate(plans)
    ]
    assert lose("labels", view).leaving[0].exit_plan is whole


@pytest.mark.parametrize(
    "key, text",
    [
        ("time_to_exit_days", "how many days leaving takes"),
        ("alternatives", "who could take over"),
        ("level", "how hard it is to replace"),
    ],
)
def test_what_would_be_needed_to_leave_and_is_not_recorded_is_told(key: str, text: str) -> None:
    view = supplied()
    assert lose("labels", view).unknown == ()
    del view["vendors"][0]["substitutability"][key]
    assert [each.text for each in lose("labels", view).unknown] == [text]


def test_a_service_that_may_be_critical_is_unknown() -> None:
    view = supplied()
    del view["vendors"][0]["services"][1]["supports_critical_function"]
    assert [(each.text, each.about) for each in lose("mirror", view).unknown][-1] == (
        "whether a critical function depends on it",
        ("labels/b",),
    )


def test_the_worst_of_each_measure_is_the_one_that_reaches_most() -> None:
    told = worst(portfolio(supplied()), 2)
    assert [each.name for each in told.measures] == list(MEASURES)
    assert [
        (each.name, each.total, [(rank.id, rank.reached) for rank in each.ranks])
        for each in told.measures
    ] == [
        ("clients", 2, [("gateway", 2), ("labels", 2)]),
        ("vendors", 3, [("packer", 2), ("gateway", 2)][::-1]),
        ("critical services", 2, [("gateway", 1), ("labels", 1)]),
        ("sensitive data", 3, [("gateway", 3), ("labels", 3)]),
        ("people", 900, [("gateway", 900), ("labels", 900)]),
    ]
    assert told.unknown == ()


def random_view(size: int, seed: int) -> dict[str, Any]:
    rng = random.Random(seed)
    vendors: list[dict[str, Any]] = [
        {
            "id": f"v{n}",
            "clients": [{"client": f"c{rng.randrange(9)}"} for _ in range(rng.randrange(3))],
            "subprocessors": [
                {"party": f"{rng.choice('vp')}{rng.randrange(size)}"}
                for _ in range(rng.randrange(3))
            ],
            "data": [],
            "services": [{"id": "s", "supports_critical_function": rng.random() < 0.5}],
        }
        for n in range(size)
    ]
    return {"id": "i", "owner": {"name": "x"}, "vendors": vendors}


@given(size=st.integers(1, 12), seed=st.integers(0, 500))
def test_the_worst_reach_as_many_as_an_exposure_to_each_tells(size: int, seed: int) -> None:
    view = random_view(size, seed)
    told = {each.name: each for each in worst(portfolio(view), 1_000).measures}
    for rank in told["clients"].ranks:
        exposure = ask(rank.id, view)
        assert rank.reached == len({each.id for each in exposure.clients})
    for rank in told["vendors"].ranks:
        exposure = ask(rank.id, view)
        assert exposure.about.target is Target.PARTY
        assert rank.reached == sum(each.is_vendor for each in exposure.organisations)
    for rank in told["critical services"].ranks:
        services = lose(rank.id, view).services
        assert rank.reached == sum(each.standing is not Standing.LEFT for each in services)


@given(size=st.integers(1, 12), seed=st.integers(0, 100), most=st.integers(1, 5))
def test_fewer_are_the_first_of_more(size: int, seed: int, most: int) -> None:
    whole = portfolio(random_view(size, seed))
    for few, many in zip(worst(whole, most).measures, worst(whole, 100).measures, strict=True):
        assert few.ranks == many.ranks[:most]
        assert [rank.reached for rank in many.ranks] == sorted(
            (rank.reached for rank in many.ranks), reverse=True
        )
