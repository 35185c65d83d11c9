"""Findings as SARIF 2.1.0 (OASIS), within the limits of GitHub code scanning.

A rule is a policy, a result is a finding or what is waived of them. A result without a place, or
a URI that is no relative path, would cost GitHub's reader the whole file: each has a place.
"""

import posixpath
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any, assert_never
from urllib.parse import quote

from checker.formats.escape import plain
from checker.formats.json_document import encoded, lines
from checker.problems import Place
from checker.report.explanation import Evidence
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.report import Explainer, PolicyEntry, Report, Result
from checker.report.undone import NOWHERE, Undone
from checker.verdict import Severity, Verdict
from checker.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

RESULTS = 5_000
"""Results of a run: of more, GitHub keeps only so many, and above 25,000 it takes none."""

TEXT = 1_000
"""Characters of a text: GitHub cuts descriptions at 1,024, and a file must stay under 10 MB."""

_TAGS = 10
"""Tags of a rule that GitHub keeps."""

_UNDECIDED = "undecided"
_CONFIGURATION = "vendorgate.yaml"
_LINK = re.compile(r"\](?=\()")
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def render(report: Report, explainer: Explainer) -> str:
    """The whole document: the worst findings first, then what is waived."""
    shown = [report.result(cell, explainer) for cell in islice(_cells(report), RESULTS)]
    total = sum(
        count
        for verdict, count in report.summary.verdicts.items()
        if verdict not in {Verdict.PASS, Verdict.SKIP}
    )
    notices = [_notice("error", each) for each in report.undecided]
    notices += [_notice("note", each) for each in report.notes]
    if total > len(shown):
        cut = f"{total - len(shown)} more findings are not in this file: -o json has all of them"
        notices.append(_notice("warning", cut))
    first = Place(report.inventories[0].path if report.inventories else _CONFIGURATION, 1, 1)
    results = [_undecided(first, each) for each in report.undecided]
    results += [_result(result) for result in shown]
    counts = {each.value: report.summary.verdicts.get(each, 0) for each in Verdict}
    properties = {"as_of": report.as_of, "fail_on": report.fail_on.value, "summary": counts}
    rules = [_rule(policy) for policy in report.policies]
    if report.undecided:
        rules.append(_UNDECIDED_RULE)
    return _document(
        report.version,
        report.exit_code,
        rules=rules,
        results=results,
        notices=notices,
        properties=properties,
    )


def render_undone(undone: Undone) -> str:
    """The whole document of a run that came to no report: a result for each problem.

    A problem that is in no file stands at `vendorgate.yaml`: each result must have a place.
    """
    results = []
    for problem in undone.problems:
        place = Place(_CONFIGURATION, 1, 1) if problem.place == NOWHERE else problem.place
        hint = f" (hint: {problem.hint})" if problem.hint else ""
        results.append(_undecided(place, f"{problem.message}{hint}"))
    ending = f"no report, as the run ended with exit code {undone.code:d}"
    notices = [_notice("error", ending)]
    kept = results[:RESULTS]
    if len(results) > len(kept):
        notices.append(_notice("warning", f"{len(results) - len(kept)} more problems are cut"))
    return _document(
        __version__,
        int(undone.code),
        rules=[_UNDECIDED_RULE],
        results=kept,
        notices=notices,
        properties={},
    )


def _cells(report: Report) -> Iterator[Cell]:
    waived = frozenset({Verdict.WAIVED})
    order = sorted(
        range(len(report.policies)), key=lambda each: (report.policies[each].severity.rank, each)
    )
    others = (report.cells.select(each, waived) for each in order)
    return chain(report.findings(), chain.from_iterable(others))


def _document(
    version: str,
    code: int,
    *,
    rules: Sequence[dict[str, Any]],
    results: Sequence[dict[str, Any]],
    notices: Sequence[dict[str, Any]],
    properties: dict[str, Any],
) -> str:
    driver = f'{{"name": "vendorgate", "version": {encoded(version)}, "rules": {lines(rules)}}}'
    decided = code in {ExitCode.COMPLIANT, ExitCode.NOT_COMPLIANT}
    invocation = {
        "executionSuccessful": decided,
        "exitCode": code,
        "toolExecutionNotifications": list(notices),
    }
    return (
        f'{{\n"$schema": {encoded(SCHEMA)},\n"version": "2.1.0",\n"runs": [{{\n'
        f'"tool": {{"driver": {driver}}},\n'
        '"automationDetails": {"id": "vendorgate/"},\n'
        f'"columnKind": "unicodeCodePoints",\n"invocations": [{encoded(invocation)}],\n'
        f'"results": {lines(results)},\n"properties": {encoded(properties)}\n}}]\n}}\n'
    )


