"""A valid waiver covers its cells and nothing else; every defect is a finding of its own."""

import pickle
from typing import Any

import pytest

from checker.evaluate.decide import decide
from checker.evaluate.settle import settle
from checker.report.gate import ExitCode
from checker.report.waivers import State
from checker.time.text import parse_timestamp
from checker.verdict import FailOn, Severity
from tests.runs import given, ours, policy
from tests.waivers.written import entry, file, told, verdicts, waived

FAILS = policy("p", require="vendor.id == 'nobody'")
ACME = ours({"id": "acme"}, {"id": "bolt"})
DATA = policy("p", subject_kind="data", require="data.category == 'public'")
RECORDS = ours(
    {"id": "acme", "data": [{"category": "health"}, {"category": "images"}, {"category": "public"}]}
)


def test_a_waiver_covers_one_cell_and_no_other() -> None:
    report = waived(given([FAILS], ACME), entry())

    assert verdicts(report) == {"p acme": "waived", "p bolt": "fail"}
    assert told(report) == []
    assert report.exit_code == ExitCode.NOT_COMPLIANT
    assert report.waivers.entries[0].covers == 1


def test_a_run_whose_findings_are_all_waived_is_compliant_and_counts_them_as_waived() -> None:
    report = waived(given([FAILS], ours({"id": "acme"})), entry())

    assert report.exit_code == ExitCode.COMPLIANT
    assert {v.value: n for v, n in report.summary.verdicts.items() if n} == {"waived": 1}
    assert report.summary.gating == 0
    assert [vendor.verdict.value for vendor in report.vendors] == ["waived"]


def test_an_unknown_is_waived_as_a_fail_is() -> None:
    run = given([policy("p", require="vendor.owner == 'x'")], ours({"id": "acme"}))

    assert verdicts(waived(run, entry())) == {"p acme": "waived"}


def test_an_error_is_never_covered() -> None:
    run = given([policy("p", require="1 / 0 == 1")], ours({"id": "acme"}))

    report = waived(run, entry())

    assert verdicts(report) == {"p acme": "error"}
    assert report.exit_code == ExitCode.UNDECIDED
    assert told(report) == []
    assert report.waivers.entries[0].covers == 0


def test_a_waived_vendor_still_counts_in_what_others_compute() -> None:
    policies = [
        FAILS,
        policy(
            "sum", subject_kind="portfolio", require="size(portfolio.inventories[0].vendors) == 2"
        ),
    ]

    assert verdicts(waived(given(policies, ACME), entry()))["sum portfolio"] == "pass"


@pytest.mark.parametrize(
    "moment,verdict",
    [
        ("2031-04-30T23:59:59.999999999Z", "fail"),
        ("2031-05-01T00:00:00Z", "waived"),
        ("2031-06-15T23:59:59.999999999Z", "waived"),
        ("2031-06-16T00:00:00Z", "fail"),
    ],
)
def test_the_first_and_the_last_day_count_in_utc(moment: str, verdict: str) -> None:
    run = given([FAILS], ours({"id": "acme"}), as_of=parse_timestamp(moment))

    assert verdicts(waived(run, entry())) == {"p acme": verdict}


def test_a_waiver_that_has_not_begun_is_no_finding() -> None:
    report = waived(given([FAILS], ACME), entry(created="2031-05-16"))

    assert (told(report), report.waivers.entries[0].state) == ([], State.PENDING)


@pytest.mark.parametrize(
    "changes,defect",
    [
        (
            {"created": "2031-03-01", "expires": "2031-05-14"},
            ("waiver-expired", "medium", "waiver 'w' expired on 2031-05-14: 1 finding is back"),
        ),
        (
            {"approved_by": None},
            (
                "waiver-unapproved",
                "high",
                "waiver 'w' is not approved, and covers nothing (expected 'approved_by')",
            ),
        ),
        (
            {"approved_by": " ANN "},
            (
                "waiver-self-approved",
                "high",
                "waiver 'w' is approved by its own owner, 'Ann', and covers nothing",
            ),
        ),
        (
            {"expires": "2031-07-30"},
            (
                "waiver-too-long",
                "medium",
                (
                    "waiver 'w' lasts 91 days, and covers nothing"
                    " (expected at most 90, as 'p' is high)"
                ),
            ),
        ),
    ],
)
def test_a_waiver_that_is_not_valid_covers_nothing_and_is_a_finding(
    changes: dict[str, Any], defect: tuple[str, str, str]
) -> None:
    report = waived(given([FAILS], ours({"id": "acme"})), entry(**changes))

    assert verdicts(report) == {"p acme": "fail"}
    assert told(report) == [defect]
    assert report.waivers.of(next(iter(report.waivers.by_cell))) == report.waivers.entries[0]


def test_a_waiver_as_long_as_may_be_is_valid() -> None:
    report = waived(given([FAILS], ours({"id": "acme"})), entry(expires="2031-07-29"))

    assert (verdicts(report), told(report)) == ({"p acme": "waived"}, [])


def test_the_longest_life_is_that_of_the_severity_in_force() -> None:
    run = given([FAILS._replace(severity=Severity.CRITICAL)], ours({"id": "acme"}))

    assert told(waived(run, entry())) == [
        (
            "waiver-too-long",
            "medium",
            (
                "waiver 'w' lasts 46 days, and covers nothing"
                " (expected at most 30, as 'p' is critical)"
            ),
        )
    ]


