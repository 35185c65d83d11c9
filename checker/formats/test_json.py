"""The machine-readable report of tests, described by `test.schema.json`; one test a line."""

from collections.abc import Mapping, Sequence
from typing import Any

from checker.formats.json_data import evidence_data, place_data
from checker.formats.json_document import document, encoded, lines
from checker.report.report import Input
from checker.testing.case import Case
from checker.testing.reasons import Reasons
from checker.testing.run import Got, Outcome, SuiteReport
from checker.version import __version__

SCHEMA = "vendorgate/tests/v1"


def render(
    suite_report: SuiteReport, inputs: Sequence[Input], further: Mapping[str, Any], exit_code: int
) -> str:
    """The whole document; ends with a line break.

    Args:
        inputs: the files that were read.
        further: what was measured besides, by its key: `coverage`, `mutation`.
        exit_code: of the run, for which that counts, too.
    """
    pairs = list(zip(suite_report.cases, suite_report.outcomes, strict=True))
    members = {
        "inputs": lines(file._asdict() for file in inputs),
        "policies": lines(
            {"id": policy.id, "tests": sum(case.policy == policy.id for case in suite_report.cases)}
            for policy in suite_report.policies
        ),
        "results": lines(_result(case, outcome) for case, outcome in pairs),
        "summary": encoded(
            {
                "passed": sum(outcome.passed for _, outcome in pairs),
                "failed": sum(not outcome.passed for _, outcome in pairs),
                "policies": len(suite_report.policies),
                "untested": len(suite_report.untested),
            }
        ),
        "untested": encoded(list(suite_report.untested)),
        **{key: encoded(value) for key, value in further.items()},
        "exit_code": encoded(int(exit_code)),
    }
    return document(SCHEMA, __version__, members)


def _result(case: Case, outcome: Outcome) -> dict[str, Any]:
    return {
        "policy": case.policy,
        "name": case.name,
        "passed": outcome.passed,
        "location": place_data(case.place),
        "subjects": [_got(got) for got in outcome.got],
        "expected_message": case.message,
    }


def _got(got: Got) -> dict[str, Any]:
    return {
        "subject": got.subject,
        "expected": got.expected.value,
        "got": got.verdict.value,
        "why": None if got.why is None else _why(got.why),
    }


def _why(why: Reasons) -> dict[str, Any]:
    return {
        "message": why.message,
        "clause": why.clause,
        "location": place_data(why.place),
        "evidence": [evidence_data(evidence) for evidence in why.evidence],
    }
