"""What the compiler does not compute again comes out as if it did, and costs the same budget."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cel.compile.compile import Compiler
from checker.cel.parse.parse import parse
from checker.time.calendars import calendar_of, size_of
from checker.values import BudgetSpent, CelError, Timestamp

NAMES = ("vendor", "inventory", "now")
STEADY = frozenset({"inventory", "now"})
BUDGET = 10_000


def outcomes(
    text: str, frames: Sequence[Sequence[Any]], steady: frozenset[str], budget: int = BUDGET
) -> list[tuple[Any, int]]:
    """What one evaluator says of one frame after another, and what it left of the budget."""
    compiler = Compiler(NAMES, steady)
    evaluate = compiler.compile(parse(text))
    frame = compiler.frame()
    found: list[tuple[Any, int]] = []
    for values in frames:
        frame[0], frame[1:4] = budget, values
        try:
            value = evaluate(frame)
        except (KeyError, CelError) as failure:
            value = type(failure).__mro__[-4:]
        except BudgetSpent:
            found.append((BudgetSpent, 0))
            continue
        found.append((value, frame[0]))
    return found


values = st.sampled_from(["a", "b", "c", 1, 1.0, True, None])
elements = st.one_of(
    st.fixed_dictionaries({}, optional={"id": values, "x": st.sampled_from([True, False, "a"])}),
    st.sampled_from(["a", 3]),
)


@given(st.lists(elements, min_size=6, max_size=12), st.lists(values, min_size=3, max_size=6))
def test_an_index_finds_what_asking_every_element_finds(among: list[Any], keys: list[Any]) -> None:
    frames = [({"key": key}, {"list": among}, Timestamp(0)) for key in keys]
    for rest in ("", " && o.x", " && inventory.list[20]"):
        asked = outcomes(f"inventory.list.exists(o, vendor.key == o.id{rest})", frames, STEADY)
        found = outcomes(f"inventory.list.exists(o, o.id == vendor.key{rest})", frames, STEADY)
        assert found == asked


def test_an_index_of_one_list_is_not_used_for_another() -> None:
    one = [{"id": f"{number}"} for number in range(20)]
    other = [{"id": f"{number}"} for number in range(20, 40)]
    frames = [
        ({"key": "7"}, {"list": each}, Timestamp(0)) for each in (one, one, other, other, one)
    ]
    text = "inventory.list.exists(o, o.id == vendor.key)"
    assert [value for value, _ in outcomes(text, frames, STEADY)] == [
        True,
        True,
        False,
        False,
        True,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "string(now)",
        "vendor.day + string(now)",
        'due(string(now), "2 days", inventory.calendar)',
        'due(string(now), "2 business days", inventory.calendar)',
        '[1].exists(now, string(now) == "1") ? string(now) : ""',
        "cel.bind(now, 3, string(now))",
    ],
)
def test_what_is_kept_for_many_frames_is_what_each_would_compute(text: str) -> None:
    calendars = [{"zone": "UTC", "holidays": []}, {"zone": "Asia/Tokyo"}]
    frames = [
        ({"day": str(day)}, {"calendar": calendar}, now)
        for calendar in calendars
        for now in (Timestamp(0), Timestamp(10**18))
        for day in range(3)
    ]
    for budget in (BUDGET, 3):
        fresh = [outcomes(text, [each], frozenset(), budget)[0] for each in frames]
        assert outcomes(text, frames, STEADY, budget) == fresh


def test_a_long_list_that_is_met_again_holds_what_it_held() -> None:
    long: list[Any] = [str(number) for number in range(40)] + [1, None]
    other = [str(number) for number in range(40, 80)]
    for key, among, expected in [
        ("7", long, True), ("7", long, True), ("77", long, False), ("7", other, False),
        ("77", other, True), ("7", long, True), (1, long, True), (None, other, False),
    ]:  # fmt: skip
        frames = [
            ({"key": key}, {"list": each}, Timestamp(0)) for each in (long, long, among, among)
        ]
        found = outcomes("vendor.key in inventory.list", frames, STEADY)
        assert [value for value, _ in found[2:]] == [expected, expected]
        assert {left for _, left in found} == {BUDGET - 2}


def test_the_calendar_that_was_read_last_is_not_taken_for_another() -> None:
    berlin, tokyo = (
        {"zone": "Europe/Berlin", "holidays": ["2031-01-01"] * 16},
        {"zone": "Asia/Tokyo"},
    )
    for _ in range(2):
        assert (calendar_of(berlin).zone, size_of(berlin)) == ("Europe/Berlin", 16)
        assert size_of(tokyo) == 0
        assert (calendar_of(tokyo).zone, size_of(tokyo), size_of(berlin)) == ("Asia/Tokyo", 0, 16)
        assert calendar_of({}).zone is None
