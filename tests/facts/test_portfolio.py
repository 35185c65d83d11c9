"""The facts of a portfolio: chains, reach, parties, concentration, between bounds that are true."""

import pickle
from copy import deepcopy
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.bounds import Bounds, Range, share
from checker.facts.herfindahl import concentration
from checker.facts.portfolio import of_views
from checker.graph.closure import Dependents
from checker.graph.components import reversed_
from checker.graph.depth import DEEPEST, depths
from checker.graph.weights import Weights, bits
from checker.inventory import OF_PORTFOLIO, PORTFOLIO

ALL = OF_PORTFOLIO | PORTFOLIO
LEI = "EXMP00KESTRELLAB0133"


def vendor(id_: str, *behind: str, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "legal_name": id_.upper(),
        "subprocessors": [{"party": party, "name": party.upper()} for party in behind],
        "services": [],
        "clients": [],
        "data": [],
        "contracts": [],
        **more,
    }


def view(*vendors: dict[str, Any], id_: str = "i", **more: Any) -> dict[str, Any]:
    return {"id": id_, "vendors": [*vendors], **more}


def facts(*views: dict[str, Any], asked: Any = ALL) -> list[dict[str, Any]]:
    """The views with their facts."""
    found = of_views(views, asked)
    return [found.added(each, number) for number, each in enumerate(views)]


def of(name: str, *views: dict[str, Any]) -> dict[str, Any]:
    """The fact of every vendor, by id; of several with one id the last."""
    return {
        each["id"]: each[name] for one in facts(*views) for each in one["vendors"] if name in each
    }


def parties(*views: dict[str, Any]) -> dict[str, Any]:
    return {
        each["id"]: each
        for one in facts(*views)
        for own in one["vendors"]
        for each in own["nth_parties"]
    }


def exact(value: float) -> dict[str, Any]:
    text = str(value) if isinstance(value, int) else f"{value:.2f}"
    return {"at_least": value, "at_most": value, "exact": value, "text": text}


def test_the_rank_of_a_chain_is_that_of_its_last_party() -> None:
    assert of("chain", view(vendor("a", "b"), vendor("b", "x", "a"), vendor("c"))) == {
        "a": {"recorded": True, "at_least": 2, "rank": 2},
        "b": {"recorded": True, "at_least": 1, "rank": 1},
        "c": {"recorded": True, "at_least": 0, "rank": 0},
    }


def test_a_chain_that_is_not_recorded_is_unknown_and_not_short() -> None:
    bare = {"id": "b", "legal_name": "B"}

    assert of("chain", view(vendor("a", "b"), bare)) == {
        "a": {"recorded": False, "at_least": 1},
        "b": {"recorded": False, "at_least": 0},
    }
    assert of("parties", view(vendor("a", "b"), bare)) == {}


def test_a_vendor_that_is_its_own_subprocessor_has_nobody_behind_it() -> None:
    own = {"recorded": True, "at_least": 0, "rank": 0}
    assert of("chain", view(vendor("a", "a"))) == {"a": own}
    assert of("parties", view(vendor("a", "a"))) == {"a": []}


def test_the_parties_behind_a_vendor_have_rank_and_path() -> None:
    records = [
        {"party": "b", "name": "B", "kind": "service"},
        {"party": "c", "name": "C", "recipient": "b", "kind": "build_tool"},
    ]

    assert of("parties", view(vendor("a", subprocessors=records)))["a"] == [
        {"party": "b", "name": "B", "rank": 1, "path": ["a", "b"], "kinds": ["service"]},
        {"party": "c", "name": "C", "rank": 2, "path": ["a", "b", "c"], "kinds": ["build_tool"]},
    ]


def test_the_reach_of_a_vendor_has_the_clients_of_every_inventory_each_once() -> None:
    one = view(
        vendor(
            "v",
            clients=[{"client": "a", "segregation": "dedicated_tenant"}, {"client": "b"}],
            clients_declared=3,
            substitutability={"level": "easily"},
        ),
        id_="one",
    )
    two = view(
        vendor(
            "v",
            clients=[{"client": "a", "segregation": "logical"}],
            clients_declared=7,
            substitutability={"level": "not"},
        ),
        vendor("u", "v", clients=[{"client": "c"}]),
        id_="two",
    )

    assert of("reach", one, two)["v"] == {
        "clients": [{"client": "a", "segregation": "logical"}, {"client": "b"}],
        "declared": 7,
        "clients_through": exact(3),
        "categories": [],
        "substitutability": "not",
    }


