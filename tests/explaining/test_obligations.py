"""Findings about facts: their evidence is records, and their remedies change records."""

from typing import Any

import pytest
import yaml
from pack import policies, regimes
from runs import given as about

from checker.evaluate.decide import decide
from checker.evaluate.settle import settle
from checker.explaining.explainer import Explainer
from checker.facts.facts import Facts
from checker.inventory import Inventory
from checker.model.view import inventory_of
from checker.parse import document
from checker.report.explanation import Explanation
from checker.time.text import parse_timestamp
from checker.verdict import Verdict

NOW = parse_timestamp("2031-05-15T00:00:00Z")
DATA: dict[str, Any] = {
    "schema_version": "1",
    "inventory": {
        "id": "labs",
        "owner": {"name": "Labs"},
        "as_of": "2031-05-01",
        "perspective": "group",
    },
    "organisations": [{"id": "a", "name": "A", "reports_under": ["gdpr"]}],
    "vendors": [
        {
            "id": "v",
            "legal_name": "V",
            "kind": "legal_person",
            "contracts": [
                {
                    "ref": "c",
                    "breach_notification_hours": 48,
                    "breach_notification_trigger": "vendor_detects",
                }
            ],
            "incidents": [
                {
                    "id": "i",
                    "status": "confirmed",
                    "times": {"vendor_detected": "2031-03-06T08:00:00Z"},
                    "clients_affected": ["a"],
                    "client_times": [{"client": "a", "aware_at": "2031-03-06T09:00:00Z"}],
                    "notices": [],
                }
            ],
        }
    ],
}
LATE = {"to": "client", "recipient": "a", "sent_at": "2031-03-09T08:00:00Z"}


def inventory(notices: list[dict[str, Any]]) -> Inventory:
    data = yaml.safe_load(yaml.safe_dump(DATA))
    data["vendors"][0]["incidents"][0]["notices"] = notices
    read = document.parse("labs.yaml", yaml.safe_dump(data).encode())
    return inventory_of(read, Facts(regimes()))


def findings(policy: str, notices: list[dict[str, Any]]) -> dict[str, Explanation]:
    run = about([policies()[policy]], inventory(notices), as_of=NOW)
    report, explainer = settle(run, decide(run)), Explainer(run)
    return {str(cell.subject): explainer.explain(cell) for cell in report.findings()}


def evidence(found: Explanation) -> dict[str, Any]:
    return {each.path: each.value for each in found.evidence}


def test_the_evidence_is_the_records_that_decided() -> None:
    found = findings("disclosure-sla-met", [LATE])["v/obligations/i/a/c"]

    assert evidence(found) == {
        "vendors[0].contracts[0].breach_notification_hours": 48,
        "vendors[0].contracts[0].breach_notification_trigger": "vendor_detects",
        "vendors[0].incidents[0].notices[0].sent_at": "2031-03-09T08:00:00Z",
        "vendors[0].incidents[0].times.vendor_detected": "2031-03-06T08:00:00Z",
    }
    assert found.place in {each.place for each in found.evidence if "sent_at" in each.path}


@pytest.mark.parametrize(
    "policy,notices,subject,path,text",
    [
        (
            "disclosure-sla-met",
            [LATE],
            "v/obligations/i/a/c",
            "vendors[0].incidents[0].notices[0].sent_at",
            "were not after 2031-03-08T08:00:00Z (it is 2031-03-09T08:00:00Z)",
        ),
        (
            "disclosure-sla-met",
            [],
            "v/obligations/i/a/c",
            "vendors[0].incidents[0].notices",
            "had a notice to a, sent by 2031-03-08T08:00:00Z",
        ),
        (
            "regulatory-clocks-met",
            [],
            "v/obligations/i/a/gdpr-33-1",
            "vendors[0].incidents[0].notices",
            ("had a notice by a to the authority under gdpr-33-1, sent by 2031-03-09T09:00:00Z"),
        ),
    ],
)
def test_a_remedy_says_what_would_have_been_in_time(
    policy: str, notices: list[dict[str, Any]], subject: str, path: str, text: str
) -> None:
    found = findings(policy, notices)[subject]

    assert [(each.path, each.text) for each in found.remedies] == [(path, text)]


@pytest.mark.parametrize(
    "policy,notice",
    [
        (
            "disclosure-sla-met",
            {**LATE, "sent_at": "2031-03-08T08:00:00Z"},
        ),
        (
            "regulatory-clocks-met",
            {
                "to": "authority",
                "sent_by": "a",
                "regime": "gdpr-33-1",
                "sent_at": "2031-03-09T09:00:00Z",
            },
        ),
    ],
)
def test_what_a_remedy_says_holds(policy: str, notice: dict[str, Any]) -> None:
    run = about([policies()[policy]], inventory([notice]), as_of=NOW)
    report = settle(run, decide(run))

    assert list(report.findings()) == []
    assert report.summary.verdicts[Verdict.PASS] == 1
