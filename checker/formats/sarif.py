"""Findings as SARIF 2.1.0 (OASIS), within the limits of GitHub code scanning.

A rule is a policy, a result is a finding or what is waived of them. A result without a place, or
a URI that is no relative path, would cost GitHub's reader the whole file: each has a place.
"""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any

from checker.formats.asides import asides
from checker.formats.json_data import place_data
from checker.formats.json_document import encoded, lined, lines, listed, member, quoted, template
from checker.formats.sarif_baseline import states
from checker.formats.sarif_parts import CONFIGURATION, level_of, remark, result, text_of
from checker.formats.sarif_waivers import aside_result, aside_rules, suppression
from checker.problems import Place
from checker.report.explanation import Evidence
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.report import Explainer, PolicyEntry, Report, Result
from checker.report.undone import NOWHERE, Undone
from checker.report.waivers import Waivers
from checker.verdict import Severity, Verdict
from checker.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

RESULTS = 5_000
"""Results of a run: of more, GitHub keeps only so many, and above 25,000 it takes none."""

_TAGS = 10
"""Tags of a rule that GitHub keeps."""

_UNDECIDED = "undecided"

_FINGERPRINT = member("partialFingerprints") % template("vendorgate/v1")
_PROPERTIES = member("properties") % template("verdict", "gating")
_RELATED = member("relatedLocations")
_BASELINE = member("baselineState")
_SUPPRESSIONS = member("suppressions")


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
    first = Place(report.inventories[0].path if report.inventories else CONFIGURATION, 1, 1)
    results = [_undecided(first, each) for each in report.undecided]
    state = states(report)
    results += [_result(finding, report.waivers, state(finding)) for finding in shown]
    results += [aside_result(aside) for aside in asides(report)]
    counts = {each.value: report.summary.verdicts.get(each, 0) for each in Verdict}
    properties = {
        "as_of": report.as_of,
        "fail_on": report.fail_on.value,
        "packs": [pack._asdict() for pack in report.packs],
        "summary": counts,
    }
    rules = [_rule(policy) for policy in report.policies]
    rules += aside_rules(asides(report))
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
        place = Place(CONFIGURATION, 1, 1) if problem.place == NOWHERE else problem.place
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
    results: Sequence[str],
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
        f'"results": {lined(results)},\n"properties": {encoded(properties)}\n}}]\n}}\n'
    )


def _rule(policy: PolicyEntry) -> dict[str, Any]:
    controls = [f"{name}: {each}" for name, ids in policy.controls.items() for each in ids]
    # SARIF has no place for a rule, and `helpUri` takes an address alone: people read it in the
    # help text, programs in the properties.
    told = [f"{policy.place}.", policy.why, policy.fix, "; ".join(controls)]
    # No `security-severity`: what is not compliant is no vulnerability with a score.
    return {
        "id": policy.id,
        "shortDescription": {"text": text_of(policy.title or policy.id)},
        "fullDescription": {"text": text_of(policy.why or policy.title or policy.id)},
        "help": {"text": text_of(" ".join(filter(None, told)))},
        "defaultConfiguration": {"level": level_of(policy.severity)},
        "properties": {
            "problem.severity": _problem_severity(policy.severity),
            "precision": "very-high",
            "severity": policy.severity.value,
            "pack": policy.pack,
            "location": place_data(policy.place),
            "overridden": [text_of(f"{each.effect.value}: {each}") for each in policy.overridden],
            "reach": policy.reach.value,
            "tags": list(dict.fromkeys(map(text_of, ["compliance", *controls])))[:_TAGS],
        },
    }


def _result(finding: Result, waivers: Waivers, state: str) -> str:
    verdict, severity = finding.verdict, finding.policy.severity
    more = [
        _FINGERPRINT % quoted(finding.fingerprint),
        _PROPERTIES % (quoted(verdict.value), encoded(finding.gating)),
    ]
    if finding.evidence:
        more.append(_RELATED % listed(map(_evidence, finding.evidence)))
    if state:
        more.append(_BASELINE % quoted(state))
    if verdict is Verdict.WAIVED:
        more.append(_SUPPRESSIONS % listed([suppression(waivers.of(finding.fingerprint))]))
    level = "error" if verdict is Verdict.ERROR else level_of(severity)
    text = f"{verdict.value}: {finding.subject}: {finding.message}"
    return result(finding.policy.id, level, text, finding.place, *more)


def _undecided(place: Place, reason: str) -> str:
    return result(_UNDECIDED, "error", reason, place)


_UNDECIDED_RULE: dict[str, Any] = {
    "id": _UNDECIDED,
    "shortDescription": {"text": "The run could not decide"},
    "fullDescription": {"text": "Whether the vendors are compliant could not be decided."},
    "help": {"text": "Mend what the results say, and run vendorgate check again."},
    "defaultConfiguration": {"level": "error"},
}


def _evidence(evidence: Evidence) -> str:
    value = encoded(evidence.value) if evidence.recorded else "(not recorded)"
    return remark(evidence.place, f"{evidence.path}: {value}")


def _notice(level: str, text: str) -> dict[str, Any]:
    return {"level": level, "message": {"text": text_of(text)}}


def _problem_severity(severity: Severity) -> str:
    level = level_of(severity)
    return "recommendation" if level == "note" else level
