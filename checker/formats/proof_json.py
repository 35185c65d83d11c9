"""A proof as JSON, described by `proof.schema.json`: every test with what came; one a line."""

from collections.abc import Mapping, Sequence
from typing import Any

from checker.formats.json_data import evidence_data, place_data
from checker.formats.json_document import document, encoded, lines
from checker.proof.case import Case
from checker.proof.reasons import Reasons
from checker.proof.run import Got, Outcome, Proof
from checker.report.report import Input
from checker.version import __version__

SCHEMA = "vendorgate/tests/v1"


def render(
    proof: Proof, inputs: Sequence[Input], further: Mapping[str, Any], exit_code: int
) -> str:
    """The whole document; ends with a line break.

    Args:
        inputs: the files that were read.
        further: what was measured besides, by its key: `coverage`, `mutation`.
        exit_code: of the run, for which that counts, too.
    """
    pairs = list(zip(proof.cases, proof.outcomes, strict=True))
    members = {
        "inputs": lines(each._asdict() for each in inputs),
        "policies": lines(
            {"id": policy.id, "tests": sum(case.policy == policy.id for case in proof.cases)}
            for policy in proof.policies
        ),
        "results": lines(_result(case, outcome) for case, outcome in pairs),
        "summary": encoded(
            {
                "passed": sum(outcome.passed for _, outcome in pairs),
                "failed": sum(not outcome.passed for _, outcome in pairs),
                "policies": len(proof.policies),
                "untested": len(proof.untested),
            }
        ),
        "untested": encoded(list(proof.untested)),
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
        "subjects": [_got(each) for each in outcome.got],
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
        "evidence": [evidence_data(each) for each in why.evidence],
    }
