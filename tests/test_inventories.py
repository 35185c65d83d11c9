"""The shipped inventories show what they are there to show."""

from functools import cache

import pytest
from pack import REPOSITORY

from checker import clock
from checker.parse import document
from checker.pipeline import Request, check
from checker.report.gate import ExitCode
from checker.report.report import Reach, Report
from checker.verdict import Verdict

NAMES = ["example-lab", "github-subprocessors", "incident-2031"]


@cache
def _report(name: str) -> Report:
    path = str(REPOSITORY / f"inventories/{name}.yaml")
    policies = [str(REPOSITORY / "policies")]
    return check(Request(paths=[path], policies=policies, as_of=clock.as_of("2031-05-15")))


def _found(name: str, verdict: Verdict) -> set[tuple[str, str]]:
    report = _report(name)
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
    report = _report(name)

    assert [cell for cell in report.findings() if not report.result(cell).evidence] == []


def test_the_example_complies() -> None:
    report = _report("example-lab")

    assert report.exit_code == ExitCode.COMPLIANT
    assert list(report.findings()) == []


def test_the_example_shows_nearly_every_policy_at_work() -> None:
    idle = {each.id for each in _report("example-lab").policies if each.reach is not Reach.APPLIED}

    assert idle == {"paused-after-material-incident"}


def test_the_breached_vendor_fails_what_the_story_tells() -> None:
    assert _report("incident-2031").exit_code == ExitCode.NOT_COMPLIANT
    assert _found("incident-2031", Verdict.FAIL) >= {
        ("assurance-auditor-accredited", "quillforge/certifications/soc2_type2"),
        ("breach-notice-clause", "quillforge/contracts/QF-BOREA-1"),
        ("disclosure-sla-met", "quillforge/incidents/qf-2031-01"),
        ("encryption-at-rest", "quillforge/data/aster-sets"),
        ("max-clients-per-vendor", "quillforge"),
        ("paused-after-material-incident", "quillforge/incidents/qf-2031-01"),
        ("pii-minimised", "quillforge/data/government_id"),
        ("right-to-audit", "quillforge/contracts/QF-ASTER-1"),
        ("subprocessors-listed-authorised", "gatewayllm/subprocessors/scanbot"),
        ("subprocessors-listed-authorised", "quillforge/subprocessors/gatewayllm"),
        ("tenant-segregation", "quillforge"),
    }


def test_what_nobody_told_the_labs_is_unknown() -> None:
    assert _found("incident-2031", Verdict.UNKNOWN) >= {
        ("dpa-in-place", "quillforge"),
        ("encryption-at-rest", "quillforge/data/government_id"),
        ("right-to-audit", "quillforge/contracts/QF-DIONE-1"),
    }


def test_who_had_pinned_the_same_package_complies() -> None:
    report = _report("incident-2031")
    verdicts = {cell.verdict for cell in report.cells if cell.subject.vendor == "mirrorbench"}

    assert verdicts == {Verdict.PASS, Verdict.SKIP}


def test_a_public_page_answers_nothing_that_a_policy_asks() -> None:
    report = _report("github-subprocessors")

    assert report.exit_code == ExitCode.NOT_COMPLIANT
    assert {cell.verdict for cell in report.cells} == {Verdict.UNKNOWN}


def test_nothing_is_added_to_the_public_page() -> None:
    vendors = _data("github-subprocessors")["vendors"]
    keys = {key for vendor in vendors for key in vendor}
    places = {key for vendor in vendors for each in vendor["services"] for key in each["locations"]}

    assert len(vendors) == 28
    assert keys == {"id", "legal_name", "kind", "hq_country", "services"}
    assert places == {"processing"}
