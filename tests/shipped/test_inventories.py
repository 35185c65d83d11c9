"""The shipped inventories show what they are there to show."""

import re
from functools import cache

import pytest
from pack import REPOSITORY

from checker import clock
from checker.parse import document
from checker.report.gate import ExitCode
from checker.report.reach import Reach
from checker.usecases.check import Checked, check
from checker.usecases.load import Request
from checker.verdict import Verdict

NAMES = ["example-lab", "github-subprocessors", "incident-2031"]


@cache
def _report(name: str) -> Checked:
    path = str(REPOSITORY / f"inventories/{name}.yaml")
    policies = [str(REPOSITORY / "policies")]
    return check(Request(paths=[path], policies=policies, as_of=clock.as_of("2031-05-15")))


def _found(name: str, verdict: Verdict) -> set[tuple[str, str]]:
    report = _report(name).report
    return {
        (report.policies[cell.policy].id, str(cell.subject))
        for cell in report.cells
        if cell.verdict is verdict
    }


def _data(name: str) -> dict:
    path = REPOSITORY / f"inventories/{name}.yaml"
    return document.parse(str(path), path.read_bytes()).data


@pytest.mark.parametrize("name", NAMES)
def test_every_finding_can_be_explained(name: str) -> None:
    report, explainer = _report(name).report, _report(name).explainer()

    assert [cell for cell in report.findings() if not report.result(cell, explainer).evidence] == []


def test_no_remedy_names_a_fraction_of_a_second() -> None:
    report, explainer = _report("incident-2031").report, _report("incident-2031").explainer()
    results = [report.result(cell, explainer) for cell in report.findings()]

    texts = [remedy.text for result in results for remedy in result.remedies]

    assert "were not after 2031-04-11T23:59:59Z (it is 2031-04-14T12:00:00Z)" in texts
    assert [text for text in texts if re.search(r"T[\d:]+\.\d", text)] == []


def test_the_example_complies() -> None:
    report = _report("example-lab").report

    assert report.exit_code == ExitCode.COMPLIANT
    assert list(report.findings()) == []


def test_the_example_shows_every_policy_at_work() -> None:
    report = _report("example-lab").report

    assert {each.id for each in report.policies if each.reach is not Reach.APPLIED} == set()


def test_the_breached_vendor_fails_what_the_story_tells() -> None:
    assert _report("incident-2031").report.exit_code == ExitCode.NOT_COMPLIANT
    assert _found("incident-2031", Verdict.FAIL) >= {
        ("assessment-recent", "quillforge"),
        ("assurance-auditor-accredited", "quillforge/certifications/soc2_type2"),
        ("breach-notice-clause", "quillforge/contracts/QF-BOREA-1"),
        ("disclosure-sla-met", "quillforge/obligations/qf-2031-01/lab-aster/QF-ASTER-1"),
        ("disclosure-sla-met", "quillforge/obligations/qf-2031-01/lab-cyan/QF-CYAN-1"),
        ("due-diligence-before-data", "quillforge/contracts/QF-ASTER-1"),
        ("encryption-at-rest", "quillforge/data/aster-sets"),
        ("max-clients-per-vendor", "quillforge"),
        ("paused-after-material-incident", "quillforge/incidents/qf-2031-01"),
        ("pii-minimised", "quillforge/data/government_id"),
        ("regulatory-clocks-met", "quillforge/obligations/qf-2031-01/lab-aster/sec-8-k-1.05"),
        ("regulatory-clocks-met", "quillforge/obligations/qf-2031-01/lab-dione/nis2-notification"),
        ("right-to-audit", "quillforge/contracts/QF-ASTER-1"),
        ("subprocessors-listed-authorised", "gatewayllm/subprocessors/scanbot"),
        ("subprocessors-listed-authorised", "quillforge/subprocessors/gatewayllm"),
        ("tenant-segregation", "quillforge"),
    }


def test_what_nobody_told_the_labs_is_unknown() -> None:
    assert _found("incident-2031", Verdict.UNKNOWN) >= {
        ("disclosure-sla-met", "gatewayllm/obligations/gw-2031-01"),
        ("disclosure-sla-met", "quillforge/obligations/qf-2031-01/lab-dione/QF-DIONE-1"),
        ("dpa-in-place", "quillforge"),
        ("encryption-at-rest", "quillforge/data/government_id"),
        ("regulatory-clocks-met", "quillforge/obligations/qf-2031-01/lab-borea/reports-under"),
        ("right-to-audit", "quillforge/contracts/QF-DIONE-1"),
    }


def _message(policy: str, subject: str) -> str:
    report, explainer = _report("incident-2031").report, _report("incident-2031").explainer()
    return next(
        report.result(cell, explainer).message
        for cell in report.findings()
        if (report.policies[cell.policy].id, str(cell.subject)) == (policy, subject)
    )


def test_a_late_notice_is_told_with_its_clause_its_start_and_its_delay() -> None:
    obligation = "quillforge/obligations/qf-2031-01/lab-aster/QF-ASTER-1"

    assert _message("disclosure-sla-met", obligation) == (
        "lab-aster: 72 hours from detection (QF-ASTER-1), due 2031-03-30 08:00Z,"
        " sent 2031-03-31 18:00Z: 34 h late"
    )


def test_a_client_that_was_never_told_says_so() -> None:
    obligation = "quillforge/obligations/qf-2031-01/lab-cyan/QF-CYAN-1"

    assert _message("disclosure-sla-met", obligation) == (
        "lab-cyan: 48 hours from detection (QF-CYAN-1), due 2031-03-29 08:00Z,"
        " not sent: 47 d 15 h late"
    )


def test_a_missed_deadline_is_told_with_its_source() -> None:
    obligation = "quillforge/obligations/qf-2031-01/lab-aster/sec-8-k-1.05"

    assert _message("regulatory-clocks-met", obligation) == (
        "lab-aster: 4 business days from the finding that it is material (SEC Form 8-K Item 1.05),"
        " due 2031-04-11 23:59:59Z, sent 2031-04-14 12:00Z: 3 d late"
    )


def test_who_had_pinned_the_same_package_complies() -> None:
    report = _report("incident-2031").report
    verdicts = {
        cell.verdict
        for cell in report.cells
        # A party that others rely on, too, stands at the first of them by id.
        if cell.subject.vendor == "mirrorbench"
        and report.policies[cell.policy].subject_kind != "party"
    }

    assert verdicts == {Verdict.PASS, Verdict.SKIP}


def test_a_public_page_answers_nothing_that_a_policy_asks() -> None:
    report = _report("github-subprocessors").report

    assert report.exit_code == ExitCode.NOT_COMPLIANT
    assert _found("github-subprocessors", Verdict.FAIL) == {
        ("inventory-current", "github-subprocessors")  # the page is of 2026
    }
    assert {cell.verdict for cell in report.cells} == {Verdict.UNKNOWN, Verdict.FAIL}


def test_nothing_is_added_to_the_public_page() -> None:
    vendors = _data("github-subprocessors")["vendors"]
    keys = {key for vendor in vendors for key in vendor}
    places = {key for vendor in vendors for each in vendor["services"] for key in each["locations"]}

    assert len(vendors) == 28
    assert keys == {"id", "legal_name", "kind", "hq_country", "services"}
    assert places == {"processing"}