def test_the_data_that_a_vendor_reaches_are_its_own_and_what_others_let_it_reach() -> None:
    records = [{"party": "v", "data": ["health", "telemetry"]}]
    views = view(vendor("v", data=[{"category": "biometrics"}]), vendor("u", subprocessors=records))

    assert of("reach", views)["v"]["categories"] == ["biometrics", "health", "telemetry"]


def test_three_clients_under_two_ids_of_one_lei_are_three_clients_of_one_vendor() -> None:
    one = vendor("a", clients=[{"client": "x"}, {"client": "y"}], identifiers={"lei": LEI})
    two = vendor("b", clients=[{"client": "z"}], identifiers={"lei": LEI})

    reach = of("reach", view(one, id_="one"), view(two, id_="two"))

    assert [len(reach[each]["clients"]) for each in ("a", "b")] == [3, 3]


def critical(*functions: str, is_: bool | None = True) -> dict[str, Any]:
    more = {} if is_ is None else {"supports_critical_function": is_}
    return {"id": "s", "functions": [*functions], **more}


def test_a_party_has_the_shares_that_depend_on_it() -> None:
    views = view(
        vendor(
            "a",
            "hub",
            services=[critical("f")],
            clients=[{"client": "x"}],
            data=[{"category": "health", "records": 30}],
        ),
        vendor("b", "a", services=[critical("g")], clients=[{"client": "y"}]),
        vendor(
            "c",
            services=[critical("f"), {**critical(is_=False), "id": "t"}],
            clients=[{"client": "y"}, {"client": "z"}],
            data=[{"category": "health", "records": 10}],
        ),
    )

    assert parties(views)["hub"] == {
        "id": "hub",
        "name": "HUB",
        "kinds": [],
        "vendors": exact(2),
        "critical_services": exact(2 / 3),
        "clients": exact(2 / 3),
        "records": exact(0.75),
        "behind": "a, b",
        "single_point_of_failure": True,  # of g; f goes on with c
    }


def test_a_party_stands_with_the_first_vendor_by_id_that_names_it_and_only_there() -> None:
    named = facts(view(vendor("b", "x"), vendor("a", "x", "y"), id_="one"), view(vendor("z", "y")))

    assert [
        (each["id"], [party["id"] for party in each["nth_parties"]])
        for one in named
        for each in one["vendors"]
    ] == [("b", []), ("a", ["x"]), ("z", ["y"])]


@pytest.mark.parametrize(
    "others, told",
    [
        ([vendor("c", services=[critical("f")])], False),
        ([vendor("c", "hub", services=[critical("f")])], True),
        ([{"id": "c", "services": [critical("f")]}], None),
        ([{"id": "c", "subprocessors": [{"party": "hub"}]}], True),
        ([{"id": "c", "subprocessors": []}], None),  # it may do f, too
        ([vendor("c", services=[critical("h", is_=None)])], True),
    ],
)
def test_a_party_is_a_single_point_of_failure_where_a_function_has_no_other_way(
    others: list[dict[str, Any]], told: bool | None
) -> None:
    found = parties_of(view(vendor("a", "hub", services=[critical("f")]), *others))

    assert found["hub"].get("single_point_of_failure") is told


def parties_of(one: dict[str, Any]) -> dict[str, Any]:
    return {
        each["id"]: each for own in facts(one)[0]["vendors"] for each in own.get("nth_parties", ())
    }


def test_a_function_that_may_be_critical_makes_a_point_of_failure_unknown() -> None:
    found = parties_of(view(vendor("a", "hub", services=[critical("f", is_=None)])))

    assert "single_point_of_failure" not in found["hub"]


def test_vendors_whose_chain_is_not_recorded_widen_the_bounds() -> None:
    found = parties_of(view(vendor("a", "hub"), {"id": "b"}, vendor("c")))

    assert found["hub"]["vendors"] == {"at_least": 1, "at_most": 2, "text": "1 to 2"}


def entry(*views: dict[str, Any], by: str = "vendor", weight: str = "services") -> Any:
    return of_views(views, ALL).whole["concentration"][by][weight]


