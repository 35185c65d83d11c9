"""Findings of lint for machines: a contract with a version, described by `lint.schema.json`.

It holds what SARIF asks of a rule and of a result. One rule and one diagnostic a line.
"""

from typing import Any

from checker.formats.json_document import document, encoded, lines
from checker.linting.diagnostic import Diagnostic
from checker.linting.lint import LintReport
from checker.linting.rule import Level, Rule
from checker.linting.rules import RULES
from checker.version import __version__

SCHEMA = "vendorgate/lint/v1"


def render(linted: LintReport, *, strict: bool) -> str:
    """All diagnostics, infos too, as JSON that ends with a line break."""
    summary = {level.value: linted.count(level) for level in Level}
    members = {
        "strict": encoded(strict),
        "inputs": lines(file._asdict() for file in linted.inputs),
        "rules": lines(map(_rule, RULES.values())),
        "diagnostics": lines(map(_diagnostic, linted.diagnostics)),
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


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    start, end = diagnostic.stretch.start, diagnostic.stretch.end
    return {
        "rule": diagnostic.rule.id,
        "level": diagnostic.rule.level.value,
        "policy": diagnostic.policy or None,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "location": {
            "path": start.path,
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
        },
    }
