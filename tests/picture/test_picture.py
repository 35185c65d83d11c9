"""Pictures fold what is too much, say so, and are the same for every order of what they show."""

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.picture.depth import deepened
from checker.picture.fold import COLUMNS, LONGEST, WHOLE, folded
from checker.picture.layout import layout, spaced
from checker.picture.order import crossings, ordered
from checker.picture.passing import MOST
from checker.picture.picture import Picture, State
from tests.picture.pictures import chain, edge, node, picture, supply


@pytest.mark.parametrize("size", [3, 10, WHOLE])
def test_a_small_picture_shows_every_node_and_every_line(size: int) -> None:
    whole = supply(size)
    shown = folded(whole)
    assert {each.id for each in shown.nodes} == {each.id for each in whole.nodes}
    assert shown.edges == whole.edges


@pytest.mark.parametrize("size", [WHOLE + 1, 200, 1_000, 5_000])
def test_a_large_picture_has_columns_that_can_be_read_and_loses_nobody(size: int) -> None:
    whole = supply(size)
    shown = folded(whole)
    for rank in range(4):
        column = [each for each in shown.nodes if each.rank == rank]
        assert len(column) <= LONGEST
        assert sum(each.members for each in column) == sum(
            each.rank == rank for each in whole.nodes
        )
    groups = [each for each in shown.nodes if each.members > 1]
    hidden = sum(each.members for each in groups)
    assert f"{hidden:,} of {size:,} are drawn as {len(groups)} groups" in shown.notes[-1]
    known = {each.id for each in shown.nodes}
    assert all({each.source, each.target} <= known for each in shown.edges)


def test_a_breached_party_is_shown_by_its_name_however_little_depends_on_it() -> None:
    whole = supply(5_000)
    breached = [each.id for each in whole.nodes if each.state is State.BREACHED]
    shown = {each.id for each in folded(whole).nodes}
    assert breached
    assert set(breached) <= shown


def test_a_group_is_as_bad_as_its_worst_and_a_line_as_wide_as_the_widest_in_it() -> None:
    own = [node(f"v{n:03}", weight=0.0) for n in range(80)]
    own[-1] = own[-1]._replace(state=State.REACHED, weight=0.0)
    lines = [edge("c", each.id, n / 100) for n, each in enumerate(own)]
    lines += [edge(each.id, f"p{n:03}", 0.1) for n, each in enumerate(own)]
    behind = [node(f"p{n:03}", 2) for n in range(80)]
    shown = folded(picture([node("c", 0), *own, *behind], lines))
    (group,) = (each for each in shown.nodes if each.rank == 1 and each.members > 1)
    (line,) = (each for each in shown.edges if (each.source, each.target) == ("c", group.id))
    assert (group.members, group.label, group.state) == (45, "45 vendors", State.CLEAR)
    assert line.weight == 0.78
    assert "v079" in {each.id for each in shown.nodes}


def test_nodes_that_nothing_tells_apart_fold_first_and_are_named() -> None:
    behind = [node(f"p{n:03}", 2, weight=0.0, label=f"Party {n}") for n in range(100)]
    lines = [edge("v", each.id) for each in behind]
    shown = folded(picture([node("c", 0), node("v"), *behind], [edge("c", "v"), *lines]))
    assert [(each.label, each.members) for each in shown.nodes if each.rank == 2] == [
        ("100 services", 100)
    ]
    assert shown.nodes[-1].detail == "Party 0, Party 1, Party 2 and 97 more"


@pytest.mark.parametrize(
    "length",
    [COLUMNS, COLUMNS + 1, 50, 5_000, pytest.param(100_000, marks=pytest.mark.slow)],
)
def test_a_long_chain_ends_in_a_column_that_says_what_it_holds(length: int) -> None:
    shown = folded(chain(length))
    assert max(each.rank for each in shown.nodes) == COLUMNS - 1
    told = [note for note in shown.notes if "every rank from 7" in note]
    assert len(told) == (length > COLUMNS)
    assert not told or f"to {length - 1:,}" in told[0]


def mixed(whole: Picture, seed: int) -> Picture:
    rng = random.Random(seed)
    nodes, edges = list(whole.nodes), list(whole.edges)
    rng.shuffle(nodes)
    rng.shuffle(edges)
    return picture(nodes, edges)


@given(size=st.integers(3, 150), seed=st.integers(0, 1_000))
def test_a_picture_is_the_same_for_every_order_of_nodes_and_lines(size: int, seed: int) -> None:
    whole = supply(size, seed)
    other = mixed(whole, seed)
    assert folded(other) == folded(whole)
    assert layout(folded(other)) == layout(folded(whole))