def _rule(policy: PolicyEntry) -> dict[str, Any]:
    controls = [f"{name}: {each}" for name, ids in policy.controls.items() for each in ids]
    told = [policy.why, policy.fix, "; ".join(controls)]
    # No `security-severity`: what is not compliant is no vulnerability with a score.
    return {
        "id": policy.id,
        "shortDescription": {"text": _text(policy.title or policy.id)},
        "fullDescription": {"text": _text(policy.why or policy.title or policy.id)},
        "help": {"text": _text(" ".join(filter(None, told)) or policy.title or policy.id)},
        "defaultConfiguration": {"level": _level(policy.severity)},
        "properties": {
            "problem.severity": _problem_severity(policy.severity),
            "precision": "very-high",
            "severity": policy.severity.value,
            "tags": list(dict.fromkeys(map(_text, ["compliance", *controls])))[:_TAGS],
        },
    }


def _result(result: Result) -> dict[str, Any]:
    error = result.verdict is Verdict.ERROR
    data = {
        "ruleId": result.policy.id,
        "level": "error" if error else _level(result.policy.severity),
        "message": {"text": _text(f"{result.verdict.value}: {result.subject}: {result.message}")},
        "locations": [_location(result.place)],
        "partialFingerprints": {"vendorgate/v1": result.fingerprint},
        "properties": {"verdict": result.verdict.value, "gating": result.gating},
    }
    if result.evidence:
        data["relatedLocations"] = [_evidence(evidence) for evidence in result.evidence]
    if result.verdict is Verdict.WAIVED:
        data["suppressions"] = [{"kind": "external", "status": "accepted"}]
    return data


def _undecided(place: Place, reason: str) -> dict[str, Any]:
    return {
        "ruleId": _UNDECIDED,
        "level": "error",
        "message": {"text": _text(reason)},
        "locations": [_location(place)],
    }


_UNDECIDED_RULE: dict[str, Any] = {
    "id": _UNDECIDED,
    "shortDescription": {"text": "The run could not decide"},
    "fullDescription": {"text": "Whether the vendors are compliant could not be decided."},
    "help": {"text": "Mend what the results say, and run vendorgate check again."},
    "defaultConfiguration": {"level": "error"},
}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    value = encoded(evidence.value) if evidence.recorded else "(not recorded)"
    return {
        **_location(evidence.place),
        "message": {"text": _text(f"{evidence.path}: {value}")},
    }


def _location(place: Place) -> dict[str, Any]:
    # A file as a whole has the line 0, which SARIF does not know.
    line, column = max(place.line, 1), max(place.column, 1)
    region = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column + 1}
    return {"physicalLocation": {"artifactLocation": {"uri": uri(place.path)}, "region": region}}


def uri(path: str) -> str:
    """The path as a percent-encoded URI reference: relative, or `file:` if it is absolute."""
    whole = posixpath.normpath(path or _CONFIGURATION)
    try:
        encoded_path = quote(whole.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:  # no path of a file system
        encoded_path = quote(whole.encode("utf-8", "replace"))
    if whole.startswith("/"):
        return f"file:///{encoded_path.lstrip('/')}"
    return encoded_path


def _notice(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": _text(text)}}


def _text(text: str) -> str:
    """The text on one line, cut, without what SARIF reads as a link or a placeholder (3.11)."""
    short = plain(text[:TEXT])
    if len(text) > TEXT or len(short) > TEXT:
        short = f"{short[: TEXT - 1]}…"
    return _PLACEHOLDER.sub(r"{{\1}}", _LINK.sub("] ", short))


def _level(severity: Severity) -> str:
    match severity:
        case Severity.CRITICAL | Severity.HIGH:
            return "error"
        case Severity.MEDIUM:
            return "warning"
        case Severity.LOW | Severity.INFO:
            return "note"
        case _ as never:
            assert_never(never)


def _problem_severity(severity: Severity) -> str:
    level = _level(severity)
    return "recommendation" if level == "note" else level
