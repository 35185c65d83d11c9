"""A report as in-toto Statement v1 with the predicate test-result v0.1.

Subjects are the inventories, the configuration is everything else that the run depends on, each by
the digest of the bytes that were read. Nobody has signed it: who needs that signs the file.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from checker.digest import sha256
from checker.formats.asides import asides
from checker.formats.brief import brief
from checker.formats.json_document import encoded, lines
from checker.formats.overridden import with_effect
from checker.overridden import Effect
from checker.report.gate import FINDINGS, ExitCode
from checker.report.packs import PackEntry
from checker.report.reach import Reach
from checker.report.report import Explainer, Input, Report
from checker.report.undone import Undone
from checker.verdict import Verdict
from checker.version import __version__

_STATEMENT = "https://in-toto.io/Statement/v1"
_PREDICATE = "https://in-toto.io/attestation/test-result/v0.1"


def render(report: Report, explainer: Explainer) -> str:  # noqa: ARG001 it takes no explanation
    """The whole statement: a policy is a test, and FAILED unless the run is compliant."""
    subjects = [_resource(file) for file in report.inputs if file.kind == "inventory"]
    others = [_resource(file) for file in report.inputs if file.kind != "inventory"]
    passed, warned, failed = _tests(report)
    decided = report.exit_code == ExitCode.COMPLIANT
    return _statement(
        subjects or [_reasons(report.undecided)],
        others,
        {
            "result": ("WARNED" if warned else "PASSED") if decided else "FAILED",
            "passedTests": passed,
            "warnedTests": warned,
            "failedTests": failed,
            "vendorgate": {
                "version": report.version,
                "as_of": report.as_of,
                "fail_on": report.fail_on.value,
                "exit_code": int(report.exit_code),
                "undecided": [brief(reason) for reason in report.undecided],
                "packs": [_pack(pack) for pack in report.packs],
                "left_out": report.left_out._asdict(),
                "loosened": list(map(brief, with_effect(report, Effect.LOOSENED))),
                "summary": {v.value: report.summary.verdicts.get(v, 0) for v in Verdict},
            },
        },
    )


def render_undone(undone: Undone) -> str:
    """The statement of a run that came to no report: FAILED.

    It says nothing of any inventory: which were read is not known. A statement must have a subject:
    the problems are.
    """
    problems = [brief(f"{problem.place}: {problem.message}") for problem in undone.problems]
    told = {"version": __version__, "exit_code": int(undone.code), "undecided": problems}
    failed = {"result": "FAILED", "passedTests": [], "warnedTests": [], "failedTests": []}
    return _statement([_reasons(problems)], [], {**failed, "vendorgate": told})


def _statement(
    subjects: Sequence[Any], configuration: Sequence[Any], predicate: Mapping[str, Any]
) -> str:
    told = {"result": predicate["result"], "configuration": configuration, **predicate}
    members = ",\n".join(f"{encoded(key)}: {encoded(value)}" for key, value in told.items())
    return (
        f'{{\n"_type": {encoded(_STATEMENT)},\n"subject": {lines(subjects)},\n'
        f'"predicateType": {encoded(_PREDICATE)},\n"predicate": {{\n{members}\n}}\n}}\n'
    )


def _resource(file: Input) -> dict[str, Any]:
    return {"name": brief(file.path), "digest": {"sha256": file.sha256}}


def _pack(pack: PackEntry) -> dict[str, Any]:
    left_out = [brief(policy) for policy in pack.left_out]
    return {"name": brief(pack.name), "policies": pack.policies, "left_out": left_out}


def _reasons(reasons: Sequence[str]) -> dict[str, Any]:
    """The subject of a run without inventories: the reason for which it could not decide."""
    text = "\n".join(reasons).encode("utf-8", "surrogatepass")
    return {"name": "vendorgate: undecided", "digest": {"sha256": sha256(text)}}


def _tests(report: Report) -> tuple[list[str], list[str], list[str]]:
    """The ids of policies that passed, of those with findings that do not block, and of others."""
    passed: list[str] = []
    warned: list[str] = []
    failed: list[str] = []
    for n, policy in enumerate(report.policies):
        if policy.reach is Reach.COMING and not report.cells.count(n, Verdict.ERROR):
            continue
        counts = {verdict: report.cells.count(n, verdict) for verdict in Verdict}
        if any(counts[verdict] for verdict in FINDINGS):
            blocks = any(map(report.gating, report.cells.select(n, FINDINGS)))
            (failed if blocks else warned).append(brief(policy.id))
        elif policy.reach is Reach.IDLE:
            failed.append(brief(policy.id))
        elif counts[Verdict.WAIVED]:
            warned.append(brief(policy.id))
        elif counts[Verdict.PASS]:
            passed.append(brief(policy.id))
    for aside in asides(report):
        told = failed if aside.gating else warned
        if aside.rule not in told:
            told.append(aside.rule)
    return passed, warned, failed
