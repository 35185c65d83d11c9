"""The machine-readable forecast: a contract with a version, described by `forecast.schema.json`.

One change a line: two forecasts can be compared with `diff`.
"""

import json
from collections.abc import Iterable
from typing import Any

from checker.report.forecast import SCHEMA, Change, Forecast

# NaN and infinity are not JSON, and escaped ASCII arrives through every encoding.
_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False)


def render(forecast: Forecast) -> str:
    """The whole forecast as JSON that ends with a line break."""
    members = {
        "schema": _json(SCHEMA),
        "tool": _json({"name": "vendorgate", "version": forecast.version}),
        "as_of": _json(forecast.as_of),
        "until": _json(forecast.until),
        "fail_within": _json(forecast.fail_within),
        "inputs": _lines(each._asdict() for each in forecast.inputs),
        "changes": _lines(_change(forecast, change) for change in forecast.changes),
        "counts": _json(forecast.counts._asdict()),
        "notes": _lines(forecast.notes),
        "undecided": _lines(forecast.undecided),
        "exit_code": _json(int(forecast.exit_code)),
    }
    body = ",\n".join(f"{_json(key)}: {value}" for key, value in members.items())
    return f"{{\n{body}\n}}\n"


def _json(value: Any) -> str:
    return _ENCODER.encode(value)


def _lines(items: Iterable[Any]) -> str:
    body = ",\n".join(map(_json, items))
    return f"[\n{body}\n]" if body else "[]"


def _change(forecast: Forecast, change: Change) -> dict[str, Any]:
    subject, explanation = change.subject, forecast.explain(change)
    place = explanation.place
    return {
        "policy": change.policy.id,
        "severity": change.policy.severity.value,
        "subject": {
            "name": str(subject),
            "inventory": subject.inventory,
            "vendor": subject.vendor,
            "kind": subject.kind,
            "id": subject.id,
            "owner": subject.owner,
        },
        "at": change.at,
        "day": change.day,
        "days": change.days,
        "verdict": change.verdict.value,
        "gating": change.due,
        "message": explanation.message,
        "location": {"path": place.path, "line": place.line, "column": place.column},
        "fingerprint": change.fingerprint,
    }
