"""The machine-readable report: a contract with a version, described by `report.schema.json`.

One policy and one result a line: two reports can be compared with `diff`.
"""

import json
from collections.abc import Iterable
from typing import Any

from checker.problems import Place
from checker.report.explanation import Evidence, Remedy
from checker.report.report import SCHEMA, PolicyEntry, Report, Result, Summary
from checker.verdict import Verdict

# NaN and infinity are not JSON, and escaped ASCII arrives through every encoding.
_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False)


def render(report: Report) -> str:
    """The whole report as JSON that ends with a line break; every cell is explained for it."""
    members = {
        "schema": _json(SCHEMA),
        "tool": _json({"name": "vendorgate", "version": report.version}),
        "as_of": _json(report.as_of),
        "fail_on": _json(report.fail_on.value),
        "inputs": _lines(each._asdict() for each in report.inputs),
        "policies": _lines(map(_policy, report.policies)),
        "results": _lines(map(_result, report.results())),
        "summary": _json(_summary(report.summary)),
        "undecided": _lines(report.undecided),
        "exit_code": _json(int(report.exit_code)),
    }
    body = ",\n".join(f"{_json(key)}: {value}" for key, value in members.items())
    return f"{{\n{body}\n}}\n"


def _json(value: Any) -> str:
    return _ENCODER.encode(value)


def _lines(items: Iterable[Any]) -> str:
    body = ",\n".join(map(_json, items))
    return f"[\n{body}\n]" if body else "[]"


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
        "location": _place(result.place),
        "evidence": [_evidence(each) for each in result.evidence],
        "evidence_omitted": result.omitted,
        "remedies": [remedy_data(each) for each in result.remedies],
        "fingerprint": result.fingerprint,
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return {
        "path": evidence.path,
        "value": evidence.value if evidence.recorded else None,
        "line": evidence.place.line,
        "column": evidence.place.column,
        "recorded": evidence.recorded,
        "anchor": None if evidence.anchor is None else _spot(evidence.anchor),
    }


def remedy_data(remedy: Remedy) -> dict[str, Any]:
    """A remedy as JSON data."""
    return {
        "path": remedy.path,
        "change": remedy.text,
        "line": remedy.place.line,
        "column": remedy.place.column,
    }


def _spot(place: Place) -> dict[str, int]:
    return {"line": place.line, "column": place.column}


def _place(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column}


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