@given(size=st.integers(3, 60), seed=st.integers(0, 1_000))
def test_ordering_never_makes_more_lines_cross(size: int, seed: int) -> None:
    whole = supply(size, seed)
    near = {each.id: [] for each in whole.nodes}
    ranks = {each.id: each.rank for each in whole.nodes}
    for line in whole.edges:
        if abs(ranks[line.source] - ranks[line.target]) == 1:
            near[line.source].append(line.target)
            near[line.target].append(line.source)
    first = {rank: [each for each in whole.nodes if each.rank == rank] for rank in range(4)}
    first = {rank: own for rank, own in first.items() if own}
    assert crossings(ordered(whole), near) <= crossings(first, near)


def test_lines_that_need_not_cross_do_not() -> None:
    above, below = ([f"{side}{n}" for n in range(6)] for side in "ab")
    nodes = [node(id_, 0) for id_ in above] + [node(id_) for id_ in below]
    lines = [edge(one, other) for one, other in zip(above, reversed(below), strict=True)]
    columns = ordered(picture(nodes, lines))
    near = {line.source: [line.target] for line in lines}
    near |= {line.target: [line.source] for line in lines}
    assert crossings(columns, near) == 0


def counted(columns: dict[int, list[str]], lines: list[tuple[str, str]]) -> int:
    """The slow way."""
    place = {id_: n for own in columns.values() for n, id_ in enumerate(own)}
    return sum(
        (place[a] - place[c]) * (place[b] - place[d]) < 0
        for (a, b), (c, d) in combinations(lines, 2)
    )


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=30))
def test_crossings_are_pairs_of_lines_whose_ends_are_in_different_order(
    ends: set[tuple[int, int]],
) -> None:
    lines = [(f"a{a}", f"b{b}") for a, b in sorted(ends)]
    columns = {0: [f"a{n}" for n in range(8)], 1: [f"b{n}" for n in range(8)]}
    near: dict[str, list[str]] = {id_: [] for own in columns.values() for id_ in own}
    for one, other in lines:
        near[one].append(other)
        near[other].append(one)
    nodes = {rank: [node(id_, rank) for id_ in own] for rank, own in columns.items()}
    assert crossings(nodes, near) == counted(columns, lines)


@given(size=st.integers(3, 60), seed=st.integers(0, 300))
def test_a_line_that_passes_a_column_has_a_place_there_for_itself(size: int, seed: int) -> None:
    shown = deepened(supply(size, seed))
    ranks = {each.id: each.rank for each in shown.nodes}
    places = layout(shown)
    passing = {
        (line.source, line.target): {
            rank for rank in places.columns if ranks[line.source] < rank < ranks[line.target]
        }
        for line in shown.edges
    }
    passing = {ends: between for ends, between in passing.items() if between}
    if sum(map(len, passing.values())) > MOST:
        assert places.stops == {}
        return
    assert {ends: {*own} for ends, own in places.stops.items()} == passing
    for rank, column in places.columns.items():
        taken = [places.rows[each.id] for each in column]
        taken += [own[rank] for own in places.stops.values() if rank in own]
        assert all(after - before >= 1 - 1e-2 for before, after in pairwise(sorted(taken)))


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=12))
def test_places_keep_their_order_and_distance_and_none_is_nearer(wanted: list[float]) -> None:
    places = spaced(wanted)
    assert all(after - before >= 1 - 1e-9 for before, after in pairwise(places))
    cost = sum((one - other) ** 2 for one, other in zip(places, wanted, strict=True))
    # The set of allowed places is convex: if no small step makes it better, nothing does.
    for moved in range(len(places)):
        for step in (-1e-3, 1e-3):
            for until in range(moved, len(places)):
                tried = [
                    place + (step if moved <= n <= until else 0) for n, place in enumerate(places)
                ]
                if all(after - before >= 1 for before, after in pairwise(tried)):
                    other = sum((a - b) ** 2 for a, b in zip(tried, wanted, strict=True))
                    assert other >= cost - 1e-9


@given(size=st.integers(3, 60), seed=st.integers(0, 200))
def test_in_a_small_picture_every_line_that_is_no_cycle_leads_to_the_right(
    size: int, seed: int
) -> None:
    deep = deepened(supply(size, seed))
    ranks = {each.id: each.rank for each in deep.nodes}
    after: dict[str, set[str]] = {each.id: set() for each in deep.nodes}
    for line in deep.edges:
        after[line.source].add(line.target)

    def reaches(one: str, other: str) -> bool:
        seen, stack = set(), [one]
        while stack:
            for each in after[stack.pop()] - seen:
                seen.add(each)
                stack.append(each)
        return other in seen

    for line in deep.edges:
        cycle = reaches(line.target, line.source)
        assert (ranks[line.source] < ranks[line.target]) != cycle