def services(count: int) -> list[dict[str, Any]]:
    return [{"id": f"s{number}"} for number in range(count)]


def test_the_concentration_of_a_portfolio_is_its_hhi_and_what_follows() -> None:
    views = view(vendor("a", services=services(3)), vendor("b", services=services(1)))

    assert entry(views) == {
        "count": 2,
        "hhi": exact(0.625),
        "normalised": exact(0.25),
        "effective": exact(1.6),
        "largest": exact(0.75),
        "largest_id": "a",
    }


def test_vendors_of_one_ultimate_parent_count_as_one_where_a_policy_asks() -> None:
    views = view(
        vendor("a", services=services(1), ultimate_parent="top"),
        vendor("b", services=services(1), ultimate_parent="top"),
        vendor("c", services=services(2)),
        organisations=[{"id": "top", "name": "Top"}],
    )

    assert entry(views)["count"] == 3
    assert entry(views, by="group")["hhi"] == exact(0.5)
    assert entry(views, by="group")["largest_id"] == "c"


@pytest.mark.parametrize(
    "weight, records",
    [
        ("clients", {"clients": [{"client": "x"}]}),
        ("records", {"data": [{"category": "health", "records": 5}]}),
        ("spend", {"contracts": [{"annual_cost": {"amount": 0.5, "currency": "EUR"}}]}),
    ],
)
def test_each_weight_counts_its_own_records(weight: str, records: dict[str, Any]) -> None:
    found = entry(view(vendor("a", **records), vendor("b")), weight=weight)

    assert (found["hhi"], found["largest_id"]) == (exact(1.0), "a")


def test_costs_in_two_currencies_have_no_sum() -> None:
    costs = [{"annual_cost": {"amount": 1, "currency": each}} for each in ("EUR", "USD")]

    assert entry(view(vendor("a", contracts=costs)), weight="spend")["hhi"] == exact(1.0)
    two = entry(view(vendor("a", contracts=costs), vendor("b")), weight="spend")
    assert "exact" not in two["hhi"]
    assert "largest_id" not in two


def test_nothing_to_weigh_has_no_concentration() -> None:
    assert entry(view(vendor("a"))) == {"count": 1}


def test_only_what_is_asked_for_is_worked_out() -> None:
    (found,) = facts(view(vendor("a", "b")), asked={"chain"})

    assert "chain" in found["vendors"][0]
    assert not {"parties", "reach", "nth_parties"} & {*found["vendors"][0]}
    assert of_views([view()], {"chain"}).whole == {}


def test_the_places_of_a_fact_do_not_depend_on_what_was_asked_before() -> None:
    views = [
        view(vendor("a", "x"), vendor("b", "x", "a", "y"), id_="i"),
        view(vendor("c", "y"), {"id": "d"}, vendor("e", "c"), id_="j"),
    ]
    known = of_views(views, ALL)
    told = [known.added(each, number) for number, each in enumerate(views)]
    asked = [
        (number, ("vendors", index, "nth_parties", party, *rest), own)
        for number, each in enumerate(told)
        for index, own in enumerate(each["vendors"])
        for party in range(len(own.get("nth_parties", ())))
        for rest in (("id",), ("behind",), ("single_point_of_failure",), ("records", "exact"))
    ]

    anew = [of_views(views, ALL).places(*each) for each in asked]

    assert {number for number, _, _ in asked} == {0, 1}
    assert [known.places(*each) for each in (*asked, *asked)] == [*anew, *anew]
    assert len({*anew}) > len(asked) / 2


def test_facts_are_a_value() -> None:
    views = [view(vendor("a", "b"))]
    found = of_views(views, ALL)

    assert pickle.loads(pickle.dumps(found)) == found
    assert of_views(deepcopy(views), ALL) == found
    assert of_views(views, {"chain"}) != found


def test_bounds_decide_whatever_the_rest_is() -> None:
    surely, rest, may = Range(40, 40), Range(0, 50), Range(0, 10)

    assert share(surely, rest, may) == Bounds(0.4, 1.0)
    assert share(Range(3, 3), Range(7, None), Range(0, 0)) == Bounds(0.0, 0.3)
    assert share(Range(0, 0), Range(0, 0), Range(0, 0)) == Bounds(0.0, 0.0)