def test_everything_of_a_vendor_is_covered_up_to_what_was_approved() -> None:
    run = given([DATA], RECORDS)
    health, images, public = "p acme/data/health", "p acme/data/images", "p acme/data/public"

    enough = waived(run, entry(subject="*", covers=2))
    assert verdicts(enough) == {health: "waived", images: "waived", public: "pass"}
    assert (told(enough), enough.waivers.entries[0].covers) == ([], 2)

    narrow = waived(run, entry(subject="*", covers=1))
    assert verdicts(narrow) == {health: "fail", images: "fail", public: "pass"}
    assert told(narrow) == [
        (
            "waiver-over-broad",
            "high",
            "waiver 'w' would cover 2 findings, and covers none (1 was approved)",
        )
    ]


def test_one_subject_of_a_list_is_named_as_reports_print_it_behind_the_vendor() -> None:
    report = waived(given([DATA], RECORDS), entry(subject="data/images"))

    assert verdicts(report) == {
        "p acme/data/health": "fail",
        "p acme/data/images": "waived",
        "p acme/data/public": "pass",
    }


def test_a_vendor_that_lacks_the_list_is_waived_without_a_subject() -> None:
    assert verdicts(waived(given([DATA], ACME), entry())) == {
        "p acme": "waived",
        "p bolt": "unknown",
    }


def test_policies_about_wholes_are_waived_by_inventory_and_for_the_portfolio() -> None:
    policies = [
        policy("i", subject_kind="inventory", require="false"),
        policy("q", subject_kind="portfolio", require="false"),
    ]
    report = waived(
        given(policies, ACME),
        entry(id="a", policy="i", vendor=None, inventory="ours"),
        entry(id="b", policy="q", vendor=None),
    )

    assert verdicts(report) == {"q portfolio": "waived", "i ours": "waived"}


def test_a_waiver_that_covers_nothing_is_told() -> None:
    report = waived(given([policy("p")], ours({"id": "acme"})), entry())

    assert told(report) == [("waiver-unused", "low", "waiver 'w' covers nothing: remove it")]
    assert report.exit_code == ExitCode.NOT_COMPLIANT


def test_a_defect_gates_from_its_own_severity() -> None:
    run = given([policy("p")], ours({"id": "acme"}), fail_on=FailOn.MEDIUM)

    assert waived(run, entry()).exit_code == ExitCode.COMPLIANT


def test_a_waiver_that_ends_within_two_weeks_is_told_and_still_covers() -> None:
    report = waived(given([FAILS], ours({"id": "acme"})), entry(expires="2031-05-29"))

    assert verdicts(report) == {"p acme": "waived"}
    assert told(report) == [("waiver-ending", "info", "waiver 'w' ends in 14 days, on 2031-05-29")]
    assert report.exit_code == ExitCode.COMPLIANT


@pytest.mark.parametrize(
    "changes,why",
    [
        ({"policy": "pp"}, "there is no policy 'pp'"),
        ({"vendor": "acne"}, "there is no vendor 'acne'; did you mean 'acme'?"),
        ({"vendor": None}, "it names no vendor, and policy 'p' is for: data"),
        (
            {"subject": "data/helth"},
            "there is no subject of vendor 'acme' 'data/helth'; did you mean 'data/health'?",
        ),
        (
            {},
            (
                "it names no subject of vendor 'acme'"
                " (there is: data/health, data/images, data/public)"
            ),
        ),
    ],
)
def test_a_waiver_of_what_is_not_there_is_told_with_what_may_be_meant(
    changes: dict[str, Any], why: str
) -> None:
    report = waived(given([DATA], RECORDS), entry(**changes))

    assert told(report) == [("waiver-dangling", "medium", f"waiver 'w' is about nothing: {why}")]


def test_a_vendor_of_two_inventories_is_waived_only_where_the_inventory_is_named() -> None:
    run = given([FAILS], ours({"id": "acme"}, id_="a"), ours({"id": "acme"}, id_="b"))

    assert told(waived(run, entry())) == [
        (
            "waiver-dangling",
            "medium",
            (
                "waiver 'w' is about nothing: "
                "vendor 'acme' stands in inventories 'a' and 'b': name one"
            ),
        )
    ]
    exact = waived(run, entry(inventory="b"))
    assert [cell.verdict.value for cell in exact.cells] == ["fail", "waived"]


def test_what_was_not_asked_for_is_no_defect() -> None:
    run = given([FAILS], ACME._replace(vendors=ACME.vendors[1:], numbers=[1]))
    others = (
        entry(id="a", inventory="ours"),
        entry(id="b", inventory="elsewhere"),
        entry(id="c", policy="left-out"),
    )
    about = file([FAILS, policy("left-out")], *others)
    report = settle(run._replace(waivers=about), decide(run))

    assert told(report) == []
    assert [each.state for each in report.waivers.entries] == [State.ELSEWHERE] * 3


def test_a_report_with_waivers_is_plain_data() -> None:
    report = waived(given([FAILS], ACME), entry(), entry(id="v", vendor="nobody"))

    assert pickle.loads(pickle.dumps(report)) == report
