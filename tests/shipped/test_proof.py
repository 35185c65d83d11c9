"""The tests of the shipped pack show every outcome of every condition, and notice every change."""

from functools import cache
from pathlib import Path

import pytest
from pack import cases, documents, policies

from checker.parse import document
from checker.testing.coverage import Coverage, coverage
from checker.testing.equivalents import load
from checker.testing.sources import sources
from checker.testing.survivors import Survivors, survivors

LIST = Path(__file__).with_name("equivalent_mutants.yaml")


@cache
def covered() -> Coverage:
    return coverage(list(policies().values()), cases(), sources(documents()))


@cache
def mutated() -> Survivors:
    return survivors(
        list(policies().values()),
        cases(),
        sources(documents()),
        jobs=1,
        progress=lambda _done, _total: None,
        equivalents=load(document.parse(LIST.name, LIST.read_bytes())),
    )


@pytest.mark.parametrize("id_", sorted(policies()))
def test_every_outcome_of_every_condition_is_shown(id_: str) -> None:
    (found,) = [each for each in covered().policies if each.policy == id_]

    assert [(str(p.place), p.text, p.missed) for p in found.missed] == []


@pytest.mark.slow
@pytest.mark.parametrize("id_", sorted(policies()))
def test_every_change_that_makes_a_difference_is_noticed(id_: str) -> None:
    alive = [each for each in mutated().survived if each.policy.id == id_]

    assert [(str(each.place), *each.diff) for each in alive] == []


@pytest.mark.slow
def test_the_list_of_equivalents_is_true() -> None:
    assert [(each.reason, each.equivalent.key) for each in mutated().stale] == []
