"""The lists of controls: how long they are, what they hold, what they say of an id they lack."""

import pytest
from pack import documents

from checker.controls.catalogue import FRAMEWORKS
from checker.controls.framework import law

# As their publishers count them: 106 subcategories, 93 and 38 controls, 61 criteria.
COUNTS = {
    "nist-csf-2.0": 106,
    "iso-27001-2022": 93,
    "iso-42001": 38,
    "soc-2": 61,
    "nist-ai-rmf": 72,
}


@pytest.mark.parametrize("name", sorted(COUNTS))
def test_a_complete_list_is_as_long_as_its_publisher_says(name: str) -> None:
    assert len(FRAMEWORKS[name].ids) == COUNTS[name]


def test_the_families_about_suppliers_are_complete() -> None:
    ids = FRAMEWORKS["nist-800-53-r5"].ids

    assert len([each for each in ids if each.startswith("SR-")]) == 27
    assert len([each for each in ids if each.startswith("SA-") and "(" not in each]) == 17


def test_every_control_that_the_pack_names_is_in_a_list() -> None:
    lacking = [
        (policy["id"], name, control)
        for each in documents()
        for policy in each.data["policies"]
        for name, controls in policy.get("controls", {}).items()
        for control in controls
        if name not in FRAMEWORKS or not FRAMEWORKS[name].holds(control)
    ]

    assert lacking == []


@pytest.mark.parametrize("name", sorted(FRAMEWORKS))
def test_the_example_of_a_framework_is_one(name: str) -> None:
    framework = FRAMEWORKS[name]

    assert framework.holds(framework.example)
    assert framework.open <= framework.ids


@pytest.mark.parametrize(
    "name,id_",
    [
        ("gdpr", "32"),
        ("gdpr", "32(1)"),
        ("gdpr", "32(1)(a)"),
        ("gdpr", "28(3)(a)"),
        ("gdpr", "4(7)"),
        ("gdpr", "99(2)"),
        ("dora", "30(3)(e)(i)"),
        ("dora", "19(4)"),
        ("nis2", "23(4)(a)"),
        ("hipaa", "164.314(a)(2)(i)(C)"),
        ("nydfs-500", "500.17(a)(1)"),
        ("nist-800-53-r5", "AC-2(1)"),
        ("nist-800-53-r5", "SR-11(3)"),
        ("eu-ai-act", "53(1)(a)"),
    ],
)
def test_an_id_that_is_there(name: str, id_: str) -> None:
    assert FRAMEWORKS[name].holds(id_)


@pytest.mark.parametrize(
    "name,id_,hint",
    [
        ("gdpr", "Art. 32(1)(a)", "did you mean '32(1)(a)'?"),
        ("gdpr", "32 (1) (a)", "did you mean '32(1)(a)'?"),
        ("gdpr", "32(1)(e)", "the last part of '32(1)' is '32(1)(d)'"),
        ("gdpr", "28(11)", "the last part of '28' is '28(10)'"),
        ("gdpr", "29(1)", "'29' has no parts"),
        ("nist-csf-2.0", "PR.DS-1", "did you mean 'PR.DS-01'?"),
        ("nist-csf-2.0", "ID.AM-06", "did you mean 'ID.RA-06'?"),
        ("nist-800-53-r5", "SR-6(2)", "the last part of 'SR-6' is 'SR-6(1)'"),
        ("nist-800-53-r5", "sr-03(1)", "did you mean 'SR-3(1)'?"),
        ("iso-27001-2022", "8.24", "did you mean 'A.8.24'?"),
        ("nist-ai-rmf", "govern 6.2", "did you mean 'GOVERN 6.2'?"),
        (
            "hipaa",
            "x",
            "an id of hipaa is a section, and its paragraphs in parentheses, like 164.312(e)(1)",
        ),
    ],
)
def test_an_id_that_is_not_there_gets_a_hint(name: str, id_: str, hint: str) -> None:
    assert not FRAMEWORKS[name].holds(id_)
    assert FRAMEWORKS[name].hint(id_) == hint


@pytest.mark.parametrize("id_", ["", "(", "32(", "32()", "32(1)(a", "32(1)x", "32(1)(A1)", "100"])
def test_what_is_not_written_as_an_id_is_none(id_: str) -> None:
    assert not FRAMEWORKS["gdpr"].holds(id_)


def test_a_law_knows_what_it_lists_and_takes_what_it_does_not() -> None:
    made = law("l", "L", "2(1)(a)", paragraphs={1: None, 2: 2, 3: 0}, points={"2(1)": "b"})

    assert made.ids == {"1", "2", "2(1)", "2(1)(a)", "2(1)(b)", "2(2)", "3"}
    assert made.open == {"1", "2(1)(a)", "2(1)(b)", "2(2)"}