_RANGES = st.builds(
    lambda low, more: Range(low, None if more is None else low + more),
    st.integers(0, 9),
    st.none() | st.integers(0, 6) | st.just(0),
)


@given(st.lists(_RANGES, min_size=1, max_size=5), st.data())
def test_the_bounds_of_a_concentration_contain_that_of_every_completion(
    ranges: list[Range], data: st.DataObject
) -> None:
    weights = [
        data.draw(st.integers(low, low + 20 if high is None else high)) for low, high in ranges
    ]
    if not sum(weights):
        return
    bounds = concentration(ranges)
    truth = concentration([Range(weight, weight) for weight in weights])

    assert bounds is not None
    assert truth is not None
    for outer, inner in zip(bounds, truth, strict=True):
        assert outer.at_least - 1e-9 <= inner.at_least == inner.at_most <= outer.at_most + 1e-9


_PARTIES = ("a", "b", "c", "p", "q")
_LISTS: dict[str, st.SearchStrategy[Any]] = {
    "subprocessors": st.lists(
        st.builds(lambda party: {"party": party}, st.sampled_from(_PARTIES)), max_size=2
    ),
    "services": st.lists(
        st.builds(
            lambda function, is_: critical(function, is_=is_),
            st.sampled_from("fg"),
            st.none() | st.booleans(),
        ),
        max_size=2,
    ),
    "clients": st.lists(
        st.builds(lambda client: {"client": client}, st.sampled_from("xy")), max_size=2
    ),
    "data": st.lists(
        st.builds(
            lambda count: {"category": "health", **({} if count is None else {"records": count})},
            st.none() | st.integers(0, 5),
        ),
        max_size=2,
    ),
}


