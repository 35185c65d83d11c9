"""The machine-readable forecast: a contract with a version, described by `forecast.schema.json`.

One change a line: two forecasts can be compared with `diff`.
"""

from typing import Any

from checker.formats.json_data import place_data, subject_data
from checker.formats.json_document import document, encoded, lines
from checker.report.forecast import SCHEMA, Change, ChangeExplainer, Forecast


def render(forecast: Forecast, explainer: ChangeExplainer) -> str:
    """The whole forecast as JSON that ends with a line break."""
    members = {
        "as_of": encoded(forecast.as_of),
        "until": encoded(forecast.until),
        "fail_within": encoded(forecast.fail_within),
        "inputs": lines(file._asdict() for file in forecast.inputs),
        "changes": lines(_change(explainer, change) for change in forecast.changes),
        "later": encoded(None if forecast.later is None else _change(explainer, forecast.later)),
        "worse": lines(_change(explainer, change) for change in forecast.worse),
        "counts": encoded(forecast.counts._asdict()),
        "notes": lines(forecast.notes),
        "undecided": lines(forecast.undecided),
        "exit_code": encoded(int(forecast.exit_code)),
    }
    return document(SCHEMA, forecast.version, members)


def _change(explainer: ChangeExplainer, change: Change) -> dict[str, Any]:
    explanation = explainer.explain(change)
    return {
        "policy": change.policy.id,
        "severity": change.policy.severity.value,
        "subject": subject_data(change.subject),
        "at": change.at,
        "day": change.day,
        "days": change.days,
        "verdict": change.verdict.value,
        "gating": change.due,
        "message": explanation.message,
        "clause": change.clause or None,
        "location": place_data(explanation.place),
        "fingerprint": change.fingerprint,
        "waiver": change.waiver or None,
        "begins": change.begins or None,
    }
