"""An exposure follows the chain, says how sure it is, and never makes up what is not recorded."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.errors import UsageError
from checker.exposing.exposure import People, Reach, State, Target
from checker.exposing.people import people
from checker.exposing.scope import LONGEST
from tests.exposing.portfolios import ask, complete, portfolio, with_incident


def test_a_breach_reaches_whoever_relies_on_it_and_the_path_is_told() -> None:
    told = ask("packer", complete())
    assert told.about.target is Target.PARTY
    assert [(each.id, each.path, each.kinds) for each in told.organisations] == [
        ("packer", ("packer",), ()),
        ("gateway", ("packer", "gateway"), ("build_tool",)),
        ("labels", ("packer", "gateway", "labels"), ("software_component",)),
    ]
    assert [(each.id, each.vendor, each.segregation) for each in told.clients] == [
        ("one", "labels", "none"),
        ("two", "labels", "dedicated_tenant"),
    ]


@pytest.mark.parametrize(
    "what, reaches",
    [
        ("labels", ["held", "held", "held"]),
        ("gateway", ["reachable", "reachable", "beside"]),
        ("packer", ["reachable", "reachable", "beside"]),
    ],
)
def test_data_are_held_reachable_or_beside_the_way(what: str, reaches: list[str]) -> None:
    rows = {each.id: each.reach.value for each in ask(what, complete()).data}
    assert [rows[id_] for id_ in ("training_dataset", "government_id", "contractor_pii")] == reaches


def test_where_a_way_leads_to_is_possible_where_nobody_recorded_it() -> None:
    view = complete()
    del view["vendors"][0]["subprocessors"][0]["data"]
    assert {each.reach for each in ask("packer", view).data} == {Reach.POSSIBLE}


def test_data_that_a_way_leads_to_and_of_which_there_is_no_entry_are_told() -> None:
    view = complete()
    view["vendors"][0]["subprocessors"][0]["data"] = ["health"]
    told = ask("packer", view)
    (row,) = (each for each in told.data if not each.entry)
    assert (row.vendor, row.category, row.reach) == ("labels", "health", Reach.REACHABLE)
    assert told.total == People(0, None)


def test_people_of_one_vendor_are_at_least_the_most_of_an_entry_and_at_most_all() -> None:
    assert ask("labels", complete()).total == People(900, 1300)
    # What is beside the way is reached perhaps: it counts at the most alone.
    assert ask("packer", complete()).total == People(900, 1300)


def test_people_of_vendors_add_up_as_ranges() -> None:
    view = complete()
    other = {**view["vendors"][0], "id": "other", "data": [dict(view["vendors"][0]["data"][2])]}
    other["subprocessors"] = [{"party": "gateway", "data": ["contractor_pii"]}]
    view["vendors"].append(other)
    told = ask("gateway", view)
    assert dict(told.people) == {
        "gateway": People(0, 0),
        "labels": People(900, 1300),
        "other": People(400, 400),
    }
    assert told.total == People(1300, 1700)


@given(*(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 9)) for _ in "abc"))
def test_ranges_add_in_any_order_and_an_open_one_leaves_the_sum_open(
    a: tuple[int, int | None], b: tuple[int, int | None], c: tuple[int, int | None]
) -> None:
    one, two, three = People(*a), People(*b), People(*c)
    assert one + two == two + one
    assert (one + two) + three == one + (two + three)
    assert ((one + two).most is None) == (one.most is None or two.most is None)


def test_without_a_list_of_data_nobody_knows_how_many() -> None:
    assert people([], None, listed=False) == People(0, None)
    assert people([], None, listed=True) == People(0, 0)


def test_obligations_that_would_arise_are_due_from_the_moment_that_is_asked_of() -> None:
    told = ask("packer", complete())
    assert [(each.client, each.to, each.source, each.due, each.sure) for each in told.duties] == [
        ("one", "client", "L-1", "2031-05-16T00:00:00Z", True),
        ("two", "client", "L-2", "2031-05-17T00:00:00Z", True),
        ("one", "authority", "art. 1", "2031-05-18T00:00:00Z", True),
        ("one", "individuals", "art. 2", "2031-06-15T23:59:59.999999999Z", True),
    ]
    assert {each.state for each in told.duties} == {State.ARISES}


@pytest.mark.parametrize(
    "records, sure", [([900, 400], True), ([500, 100], False), ([500, 0], None), ([10, 20], None)]
)
def test_what_is_owed_from_a_number_of_people_on_depends_on_the_range(
    records: list[int], sure: bool | None
) -> None:
    view = complete()
    for number, count in enumerate(records, 1):
        view["vendors"][0]["data"][number]["records"] = count
    told = {each.source: each.sure for each in ask("labels", view).duties}
    assert told.get("art. 2") is sure


@pytest.mark.parametrize("first", ["a", "z"])
def test_what_a_client_would_owe_for_several_vendors_is_one_duty_and_the_surest(
    first: str,
) -> None:
    view = complete()
    labels = view["vendors"][0]
    labels["data"][1]["records"], labels["data"][2]["records"] = 400, 400
    sure = {**labels, "id": first, "data": [{**labels["data"][1], "records": 900}]}
    view["vendors"].append(sure)
    told = [each for each in ask("gateway", view).duties if each.source == "art. 2"]
    assert [(each.client, each.vendor, each.sure) for each in told] == [("one", first, True)]


def test_an_open_incident_that_began_there_has_its_obligations_and_no_second_ones() -> None:
    told = ask("packer", with_incident())
    assert [
        (each.state, each.incident, each.client, each.source, each.due) for each in told.duties
    ] == [
        (State.OVERDUE, "i-1", "one", "L-1", "2031-05-11T12:00:00Z"),
        (State.OPEN, "i-1", "one", "art. 1", "2031-05-17T00:00:00Z"),
        (State.ARISES, "", "two", "L-2", "2031-05-17T00:00:00Z"),
    ]


@pytest.mark.parametrize(
    "sent, state",
    [
        ("2031-05-11T12:00:00Z", State.SENT),
        ("2031-05-11T12:00:01Z", State.LATE),
        ("2031-05-11", State.UNCLEAR),
        ("2031-05-15T00:00:01Z", State.OVERDUE),
    ],
)
def test_a_notice_was_in_time_late_or_it_cannot_be_told(sent: str, state: State) -> None:
    notice = {"to": "client", "recipient": "one", "sent_at": sent}
    told = ask("packer", with_incident(notices=[notice]))
    (duty,) = (each for each in told.duties if each.source == "L-1")
    assert (duty.state, duty.sent_at) == (state, "" if state is State.OVERDUE else sent)


@pytest.mark.parametrize("status", ["resolved", "closed"])
def test_an_incident_that_is_over_is_named_and_asked_about_by_its_id(status: str) -> None:
    view = with_incident(status=status)
    told = ask("packer", view)
    assert {each.state for each in told.duties} == {State.ARISES}
    assert [each.id for each in told.recorded] == ["i-1"]
    assert {each.incident for each in ask("packer", view, incident="i-1").duties} == {"i-1"}


def test_an_incident_says_which_data_which_clients_and_how_many_people() -> None:
    told = ask("packer", with_incident(), incident="i-1")
    assert [each.id for each in told.organisations] == ["packer", "gateway", "labels"]
    assert [(each.id, each.affected) for each in told.clients] == [("one", True), ("two", False)]
    assert [(each.id, each.reach, each.records) for each in told.data] == [
        ("government_id", Reach.CONFIRMED, 300),
        ("training_dataset", Reach.BESIDE, None),
        ("contractor_pii", Reach.BESIDE, 400),
    ]
    assert told.total == People(100, 300)


@pytest.mark.parametrize(
    "what, incident, message, hint",
    [
        ("packer", "l-1", "there is no incident 'l-1'", "incidents: i-1"),
        ("two", "i-9", "there is no incident 'i-9'", "incidents: i-1"),
        (
            "other",
            "i-1",
            "the incident 'i-1' was at 'labels', which 'other' does not reach",
            "vendorgate exposure labels --incident i-1",
        ),
    ],
)
def test_an_incident_that_is_not_there_or_not_reached_is_said(
    what: str, incident: str, message: str, hint: str
) -> None:
    view = with_incident()
    view["vendors"].append({"id": "other"})
    with pytest.raises(UsageError) as raised:
        ask(what, view, incident=incident)
    assert str(raised.value) == message
    assert raised.value.hint == hint


def test_behind_a_client_stand_its_vendors_and_theirs_with_its_data_and_no_others() -> None:
    told = ask("two", complete())
    assert told.about.target is Target.CLIENT
    assert [(each.id, each.path) for each in told.organisations] == [
        ("labels", ("two", "labels")),
        ("gateway", ("two", "labels", "gateway")),
        ("packer", ("two", "labels", "gateway", "packer")),
    ]
    assert [each.id for each in told.data] == ["contractor_pii", "government_id"]
    assert {each.client for each in told.duties} == {"two"}


def test_data_of_a_category_are_with_who_holds_them_and_who_can_reach_them_there() -> None:
    told = ask("government_id", complete())
    assert told.about.target is Target.CATEGORY
    assert [(each.id, each.path) for each in told.organisations] == [
        ("labels", ("labels",)),
        ("gateway", ("labels", "gateway")),
    ]
    assert [each.id for each in told.data] == ["government_id"]
    assert told.total == People(900, 900)
    # Whose they are is not recorded: they may be of either.
    assert [each.id for each in told.clients] == ["one", "two"]
    assert [each.id for each in ask("training_dataset", complete()).clients] == ["one"]


def test_of_a_complete_portfolio_nothing_is_unknown() -> None:
    assert ask("labels", complete()).unknown == ()


def vendor(change: Callable[[dict[str, Any]], object]) -> Callable[[dict[str, Any]], object]:
    return lambda view: change(view["vendors"][0])


LACKING: list[tuple[str, Callable[[dict[str, Any]], object], list[str]]] = [
    ("labels", vendor(lambda v: v.pop("data")), ["which data it holds"]),
    (
        "labels",
        vendor(lambda v: v.update(clients_declared=5)),
        ["who else is its client: it says 5, 2 known"],
    ),
    ("labels", vendor(lambda v: v.pop("clients")), ["who else is its client: it says 2, 0 known"]),
    ("labels", vendor(lambda v: v["data"][1].pop("records")), ["how many records"]),
    (
        "labels",
        vendor(lambda v: v["data"][0].pop("subjects")),
        ["how many records", "whom they are about"],
    ),
    (
        "labels",
        vendor(lambda v: (v.pop("clients"), v.pop("clients_declared"))),
        ["who its clients are"],
    ),
    (
        "labels",
        vendor(lambda v: v["data"][1].pop("encryption")),
        ["how they are encrypted at rest"],
    ),
    ("labels", vendor(lambda v: v["data"][0].pop("owner_client")), ["whose they are"]),
    ("labels", vendor(lambda v: v["clients"][0].pop("segregation")), ["what keeps them apart"]),
    ("labels", vendor(lambda v: v.pop("contracts")), ["the contracts are not recorded"]),
    ("labels", vendor(lambda v: v["contracts"].pop()), ["no contract covers it"]),
    (
        "labels",
        lambda view: view["organisations"][0].pop("reports_under"),
        ["the regimes that it reports under are not recorded"],
    ),
    (
        "gateway",
        vendor(lambda v: v["subprocessors"][0].pop("data")),
        ["which of its data gateway can reach"],
    ),
    (
        "gateway",
        vendor(lambda v: v["subprocessors"][0]["data"].append("health")),
        ["what exactly it is: there is no entry"],
    ),
    (
        "gateway",
        lambda view: view["vendors"].append({"id": "x"}),
        ["on whom they rely: perhaps on gateway, too"],
    ),
]


@pytest.mark.parametrize("what, remove, texts", LACKING, ids=range(len(LACKING)))
def test_each_record_that_is_left_out_is_the_one_that_is_asked_for(
    what: str, remove: Callable[[dict[str, Any]], object], texts: list[str]
) -> None:
    view = complete()
    before = {each.text for each in ask(what, view).unknown}
    remove(view)
    assert {each.text for each in ask(what, view).unknown} - before == set(texts)


def test_what_an_incident_leaves_open_is_said() -> None:
    keys = {"clients_affected": None, "exposed": None}
    view = with_incident(**keys, individuals_at_least=None, individuals_at_most=None)
    texts = [each.text for each in ask("packer", view, incident="i-1").unknown]
    assert texts[:3] == [
        "which clients are affected",
        "which data were exposed",
        "how many people are affected",
    ]


@pytest.mark.parametrize("what", ["labels", "LABELS LTD", "Labels Ltd", "labels ltd"])
def test_a_party_is_found_by_id_and_by_name_in_any_case(what: str) -> None:
    assert ask(what, complete()).about.id == "labels"


@pytest.mark.parametrize(
    "what, hint",
    [
        ("label", "did you mean 'labels'?"),
        ("packr", "did you mean 'packer'?"),
        ("government-id", "did you mean 'government_id'?"),
        ("zzz", None),
    ],
)
def test_what_is_not_there_is_a_mistake_with_a_hint(what: str, hint: str | None) -> None:
    with pytest.raises(UsageError) as raised:
        ask(what, complete())
    assert str(raised.value) == f"there is no party and no category of data '{what}'"
    assert raised.value.hint == hint


def test_a_client_on_whom_somebody_relies_is_a_party_that_may_be_breached() -> None:
    view = complete()
    view["vendors"][1]["subprocessors"].append({"party": "two", "data": []})
    told = ask("two", view)
    assert told.about.target is Target.PARTY
    assert [each.id for each in told.organisations] == ["two", "gateway", "labels"]


def test_a_name_of_two_parties_is_no_answer() -> None:
    view = complete()
    view["organisations"][2]["name"] = "Labels Ltd"
    with pytest.raises(UsageError, match="'Labels Ltd' is the name of 2 parties") as raised:
        ask("Labels Ltd", view)
    assert raised.value.hint == "name one by id: 'labels', 'packer'"


def test_the_owner_of_a_client_s_inventory_is_a_client_of_each_vendor_in_it() -> None:
    view = complete()
    view.update(perspective="client", owner={"name": "Client One"})
    assert [each.id for each in ask("labels", view).clients] == ["one", "two"]
    view.update(owner={"name": "Somebody Else"})
    told = ask("gateway", view)
    assert [(each.id, each.name, each.vendor) for each in told.clients][:2] == [
        ("one", "Client One", "labels"),
        ("owner of register", "Somebody Else", "gateway"),
    ]


def test_two_inventories_are_told_together() -> None:
    other = {
        "id": "other",
        "owner": {"name": "Other"},
        "vendors": [
            {"id": "labels", "clients": [{"client": "three", "segregation": "none"}]},
            {"id": "mirror", "subprocessors": [{"party": "labels", "data": []}]},
        ],
    }
    told = ask("gateway", complete(), other)
    assert [each.id for each in told.organisations] == ["gateway", "labels", "mirror"]
    assert [each.id for each in told.clients] == ["one", "three", "two"]
    assert ask("gateway", other, complete()) == told


@pytest.mark.parametrize("behind", [["labels"], ["gateway"], ["packer", "labels", "gateway"]])
def test_cycles_and_loops_are_followed_once(behind: list[str]) -> None:
    view = complete()
    view["vendors"][1]["subprocessors"] += [{"party": each} for each in behind]
    for what in ("packer", "gateway", "labels", "one", "government_id"):
        told = ask(what, view)
        ids = [each.id for each in told.organisations]
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("length", [5_000, pytest.param(100_000, marks=pytest.mark.slow)])
@pytest.mark.parametrize("what", ["first", "last", "one"])
def test_a_very_long_chain_is_followed_to_its_end(what: str, length: int) -> None:
    ids = ["first", *(f"v{n}" for n in range(length - 2)), "last"]
    vendors: list[dict[str, Any]] = [
        {"id": id_, "subprocessors": [{"party": behind}], "data": [], "clients": []}
        for id_, behind in pairwise(ids)
    ]
    vendors[0]["clients"] = [{"client": "one"}]
    view = {"id": "i", "owner": {"name": "x"}, "vendors": vendors, "organisations": [{"id": "one"}]}
    told = ask(what, view)
    assert len(told.organisations) == {"first": 1}.get(what, length)
    assert max(len(each.path) for each in told.organisations) <= LONGEST


def test_the_order_of_records_changes_nothing_but_places() -> None:
    view = with_incident()
    other = dict(reversed(view.items()))
    other["organisations"] = view["organisations"][::-1]
    for what in ("packer", "labels", "one", "government_id"):
        one, two = ask(what, view), ask(what, other)
        assert [each._replace(place=None) for each in one.duties] == [
            each._replace(place=None) for each in two.duties
        ]
        assert (one.organisations, one.clients, one.data) == (
            two.organisations,
            two.clients,
            two.data,
        )
        assert [each[:2] for each in one.unknown] == [each[:2] for each in two.unknown]


def test_nothing_of_a_view_is_changed() -> None:
    view = with_incident()
    for what in ("packer", "one", "government_id"):
        ask(what, view)
    assert view == with_incident()
    assert portfolio(view).graph.parties
