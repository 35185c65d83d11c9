"""The decision table of a cell, whole: every `when` with every `require` and every `on_missing`."""

from itertools import product

import pytest
from runs import NOW, policy

from checker.evaluate.decider import Decider, Surroundings
from checker.report.matrix import VERDICTS
from checker.verdict import OnMissing, Verdict

AROUND = Surroundings({"vendors": []}, {"inventories": []}, NOW)
EXPRESSIONS = {
    "true": "true",
    "false": "false",
    "missing": "vendor.nothing",
    "error": "1 / 0 == 1",
    "text": "'true'",
    "null": "null",
}
MISSING = {
    OnMissing.UNKNOWN: Verdict.UNKNOWN,
    OnMissing.FAIL: Verdict.FAIL,
    OnMissing.SKIP: Verdict.SKIP,
}


def expected(when: str | None, require: str, on_missing: OnMissing) -> Verdict:
    outcomes = {
        "true": Verdict.PASS,
        "false": Verdict.FAIL,
        "missing": MISSING[on_missing],
        "error": Verdict.ERROR,
        "text": Verdict.ERROR,
        "null": Verdict.ERROR,
    }
    if when is None or when == "true":
        return outcomes[require]
    return Verdict.SKIP if when == "false" else outcomes[when]


def verdicts(when: str | None, require: str, on_missing: OnMissing) -> list[Verdict]:
    decider = Decider(
        policy(
            when=None if when is None else EXPRESSIONS[when],
            require=EXPRESSIONS[require],
            on_missing=on_missing,
        )
    )
    return [VERDICTS[code] for code in decider.vendors([{"id": "a"}], AROUND)]


def test_the_verdict_of_a_cell_is_that_of_the_table() -> None:
    asked = list(product([None, *EXPRESSIONS], EXPRESSIONS, OnMissing))

    assert {each: verdicts(*each) for each in asked} == {each: [expected(*each)] for each in asked}


@pytest.mark.parametrize("on_missing", OnMissing)
def test_a_list_that_is_not_recorded_is_one_cell_and_an_empty_one_none(
    on_missing: OnMissing,
) -> None:
    decider = Decider(policy(subject_kind="data", on_missing=on_missing))

    cells = [
        [VERDICTS[code] for code in decider.vendors([vendor], AROUND)]
        for vendor in ({"id": "a"}, {"id": "a", "data": []}, {"id": "a", "data": [{}, {}]})
    ]

    assert cells == [[MISSING[on_missing]], [], [Verdict.PASS, Verdict.PASS]]


def test_a_variable_is_evaluated_for_each_subject_anew() -> None:
    decider = Decider(policy(variables={"n": "vendor.n"}, require="variables.n == 1"))

    codes = decider.vendors([{"n": 1}, {"n": 2}, {}, {"n": 1}], AROUND)

    assert [VERDICTS[code] for code in codes] == [
        Verdict.PASS,
        Verdict.FAIL,
        Verdict.UNKNOWN,
        Verdict.PASS,
    ]


@pytest.mark.slow
def test_every_subject_has_the_whole_budget() -> None:
    costly = "lists.range(1000).all(a, lists.range(600).all(b, a + b >= 0))"
    decider = Decider(policy(require=costly))

    codes = decider.vendors([{}, {}], AROUND)

    assert [VERDICTS[code] for code in codes] == [Verdict.PASS, Verdict.PASS]


@pytest.mark.slow
def test_looking_at_all_vendors_at_once_has_a_budget_that_grows_with_them() -> None:
    inventory = {"vendors": [{"n": number} for number in range(2000)]}
    all_pairs = (
        "inventory.vendors.all(a, inventory.vendors.exists(b, b.n == 1999 - a.n || b.n < 0))"
    )
    decider = Decider(policy(subject_kind="inventory", require=all_pairs))

    code = decider.whole(AROUND._replace(inventory=inventory), 2000)

    assert VERDICTS[code] is Verdict.PASS
