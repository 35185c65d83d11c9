"""Two reports are compared check by check: what is gone is not fixed, what moved is the same."""

import json
from typing import Any

import pytest
from runs import checked, ours, policy

from checker.evaluate.decide import decide
from checker.evaluate.settle import settle
from checker.formats.html import render as page
from checker.formats.json import render
from checker.formats.since import changes
from checker.report.compare import compare
from checker.report.read import read
from checker.report.report import LeftOut, Report, fingerprint
from checker.report.since import Changed, Since, standing
from checker.usecases.check import Checked
from checker.verdict import Severity, Verdict
from tests.data import assert_valid

RULES = [
    policy("vendor-n", require="vendor.n > 1", when="!has(vendor.off)"),
    policy("a-data", subject_kind="data", require="data.ok", severity=Severity.CRITICAL),
]


def report(*vendors: dict[str, Any]) -> Report:
    return checked(RULES, ours(*vendors)).report


def vendor(id_: str, **fields: Any) -> dict[str, Any]:
    return {"id": id_, "data": [], **fields}


def told(found: tuple[Changed, ...]) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (c.policy, str(c.subject), c.before and c.before.value, c.after and c.after.value)
        for c in found
    ]


def lists(since: Since) -> dict[str, list[tuple[str, str, str | None, str | None]]]:
    names = ("failing", "unknown", "fixed", "dropped")
    return {name: found for name in names if (found := told(getattr(since, name)))}


GOOD, BAD, SILENT = {"n": 2}, {"n": 0}, dict[str, Any]()


@pytest.mark.parametrize(
    "before, after, kind",
    [
        (GOOD, BAD, "failing"),
        (SILENT, BAD, "failing"),
        (GOOD, SILENT, "unknown"),
        (BAD, SILENT, "unknown"),
        (BAD, GOOD, "fixed"),
        (SILENT, GOOD, "fixed"),
        (BAD, {"off": True}, "dropped"),
        (GOOD, {"off": True}, None),
        (GOOD, GOOD, None),
        (BAD, BAD, None),
    ],
)
def test_a_change_is_of_one_kind(
    before: dict[str, Any], after: dict[str, Any], kind: str | None
) -> None:
    since = compare(report(vendor("acme", **before)), report(vendor("acme", **after)))

    assert list(lists(since)) == ([] if kind is None else [kind])


@pytest.mark.parametrize("first", ["fail", "error"])
def test_a_fail_that_becomes_an_error_or_the_other_way_round_is_not_newly_failing(
    first: str,
) -> None:
    rules = [policy("p", require="vendor.n > 1 || vendor.m / vendor.n > 1")]
    bad = {"fail": vendor("acme", n=1, m=1), "error": vendor("acme", n=0, m=1)}
    reports = {name: checked(rules, ours(each)).report for name, each in bad.items()}
    assert [[c.verdict.value for c in reports[name].cells] for name in bad] == [["fail"], ["error"]]
    second = "error" if first == "fail" else "fail"

    assert lists(compare(reports[first], reports[second])) == {}


def test_what_is_not_there_any_more_is_dropped_and_not_fixed() -> None:
    since = compare(report(vendor("acme", n=2), vendor("gone", n=0)), report(vendor("acme", n=2)))

    assert lists(since) == {"dropped": [("vendor-n", "gone", "fail", None)]}


def test_what_is_new_fails_newly_and_the_gravest_comes_first() -> None:
    earlier = report(vendor("acme", n=2))
    later = report(
        vendor("new", n=0, data=[{"id": "x", "ok": False}]),
        vendor("acme", n=0),
    )

    assert lists(compare(earlier, later)) == {
        "failing": [
            ("a-data", "new/data/x", None, "fail"),
            ("vendor-n", "acme", "pass", "fail"),
            ("vendor-n", "new", None, "fail"),
        ]
    }


