"""A proof as JSON, described by `proof.schema.json`: every test with what came; one a line."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from checker.problems import Place
from checker.proof.case import Case
from checker.proof.reasons import Reasons
from checker.proof.run import Got, Outcome, Proof
from checker.report.report import Input
from checker.version import __version__

SCHEMA = "vendorgate/tests/v1"

# NaN and infinity are not JSON, and escaped ASCII arrives through every encoding.
_ENCODER = json.JSONEncoder(ensure_ascii=True, allow_nan=False)


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
        "schema": _json(SCHEMA),
        "tool": _json({"name": "vendorgate", "version": __version__}),
        "inputs": _lines(each._asdict() for each in inputs),
        "policies": _lines(
            {"id": policy.id, "tests": sum(case.policy == policy.id for case in proof.cases)}
            for policy in proof.policies
        ),
        "results": _lines(_result(case, outcome) for case, outcome in pairs),
        "summary": _json(
            {
                "passed": sum(outcome.passed for _, outcome in pairs),
                "failed": sum(not outcome.passed for _, outcome in pairs),
                "policies": len(proof.policies),
                "untested": len(proof.untested),
            }
        ),
        "untested": _json(list(proof.untested)),
        **{key: _json(value) for key, value in further.items()},
        "exit_code": _json(int(exit_code)),
    }
    body = ",\n".join(f"{_json(key)}: {value}" for key, value in members.items())
    return f"{{\n{body}\n}}\n"


def _result(case: Case, outcome: Outcome) -> dict[str, Any]:
    return {
        "policy": case.policy,
        "name": case.name,
        "passed": outcome.passed,
        "location": _place(case.place),
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
        "location": _place(why.place),
        "evidence": [
            {
                "path": each.path,
                "value": each.value if each.recorded else None,
                "recorded": each.recorded,
                "line": each.place.line,
                "column": each.place.column,
            }
            for each in why.evidence
        ],
    }


def _place(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "column": place.column}


def _json(value: Any) -> str:
    return _ENCODER.encode(value)


def _lines(items: Iterable[Any]) -> str:
    body = ",\n".join(map(_json, items))
    return f"[\n{body}\n]" if body else "[]"
