"""A file of waivers is read strictly, and everything that is wrong with it is said at once."""

from typing import Any

import pytest

from checker.errors import InputError
from checker.parse.document import parse
from checker.waivers.read import waivers
from tests.waivers.written import entry, text


def problems(content: str) -> list[str]:
    with pytest.raises(InputError) as caught:
        waivers(parse("w.yaml", content.encode()))
    return [str(problem) for problem in caught.value.problems]


def of(*entries: dict[str, Any]) -> list[str]:
    return problems(text(*entries))


def test_a_waiver_is_read_with_its_days_and_its_place() -> None:
    (waiver,) = waivers(parse("w.yaml", text(entry(ticket="T-1")).encode()))

    assert waiver.reason == "the vendor migrates"
    assert (waiver.first, waiver.last, waiver.days) == (22400, 22445, 46)
    assert (waiver.subject, waiver.inventory, waiver.covers, waiver.ticket) == ("", "", 0, "T-1")
    assert str(waiver.place) == "w.yaml:2:3"


def test_a_file_without_waivers_is_valid() -> None:
    assert waivers(parse("w.yaml", b"waivers: []\n")) == ()


def test_a_malformed_date_is_an_input_error_and_no_other_day() -> None:
    assert of(entry(created="2031-5-1", expires="2031-02-30")) == [
        (
            "w.yaml:8:12: 'created' is '2031-5-1' (expected a day, like 2031-06-30)"
            "\n  hint: write 2031-05-01"
        ),
    ]
    assert of(entry(expires="2031-06-31")) == [
        (
            "w.yaml:9:12: 'expires' is '2031-06-31' (expected a day that exists)"
            "\n  hint: 2031-06 has 30 days"
        )
    ]
    assert of(entry(expires="2031-04-30")) == ["w.yaml:9:12: 'expires' comes before 'created'"]


def test_every_problem_of_every_waiver_is_told_at_once() -> None:
    assert of(entry(reason=None, exipres="2031-06-30"), entry(id="A b", owner=" ")) != []
    found = of(entry(subject="*"), entry(id="v", vendor=None, subject="data/a", covers=2))

    assert found == [
        "w.yaml:2:3: subject '*' without 'covers' (expected how many findings were approved)",
        "w.yaml:11:3: 'covers' without subject '*' (one subject is one finding)",
        "w.yaml:11:3: 'subject' without 'vendor' (expected whose it is)",
    ]


def test_a_misspelt_key_is_told_with_what_was_meant() -> None:
    found = of({**entry(expires=None), "exipres": "2031-06-30"})

    assert found == [
        "w.yaml:9:3: unknown key 'exipres' (not a key of waiver)\n  hint: did you mean 'expires'?"
    ]


def test_two_waivers_with_one_id_are_told() -> None:
    assert of(entry(), entry(vendor="bolt")) == [
        (
            "w.yaml:10:3: waiver id 'w' stands twice (first at w.yaml:2:3)"
            "\n  hint: give one of them another id"
        )
    ]


@pytest.mark.parametrize(
    "one,other",
    [
        ({}, {}),
        ({}, {"inventory": "ours"}),
        ({"subject": "data/a"}, {"subject": "*", "covers": 1}),
        ({"subject": "*", "covers": 1}, {"subject": "data/a"}),
        ({"subject": "*", "covers": 1}, {}),
        ({"expires": "2031-05-20"}, {"created": "2031-05-20"}),
    ],
)
def test_two_waivers_for_one_cell_are_told(one: dict[str, Any], other: dict[str, Any]) -> None:
    (problem,) = of(entry(**one), entry(id="v", **other))

    assert "waiver 'v' is about the same as 'w' (w.yaml:2:3)" in problem


@pytest.mark.parametrize(
    "one,other",
    [
        ({}, {"vendor": "bolt"}),
        ({}, {"policy": "q"}),
        ({"inventory": "a"}, {"inventory": "b"}),
        ({"subject": "data/a"}, {"subject": "data/b"}),
        ({"subject": "data/a"}, {}),
        ({"expires": "2031-05-19"}, {"created": "2031-05-20"}),
    ],
)
def test_two_waivers_that_never_meet_are_valid(one: dict[str, Any], other: dict[str, Any]) -> None:
    found = waivers(parse("w.yaml", text(entry(**one), entry(id="v", **other)).encode()))

    assert [each.id for each in found] == ["w", "v"]
