"""Findings of lint for machines: a contract with a version, described by `lint.schema.json`.

It holds what SARIF asks of a rule and of a result. One rule and one finding a line.
"""

from typing import Any

from checker.formats.json_document import document, encoded, lines
from checker.lint.finding import Finding
from checker.lint.lint import Linted
from checker.lint.rules import RULES, Level, Rule
from checker.version import __version__

SCHEMA = "vendorgate/lint/v1"


def render(linted: Linted, *, strict: bool) -> str:
    """All findings, infos too, as JSON that ends with a line break."""
    summary = {level.value: linted.count(level) for level in Level}
    members = {
        "strict": encoded(strict),
        "inputs": lines(each._asdict() for each in linted.inputs),
        "rules": lines(map(_rule, RULES.values())),
        "findings": lines(map(_finding, linted.findings)),
        "summary": encoded({**summary, "policies": linted.policies}),
        "exit_code": encoded(int(linted.exit_code(strict=strict))),
    }
    return document(SCHEMA, __version__, members)


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
