"""What a subject is called depends on what is recorded, and never on where it stands."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runs import checked, ours, policy
from thorough import examples

from checker.inventory import identities

LISTS = {
    "one entry of a party": ([{"party": "cloud", "service": "hosting"}], ["cloud"]),
    "two services of one party": (
        [{"party": "cloud", "service": "hosting"}, {"party": "cloud", "service": "mail"}],
        ["cloud/hosting", "cloud/mail"],
    ),
    "one of two says no service": (
        [{"party": "cloud"}, {"party": "cloud", "service": "mail"}],
        ["cloud", "cloud/mail"],
    ),
    "an id comes first": (
        [{"id": "a", "party": "cloud", "service": "mail"}, {"party": "cloud", "service": "mail"}],
        ["a", "cloud"],
    ),
    "an id like another's party": (
        [{"id": "cloud", "party": "x", "service": "a"}, {"party": "cloud", "service": "mail"}],
        ["cloud", "cloud/mail"],
    ),
    "one service twice": ([{"party": "cloud", "service": "mail"}] * 2, ["cloud/mail"] * 2),
    "no service": ([{"party": "cloud"}] * 2, ["cloud"] * 2),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_subprocessor_is_called(name: str) -> None:
    entries, names = LISTS[name]

    assert identities("subprocessors", entries) == names


ENTRIES = st.lists(
    st.fixed_dictionaries(
        {"party": st.sampled_from(["cloud", "mailer"])},
        optional={
            "id": st.sampled_from(["a", "b", "cloud"]),
            "service": st.sampled_from(["hosting", "mail", "a/b"]),
        },
    ),
    max_size=6,
)


@given(ENTRIES, st.randoms(use_true_random=False))
@examples(100)
def test_no_name_depends_on_the_order(entries: list[Any], chance: random.Random) -> None:
    order = list(range(len(entries)))
    chance.shuffle(order)

    names = identities("subprocessors", entries)
    shuffled = identities("subprocessors", [entries[number] for number in order])

    assert shuffled == [names[number] for number in order]


def test_two_services_of_one_party_are_two_checks_with_names_and_fingerprints_of_their_own() -> (
    None
):
    entries = [
        {"party": "cloud", "service": "hosting", "country": "IE"},
        {"party": "cloud", "service": "mail", "country": "US"},
    ]
    rule = policy(subject_kind="subprocessor", require='subprocessor.country == "IE"')

    told = []
    for order in (entries, entries[::-1]):
        done = checked([rule], ours({"id": "acme", "subprocessors": order}))
        explainer = done.explainer()
        results = [done.report.result(cell, explainer) for cell in done.report.cells]
        told.append({(str(each.subject), each.verdict.value, each.fingerprint) for each in results})

    assert told[0] == told[1]
    assert {(name, verdict) for name, verdict, _ in told[0]} == {
        ("acme/subprocessors/cloud/hosting", "pass"),
        ("acme/subprocessors/cloud/mail", "fail"),
    }
    assert len({fingerprint for *_, fingerprint in told[0]}) == 2
