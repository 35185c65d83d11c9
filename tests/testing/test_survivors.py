"""Survivors: who was noticed and who not, what a list may excuse, and how it is told."""

from collections.abc import Callable

import pytest
from testing.written import Written, written

from checker.errors import InputError, UsageError
from checker.formats.mutants import render_survivors
from checker.parse import document
from checker.testing.equivalents import Equivalent, load
from checker.testing.survivors import Interrupted, Survivors, survivors
from checker.verdict import Verdict

POLICY = "require: vendor.clients_declared <= 5\n"
FIVE = "given: {vendor: {clients_declared: 5}}, expect: pass"
SIX = "given: {vendor: {clients_declared: 6}}, expect: fail"
NINE = "given: {vendor: {clients_declared: 9}}, expect: fail"


def quiet(_done: int, _total: int) -> None:
    """Tell nobody."""


def tried(
    whole: Written,
    *,
    jobs: int = 1,
    progress: Callable[[int, int], None] = quiet,
    equivalents: tuple[Equivalent, ...] = (),
) -> Survivors:
    return survivors(*whole, jobs=jobs, progress=progress, equivalents=equivalents)


def listing(text: str) -> tuple[Equivalent, ...]:
    return load(document.parse("e.yaml", text.encode()))


ENTRY = """\
equivalents:
  - policy: {policy}
    clause: {clause}
    old: "require:   vendor.clients_declared <= 5"
    new: {new}
    why: Nobody can tell.
"""
LISTED = ENTRY.format(policy="p", clause="require", new='"require: vendor.clients_declared <= 6"')


def test_a_test_on_each_side_of_a_bound_kills_all() -> None:
    found = tried(written(POLICY, FIVE, SIX))

    assert (found.total, found.killed, found.survived) == (6, 6, ())
    assert render_survivors(found) == "mutants: 6 tried, 6 killed, 0 survived, 0 equivalent\n"


def test_who_is_not_noticed_is_shown_as_a_change_of_the_source() -> None:
    found = tried(written(POLICY, FIVE, NINE))

    assert render_survivors(found) == (
        "p.yaml:6:41: p: require: bound moved by one\n"
        "  - require: vendor.clients_declared <= 5\n"
        "  + require: vendor.clients_declared <= 6\n"
        "mutants: 6 tried, 5 killed, 1 survived, 0 equivalent\n"
    )
    assert found.data() == {
        "mutants": 6,
        "killed": 5,
        "survived": [
            {
                "policy": "p",
                "clause": "require",
                "mutation": "bound moved by one",
                "location": {"path": "p.yaml", "line": 6, "column": 41},
                "old": ["require: vendor.clients_declared <= 5"],
                "new": ["require: vendor.clients_declared <= 6"],
            }
        ],
        "equivalent": [],
        "stale": [],
    }


def test_a_mutant_that_raises_an_error_is_killed() -> None:
    text = "require: vendor.data[0].category == 'health'\n"
    test = "given: {vendor: {data: [{category: health}]}}, expect: pass"
    found = tried(written(text, test))

    assert [each.diff.new for each in found.survived] == [("require: true",)]


def test_a_verdict_on_any_subject_counts() -> None:
    text = "for: data\nrequire: data.category == 'health'\n"
    whole = written(text, "given: {vendor: {id: v}}, expect: unknown")
    (case,) = whole.cases
    two = {"id": "v", "data": [{"category": "health"}, {"category": "telemetry"}]}
    verdicts = {"v/data[0]": Verdict.PASS, "v/data[1]": Verdict.FAIL}

    found = tried(whole._replace(cases=[case._replace(given={"vendor": two}, expect=verdicts)]))

    assert found.survived == ()


def test_the_result_is_the_same_for_any_number_of_jobs() -> None:
    whole = written(POLICY, NINE)

    assert tried(whole, jobs=3) == tried(whole)
    assert len(tried(whole).survived) > 1


def test_progress_tells_how_many_of_how_many() -> None:
    told: list[tuple[int, int]] = []

    tried(written(POLICY, FIVE), progress=lambda done, total: told.append((done, total)))

    assert told == [(number, 6) for number in range(1, 7)]


def test_a_listed_survivor_is_excused() -> None:
    found = tried(written(POLICY, FIVE, NINE), equivalents=listing(LISTED))

    assert (found.survived, found.stale) == ((), ())
    assert render_survivors(found) == "mutants: 6 tried, 5 killed, 0 survived, 1 equivalent\n"


@pytest.mark.parametrize(
    "entry, reason",
    [
        (LISTED, "a test notices it: it is not equivalent"),
        (LISTED.replace("<= 6", "<= 7"), "'p' has no such mutant"),
        (LISTED.replace("clause: require", "clause: when"), "'p' has no such mutant"),
        (LISTED.replace("policy: p", "policy: q"), "there is no policy 'q'"),
    ],
)
def test_a_list_that_is_wrong_is_said(entry: str, reason: str) -> None:
    found = tried(written(POLICY, FIVE, SIX), equivalents=listing(entry))

    (stale,) = found.stale
    assert stale.reason == reason
    new = stale.equivalent.key.new
    assert render_survivors(found) == (
        f"e.yaml:2:5: {reason} (listed as equivalent)\n"
        "  - require: vendor.clients_declared <= 5\n"
        f"  + {new}\n"
        "mutants: 6 tried, 6 killed, 0 survived, 0 equivalent\n"
    )
    assert found.data()["stale"] == [
        {
            **stale.equivalent.key._asdict(),
            "location": {"path": "e.yaml", "line": 2, "column": 5},
            "reason": reason,
        }
    ]


def test_a_list_may_name_policies_that_were_not_selected() -> None:
    whole = written(POLICY, FIVE, SIX)
    others = {**whole.sources, "q": whole.sources["p"]}

    found = tried(
        whole._replace(sources=others),
        equivalents=listing(LISTED.replace("policy: p", "policy: q")),
    )

    assert found.stale == ()


@pytest.mark.parametrize(
    "text, message",
    [
        ("equivalents: [{policy: p}]\n", "'clause'"),
        ("policies: []\n", "'policies'"),
        (LISTED.replace("    why: Nobody can tell.\n", ""), "'why'"),
    ],
)
def test_a_list_that_is_none_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        listing(text)

    assert any(message in problem.message for problem in refused.value.problems)


def test_an_interrupt_leaves_what_was_found_so_far() -> None:
    def stop(done: int, _total: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(Interrupted) as stopped:
        tried(written(POLICY, NINE), progress=stop)

    found = stopped.value.found
    assert (found.total, found.tried, len(found.survived) + found.killed) == (6, 4, 4)
    assert (
        render_survivors(found).splitlines()[-1].startswith("mutants: incomplete, 4 of 6 tried, ")
    )


def test_nothing_to_mutate_is_not_green() -> None:
    with pytest.raises(UsageError, match="nothing was tried"):
        tried(written("require: 'true'\n", "given: {vendor: {id: v}}, expect: pass"))
