"""The graph of a portfolio: who is one party, who stands behind whom, and where it is recorded."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.graph.components import components
from checker.graph.graph import Graph
from checker.graph.likeness import questions
from checker.graph.names import looks_alike
from checker.graph.read import records_of
from checker.graph.records import RELIES_ON, SERVES, Place, Records
from checker.graph.search import Step

LEI, OTHER_LEI = "EXMP00KESTRELLAB0133", "EXMP00BRIGHTLABEL188"


def view(*vendors: dict[str, Any], id_: str = "i", **more: Any) -> dict[str, Any]:
    return {"id": id_, "vendors": [*vendors], **more}


def vendor(id_: str, *behind: str, clients: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "legal_name": id_,
        "subprocessors": [{"party": party} for party in behind],
        "clients": [{"client": client} for client in clients],
        **more,
    }


def graph(*views: dict[str, Any]) -> Graph:
    return Graph(records_of(views))


def test_one_vendor_in_two_inventories_is_one_party_with_the_clients_of_both() -> None:
    found = graph(
        view(vendor("v", clients=("a", "b")), id_="one"),
        view(vendor("v", clients=("b", "c")), id_="two"),
    )

    assert [party for party in found.parties.values() if party.is_vendor] == [found.parties["v"]]
    assert {edge.target: edge.places for edge in found.after("v", SERVES)} == {
        "a": (Place("one", ("vendors", 0, "clients", 0)),),
        "b": (
            Place("one", ("vendors", 0, "clients", 1)),
            Place("two", ("vendors", 0, "clients", 0)),
        ),
        "c": (Place("two", ("vendors", 0, "clients", 1)),),
    }


def test_one_lei_under_two_ids_is_told_and_counted_as_one_whatever_the_names() -> None:
    found = graph(
        view(vendor("acme", identifiers={"lei": LEI}), id_="one"),
        view(vendor("zeta", identifiers={"lei": LEI}), id_="two"),
    )

    assert found.id_of("zeta") == "acme"
    assert found.parties["acme"].ids == ("acme", "zeta")
    (notice,) = found.notices
    assert notice.text == (
        f"LEI {LEI} is recorded under 2 ids, and counted as one: acme (acme), zeta (zeta)"
    )
    assert notice.places == (Place("one", ("vendors", 0)), Place("two", ("vendors", 0)))


@pytest.mark.parametrize("stated", [{"same_as": ["b"]}, {"aliases": ["The B"]}])
def test_a_statement_makes_two_ids_one(stated: dict[str, Any]) -> None:
    found = graph(view(vendor("a", **stated), vendor("b", trading_name="the  b")))

    assert found.id_of("b") == "a"


@pytest.mark.parametrize("stated", [{"same_as": ["b"]}, {"aliases": ["b"]}])
@pytest.mark.parametrize(
    "more, why",
    [
        ({"identifiers": {"lei": OTHER_LEI}}, "their LEIs differ"),
        ({"distinct_from": ["a"]}, "distinct_from says that they are not"),
    ],
)
def test_a_statement_that_is_contradicted_is_told_and_changes_nothing(
    stated: dict[str, Any], more: dict[str, Any], why: str
) -> None:
    found = graph(view(vendor("a", identifiers={"lei": LEI}, **stated), vendor("b", **more)))

    assert found.id_of("b") == "b"
    assert [notice.text.split(", and ")[1] for notice in found.notices] == [f"{why}: counted apart"]


def test_what_looks_alike_is_a_question_and_never_merged() -> None:
    found = graph(
        view(
            vendor("amazon", legal_name="Amazon Web Services, Inc."),
            vendor("aws", legal_name="AWS"),
            vendor("other", legal_name="Otherwise Ltd"),
        )
    )

    (question,) = questions(found)
    assert found.id_of("aws") == "aws"
    assert question.text == (
        "'amazon' (Amazon Web Services, Inc.) looks like 'aws' (AWS): are they one?"
    )
    assert question.answer == "same_as: [aws]"
    assert question.denial == "distinct_from: [aws]"
    assert question.place == Place("i", ("vendors", 0))


@pytest.mark.parametrize(
    "said", [{"distinct_from": ["aws"]}, {"same_as": ["aws"]}, {"aliases": ["AWS"]}]
)
def test_an_answer_ends_the_question(said: dict[str, Any]) -> None:
    found = graph(
        view(
            vendor("amazon", legal_name="Amazon Web Services, Inc.", **said),
            vendor("aws", legal_name="AWS"),
        )
    )

    assert [*questions(found)] == []


def test_an_id_with_two_names_is_counted_as_one_and_asked_about() -> None:
    found = graph(
        view(vendor("v", legal_name="Amazon Web Services"), id_="one"),
        view(vendor("v", legal_name="AWS"), id_="two"),
    )

    (question,) = questions(found)
    assert question.text == "'v' is 'Amazon Web Services' here and 'AWS' elsewhere: counted as one"
    assert (question.answer, question.place) == ('aliases: ["AWS"]', Place("one", ("vendors", 0)))
    assert [
        *questions(
            graph(view(vendor("v", aliases=["x"]), id_="one"), view(vendor("v", legal_name="x")))
        )
    ] == []


def test_a_statement_about_nobody_is_told() -> None:
    (notice,) = graph(view(vendor("a", same_as=["ghost"]))).notices

    assert notice.text == "same_as of 'a' names 'ghost', which nobody records"


def test_parties_with_two_leis_are_no_question() -> None:
    found = graph(
        view(
            vendor("a", legal_name="Acme", identifiers={"lei": LEI}),
            vendor("b", legal_name="ACME Inc.", identifiers={"lei": OTHER_LEI}),
        )
    )

    assert [*questions(found)] == []


@pytest.mark.parametrize(
    "one, other, alike",
    [
        ("Acme GmbH", "ACME, Ltd.", True),
        ("Amazon Web Services Inc (AWS)", "AWS", True),
        ("Google Cloud Platform (GCP)", "Google Cloud Platform", True),
        ("Acme Data", "Acme Logistics", False),
        ("Aa Bb", "AB", False),
        ("Limited", "Inc.", False),
        ("Data Centre 12", "DC12", True),
        ("Data Centre 1", "Data Centre 12", False),
    ],
)
def test_names_look_alike_but_for_case_and_legal_form_or_as_abbreviation(
    one: str, other: str, alike: bool
) -> None:
    assert looks_alike(one, other) is alike


def test_ranks_are_computed_along_recipients_and_the_path_is_told() -> None:
    records = [{"party": "b"}, {"party": "c", "recipient": "b"}, {"party": "d", "recipient": "c"}]
    found = graph(view(vendor("a", subprocessors=records)))

    behind = found.behind("a")
    assert behind == {"b": Step(1, "a"), "c": Step(2, "b"), "d": Step(3, "c")}
    assert found.path(behind, "d") == ("a", "b", "c", "d")
    assert {id_: step.rank for id_, step in found.dependents("d").items()} == {
        "c": 1,
        "b": 2,
        "a": 3,
    }


def test_nobody_is_behind_himself_though_cycles_and_self_loops_are_normal() -> None:
    found = graph(view(vendor("a", "a", "b"), vendor("b", "c"), vendor("c", "a")))

    assert found.behind("a") == {"b": Step(1, "a"), "c": Step(2, "b")}
    assert [len(members) for members in found.components.members] == [3]


def test_a_chain_that_nobody_recorded_is_told_by_its_vendors() -> None:
    bare = {"id": "b", "legal_name": "b"}
    found = graph(view(vendor("a", "b", "c"), bare), view(vendor("c"), {"id": "c"}, id_="j"))

    assert found.unrecorded(["a", *found.behind("a")]) == ("b",)


def test_a_group_goes_by_who_is_at_the_top() -> None:
    found = graph(
        view(
            vendor("a", ultimate_parent="top"),
            vendor("b", ultimate_parent="between"),
            organisations=[{"id": "between", "parent": "top"}, {"id": "top"}, {"id": "z"}],
        )
    )

    assert [found.group(id_) for id_ in ("a", "b", "between", "top", "z")] == [
        *("top", "top", "top", "top"),
        "z",
    ]


def test_two_parents_in_a_circle_are_one_group() -> None:
    found = graph(
        view(vendor("a", ultimate_parent="b"), id_="one"),
        view(vendor("b", ultimate_parent="a"), id_="two"),
    )

    assert (found.group("a"), found.group("b")) == ("a", "a")


def test_a_reference_to_nobody_is_a_party_without_records() -> None:
    found = graph(view(vendor("a", "ghost")))

    assert found.parties["ghost"].places == ()
    assert found.party("nobody") is None
    assert found.behind("nobody") == {}


@pytest.mark.parametrize("long", [5_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_a_long_chain_is_walked_to_its_end(long: int) -> None:
    records = [{"party": "p1"}] + [
        {"party": f"p{n}", "recipient": f"p{n - 1}"} for n in range(2, long + 1)
    ]
    found = graph(view(vendor("a", subprocessors=records)))

    behind = found.behind("a")
    assert behind[f"p{long}"] == Step(long, f"p{long - 1}")
    assert len(found.path(behind, f"p{long}")) == long + 1
    assert len(found.components.members) == long + 1


@pytest.mark.slow
def test_a_party_behind_100_000_vendors_knows_them_all() -> None:
    found = graph(view(*(vendor(f"v{n}", "hub") for n in range(100_000))))

    assert len(found.dependents("hub")) == 100_000


_IDS = st.sampled_from("abcdef")
_VENDORS = st.builds(
    lambda id_, behind, more: vendor(id_, *behind, clients=tuple(behind[:1]), **more),
    _IDS,
    st.lists(_IDS, max_size=4),
    st.fixed_dictionaries(
        {},
        optional={
            "same_as": st.lists(_IDS, max_size=2),
            "aliases": st.lists(_IDS, max_size=2),
            "distinct_from": st.lists(_IDS, max_size=2),
            "identifiers": st.sampled_from([{"lei": LEI}, {"lei": OTHER_LEI}]),
            "ultimate_parent": _IDS,
        },
    ),
)
_VIEWS = st.lists(st.lists(_VENDORS, max_size=4), min_size=3, max_size=3).map(
    lambda lists: [view(*each, id_=f"i{n}") for n, each in enumerate(lists)]
)


def told(found: Graph) -> tuple[object, ...]:
    """Everything that a graph tells."""
    groups = {id_: found.group(id_) for id_ in found.parties}
    reached = {id_: found.behind(id_) for id_ in found.parties}
    return (
        found.parties,
        found.edges,
        found.notices,
        groups,
        reached,
        found.components,
        found.counts,
        [*questions(found)],
    )


@given(_VIEWS)
def test_merging_is_associative_and_commutative_and_nothing_counts_twice(
    views: list[dict[str, Any]],
) -> None:
    one, two, three = (records_of([each]) for each in views)

    assert (one | two) | three == one | (two | three) == records_of(views)
    assert one | two == two | one
    assert one | one == one == one | Records()


@given(_VIEWS)
def test_nothing_depends_on_the_order_of_files_or_keys(views: list[dict[str, Any]]) -> None:
    expected = told(graph(*views))

    for order in permutations(views):
        assert told(graph(*order)) == expected
    turned = [
        {
            **dict(reversed(each.items())),
            "vendors": [dict(reversed(one.items())) for one in each["vendors"]],
        }
        for each in views
    ]
    assert told(graph(*turned)) == expected


@given(_VIEWS)
def test_the_closure_is_that_of_brute_force(views: list[dict[str, Any]]) -> None:
    found = graph(*views)
    reached = {(edge.source, edge.target) for edge in found.edges if edge.kind == RELIES_ON}
    while True:
        longer = {(one, three) for one, two in reached for other, three in reached if two == other}
        if longer <= reached:
            break
        reached |= longer

    for id_ in found.parties:
        assert {*found.behind(id_)} == {two for one, two in reached if one == id_} - {id_}
        assert {*found.dependents(id_)} == {one for one, two in reached if two == id_} - {id_}


@given(_VIEWS, st.integers(0, 4))
def test_the_nearest_dependents_are_the_first_of_all(
    views: list[dict[str, Any]], most: int
) -> None:
    found = graph(*views)

    for id_ in found.parties:
        nearest = [*found.dependents(id_, most).items()]
        assert nearest == [*found.dependents(id_).items()][:most]


@given(_VIEWS, st.integers(0, 4), st.sampled_from(["subprocessors", "clients", "data"]))
def test_the_first_gaps_are_those_of_all_places_in_order(
    views: list[dict[str, Any]], most: int, name: str
) -> None:
    found = graph(*views)
    # Sub-processors are known of a vendor as soon as one inventory lists them.
    lacking = [
        Place(count.place.inventory, (*count.place.path, name))
        for count in found.records.counts
        if name not in count.listed
        and not (name == "subprocessors" and found.parties[found.id_of(count.vendor)].chain)
    ]

    assert found.gaps(name, most) == sorted(lacking)[:most]


@given(st.lists(st.lists(st.integers(0, 7), max_size=4), min_size=8, max_size=8))
def test_components_are_what_reaches_each_other_and_edges_lead_down(
    successors: list[list[int]],
) -> None:
    found = components(successors)
    reach = [{node} for node in range(8)]
    for _ in range(8):
        for node, targets in enumerate(successors):
            reach[node] |= {far for target in targets for far in reach[target]}

    for one in range(8):
        for other in range(8):
            assert (found.of[one] == found.of[other]) is (
                other in reach[one] and one in reach[other]
            )
        assert all(found.of[target] <= found.of[one] for target in successors[one])
    assert [found.of[members[0]] for members in found.members] == [*range(len(found.members))]
