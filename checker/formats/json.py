"""The machine-readable report: a contract with a version, described by `report.schema.json`.

One policy and one result a line: two reports can be compared with `diff`.
"""

from typing import Any

from checker.formats.json_data import evidence_data, place_data, remedy_data, spot_data
from checker.formats.json_document import document, encoded, lines
from checker.report.explanation import Evidence
from checker.report.report import SCHEMA, Explainer, PolicyEntry, Report, Result, Summary
from checker.verdict import Verdict


def render(report: Report, explainer: Explainer) -> str:
    """The whole report as JSON that ends with a line break; every cell is explained for it."""
    members = {
        "as_of": encoded(report.as_of),
        "fail_on": encoded(report.fail_on.value),
        "left_out": encoded(report.left_out._asdict()),
        "inputs": lines(each._asdict() for each in report.inputs),
        "policies": lines(map(_policy, report.policies)),
        "results": lines(map(_result, report.results(explainer))),
        "summary": encoded(_summary(report.summary)),
        "undecided": lines(report.undecided),
        "exit_code": encoded(int(report.exit_code)),
    }
    return document(SCHEMA, report.version, members)


def _policy(entry: PolicyEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title,
        "severity": entry.severity.value,
        "for": entry.kind,
        "controls": {name: list(ids) for name, ids in entry.controls.items()},
        "overridden": list(entry.overridden),
        "reach": entry.reach.value,
    }


def _result(result: Result) -> dict[str, Any]:
    subject = result.subject
    return {
        "policy": result.policy.id,
        "subject": {
            "inventory": subject.inventory,
            "vendor": subject.vendor,
            "kind": subject.kind,
            "id": subject.id,
            "path": _path(subject.path),
        },
        "verdict": result.verdict.value,
        "severity": result.policy.severity.value,
        "gating": result.gating,
        "message": result.message,
        "location": place_data(result.place),
        "evidence": [_evidence(each) for each in result.evidence],
        "evidence_omitted": result.omitted,
        "remedies": [remedy_data(each) for each in result.remedies],
        "fingerprint": result.fingerprint,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    anchor = evidence.anchor
    return {**evidence_data(evidence), "anchor": None if anchor is None else spot_data(anchor)}


def _path(path: tuple[str | int, ...]) -> str:
    """`vendors[3].data[2]`."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def _summary(summary: Summary) -> dict[str, int]:
    return {
        **{verdict.value: summary.verdicts.get(verdict, 0) for verdict in Verdict},
        "vendors": summary.vendors,
        "policies": summary.policies,
        "subjects": summary.subjects,
    }