def chained(*vendors: tuple[str, dict[str, Any]]) -> list[Report]:
    """Reports of acme, each compared with the one before, with their moments."""
    reports: list[Report] = []
    for moment, fields in vendors:
        found = report(vendor("acme", **fields))._replace(as_of=moment)
        if reports:
            found = found._replace(since=compare(reports[-1], found))
        reports.append(found)
    return reports


def seen(found: Report) -> list[tuple[str, Verdict | None]]:
    return [
        standing(
            found.since,
            fingerprint(found.policies[cell.policy].id, cell.subject),
            cell.verdict,
            found.as_of,
        )
        for cell in found.cells
    ]


JANUARY, MARCH, MAY = (f"2031-0{month}-01T00:00:00Z" for month in (1, 3, 5))


@pytest.mark.parametrize(
    "states, first, before",
    [
        ([(JANUARY, BAD), (MARCH, BAD), (MAY, BAD)], JANUARY, Verdict.FAIL),
        ([(JANUARY, BAD), (MARCH, SILENT), (MAY, BAD)], JANUARY, Verdict.UNKNOWN),
        ([(JANUARY, BAD), (MARCH, GOOD), (MAY, BAD)], MAY, Verdict.PASS),
        ([(JANUARY, BAD), (MARCH, {"off": True}), (MAY, BAD)], MAY, Verdict.SKIP),
        ([(MAY, BAD)], MAY, None),
        ([(JANUARY, BAD), (MARCH, BAD), (MAY, GOOD)], "", None),
        # A report of a later day says nothing about how old a finding is today.
        ([(MAY, BAD), (MARCH, BAD)], MARCH, Verdict.FAIL),
        ([("2031-01-01T00:00:00.5Z", BAD), (JANUARY, BAD)], JANUARY, Verdict.FAIL),
        ([(JANUARY, BAD), ("2031-01-01T00:00:00.5Z", BAD)], JANUARY, Verdict.FAIL),
    ],
)
def test_a_finding_is_as_old_as_the_first_report_that_has_it_without_a_break(
    states: list[tuple[str, dict[str, Any]]], first: str, before: Verdict | None
) -> None:
    assert seen(chained(*states)[-1]) == [(first, before)]


def test_what_was_not_asked_for_is_no_change() -> None:
    whole, part = report(vendor("acme", n=0), vendor("b", n=0)), report(vendor("acme", n=0))
    part = part._replace(left_out=LeftOut(0, 1))

    assert lists(compare(whole, part)) == {}
    assert lists(compare(part, whole)) == {}


def test_the_order_of_a_file_is_no_change() -> None:
    one, two = vendor("a", n=0), vendor("b")

    assert lists(compare(report(one, two), report(two, one))) == {}


def test_it_comes_back_from_json_and_is_valid() -> None:
    earlier = report(vendor("acme", n=2), vendor("gone", n=0), vendor("better"))
    run = checked(RULES, ours(vendor("acme", data=[{"id": "x"}]), vendor("better", n=3)))
    run = Checked(run.run._replace(earlier=earlier), run.report)
    later = settle(run.run, decide(run.run))
    text = render(later, run.explainer())

    assert_valid(json.loads(text), "report")
    assert later.since == compare(earlier, run.report)
    assert read(text).report == later
    assert [(each["first_seen"], each["before"]) for each in json.loads(text)["results"]] == [
        (first or None, verdict and verdict.value) for first, verdict in seen(later)
    ]
    assert lists(later.since) == {
        "unknown": [
            ("a-data", "acme/data/x", None, "unknown"),
            ("vendor-n", "acme", "pass", "unknown"),
        ],
        "fixed": [("vendor-n", "better", "unknown", "pass")],
        "dropped": [("vendor-n", "gone", "fail", None)],
    }
    assert changes(later.since) == (
        f"since {earlier.as_of}: 2 became unknown, 1 fixed, 1 no longer counted"
    )
    shown = page(later, run.explainer())
    assert "vendor-n</a> <span>acme</span>" in shown
    assert "fail → not checked" in shown