@st.composite
def portfolios(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """A portfolio of which not everything is recorded, and one of its completions."""
    partial, full = [], []
    for id_ in "abc":
        own: dict[str, Any] = {"id": id_, "legal_name": id_, "contracts": []}
        more = dict(own)
        for key, strategy in _LISTS.items():
            records = draw(strategy)
            if draw(st.booleans()):
                own[key] = records
            more[key] = [draw(completed(record)) for record in records]
        partial.append(own)
        full.append(more)
    # The clients that the portfolio knows are those that it knows.
    everybody = {
        **own_vendor("z"),
        "clients": [{"client": "x"}, {"client": "y"}],
    }
    return view(*partial, everybody), view(*full, everybody)


def own_vendor(id_: str) -> dict[str, Any]:
    return vendor(id_, "p", "q")


def completed(record: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """The record with what it lacks."""
    if record.get("category") and "records" not in record:
        return st.integers(0, 5).map(lambda count: {**record, "records": count})
    if "functions" in record and "supports_critical_function" not in record:
        return st.booleans().map(lambda is_: {**record, "supports_critical_function": is_})
    return st.just(record)


@given(portfolios())
def test_the_bounds_of_facts_contain_the_truth_of_every_completion(
    both: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    partial, full = both
    outer, inner = parties_of(partial), parties_of(full)

    for id_ in outer:
        for name in ("vendors", "critical_services", "clients", "records"):
            truth, bounds = inner[id_][name], outer[id_][name]
            assert bounds["at_least"] - 1e-9 <= truth["exact"] <= bounds["at_most"] + 1e-9, name
        told = outer[id_].get("single_point_of_failure")
        if told is not None:
            assert inner[id_]["single_point_of_failure"] is told
    for own, more in zip(facts(partial)[0]["vendors"], facts(full)[0]["vendors"], strict=True):
        assert own["chain"]["at_least"] <= more["chain"]["rank"]
        if "rank" in own["chain"]:
            assert own["chain"] == more["chain"]
        through, truth = own["reach"]["clients_through"], more["reach"]["clients_through"]["exact"]
        assert through["at_least"] <= truth <= through["at_most"]


@given(portfolios(), portfolios())
def test_facts_do_not_depend_on_the_order_of_files(
    one: tuple[dict[str, Any], Any], two: tuple[dict[str, Any], Any]
) -> None:
    views = [{**one[0], "id": "one"}, {**two[0], "id": "two"}]
    expected = None
    for order in permutations(views):
        found = of_views(order, ALL)
        told = {each["id"]: found.added(each, number) for number, each in enumerate(order)}
        expected = expected or (told, found.whole)
        assert (told, found.whole) == expected


def test_vendors_that_change_at_once_are_all_read_anew() -> None:
    before = view(vendor("a", "b"), vendor("b", "x"), vendor("c"))
    after = {**before, "vendors": [vendor("a", "c"), before["vendors"][1], vendor("c", "y")]}

    for touched in ({0, 2}, None):
        found = of_views([before], ALL).changed([(before, after, touched)], ALL)

        assert found.graph == of_views([after], ALL).graph


@given(portfolios(), portfolios(), st.data())
def test_facts_of_changed_records_are_those_worked_out_anew(
    one: tuple[dict[str, Any], Any], two: tuple[dict[str, Any], Any], data: st.DataObject
) -> None:
    before, beside = {**one[0], "id": "one"}, {**two[0], "id": "two"}
    others = {**data.draw(portfolios())[0], "id": "one"}
    # Some vendors stay the very same objects, others come to be like them or go.
    vendors = [
        data.draw(st.sampled_from([old, deepcopy(old), new]))
        for old, new in zip(before["vendors"], others["vendors"], strict=True)
    ]
    after = {**before, "vendors": vendors[: data.draw(st.integers(2, 3))]}

    asked = data.draw(st.sampled_from([ALL, PORTFOLIO, OF_PORTFOLIO]))
    touched = data.draw(st.sampled_from([None, {0, 1, 2}]))
    if len(after["vendors"]) < len(before["vendors"]):
        touched = None
    found = of_views([before, beside], ALL).changed([(before, after, touched)], asked)

    anew = of_views([after, beside], asked)
    assert found.graph == anew.graph
    assert found.asked >= asked
    assert [
        {key: vendor[key] for key in vendor.keys() & asked}
        for number, each in enumerate([after, beside])
        for vendor in found.added(each, number)["vendors"]
    ] == [
        {key: vendor[key] for key in vendor.keys() & asked}
        for number, each in enumerate([after, beside])
        for vendor in anew.added(each, number)["vendors"]
    ]
    assert {key: found.whole[key] for key in anew.whole} == anew.whole


_GRAPHS = st.lists(st.lists(st.integers(0, 7), max_size=3), min_size=8, max_size=8)


@given(_GRAPHS)
def test_a_large_graph_is_searched_with_the_same_result(successors: list[list[int]]) -> None:
    predecessors = reversed_(successors)
    closed = Dependents(successors, predecessors)
    searched = Dependents(successors, predecessors, most=0)
    weights, masks = Weights([3, 0, 8, 1, 2, 1000, 7, 5]), [1 << (node % 3) for node in range(8)]

    for node in range(8):
        one, other = closed.of(node), searched.of(node)
        assert isinstance(other, frozenset)
        assert one == bits(other, 8)
        assert weights.over(one) == weights.over(other)
        assert closed.united(masks)(node) == searched.united(masks)(node)
    assert depths(successors, range(8)) == depths(successors, range(8), most=0)


def test_what_would_take_too_many_steps_is_not_told() -> None:
    successors = [[1], [2], []]

    assert Dependents(successors, reversed_(successors), most=0, steps=1).of(2) is None


@pytest.mark.slow
def test_a_chain_that_is_longer_than_anybody_counts_has_more_than_100() -> None:
    records = [{"party": "p1"}] + [
        {"party": f"p{number}", "recipient": f"p{number - 1}"} for number in range(2, 100_001)
    ]

    (found,) = facts(view(vendor("a", subprocessors=records)), asked={"chain"})

    assert found["vendors"][0]["chain"] == {"recorded": True, "at_least": DEEPEST + 1}


@pytest.mark.slow
def test_a_party_behind_100_000_vendors_has_its_shares() -> None:
    views = view(
        *(
            vendor(f"v{number}", "hub", services=[critical("f")], clients=[{"client": "x"}])
            for number in range(100_000)
        )
    )

    (found,) = facts(views, asked={"nth_parties"})
    (hub,) = found["vendors"][0]["nth_parties"]

    assert (hub["vendors"], hub["critical_services"]) == (exact(100_000), exact(1.0))
    assert hub["behind"].startswith("v0, v1, v10, v100, ")
    assert hub["behind"].endswith(", v10004, and others")
