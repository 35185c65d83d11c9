"""Findings of lint for machines: a contract with a version, described by `lint.schema.json`.

It holds what SARIF asks of a rule and of a result. One rule and one finding a line.
"""

import json
from collections.abc import Iterable
from typing import Any

from checker.lint.finding import Finding
from checker.lint.lint import Linted
from checker.lint.rules import RULES, Level, Rule
from checker.version import __version__

SCHEMA = "vendorgate/lint/v1"

# NaN and infinity are not JSON, and escaped ASCII arrives through every encoding.
_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False)


def render(linted: Linted, *, strict: bool) -> str:
    """All findings, infos too, as JSON that ends with a line break."""
    summary = {level.value: linted.count(level) for level in Level}
    members = {
        "schema": _json(SCHEMA),
        "tool": _json({"name": "vendorgate", "version": __version__}),
        "strict": _json(strict),
        "inputs": _lines(each._asdict() for each in linted.inputs),
        "rules": _lines(map(_rule, RULES.values())),
        "findings": _lines(map(_finding, linted.findings)),
        "summary": _json({**summary, "policies": linted.policies}),
        "exit_code": _json(int(linted.exit_code(strict=strict))),
    }
    body = ",\n".join(f"{_json(key)}: {value}" for key, value in members.items())
    return f"{{\n{body}\n}}\n"


def _json(value: Any) -> str:
    return _ENCODER.encode(value)


def _lines(items: Iterable[Any]) -> str:
    body = ",\n".join(map(_json, items))
    return f"[\n{body}\n]" if body else "[]"


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "name": rule.name,
        "level": rule.level.value,
        "short_description": f"{rule.short}.",
        "full_description": f"{rule.short}. {rule.why}",
        "help": rule.fix,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    start, end = finding.stretch.start, finding.stretch.end
    return {
        "rule": finding.rule.id,
        "level": finding.rule.level.value,
        "policy": finding.policy or None,
        "message": finding.message,
        "hint": finding.hint,
        "location": {
            "path": start.path,
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
        },
    }
