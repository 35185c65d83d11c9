"""OSCAL assessment results are valid, name what they name each time alike, and do not overclaim."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import re2
from jsonschema import Draft7Validator, ValidationError
from jsonschema.validators import extend

from checker.formats import oscal
from checker.problems import Place, Problem
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.undone import NOWHERE, Undone
from checker.verdict import Verdict
from tests.formats.golden import assert_golden
from tests.formats.hostile import HOSTILE, PATHS, attacked
from tests.formats.reports import Made, policy, report, subject
from tests.formats.scenes import SCENES


def _pattern(_: Any, pattern: str, text: Any, __: Any) -> Iterator[ValidationError]:
    # Python's own engine knows no \p{L}, with which OSCAL says what a token is.
    if isinstance(text, str) and not re2.search(pattern, text):
        yield ValidationError(f"{text!r} does not match {pattern!r}")


Validator = extend(Draft7Validator, {"pattern": _pattern})


def documents() -> list[str]:
    problems = (Problem(Place("a.yaml", 3, 7), "wrong", "right"), Problem(NOWHERE, "killed"))
    return [
        *(oscal.render(*scene()) for scene in SCENES.values()),
        *(oscal.render(*attacked(text)) for text in HOSTILE.values()),
        *(oscal.render(*attacked("x", path)) for path in PATHS),
        oscal.render_undone(Undone(ExitCode.UNDECIDED, problems)),
    ]


def test_it_is_valid_and_its_references_lead_somewhere(reference: Callable[..., Path]) -> None:
    schema = json.loads(reference("oscal", "oscal_assessment-results_schema.json").read_text())
    validator = Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)
    for text in documents():
        data = json.loads(text)
        assert [error.message for error in validator.iter_errors(data)] == []
        whole = data["assessment-results"]
        (result,) = whole["results"]
        observed = [each["uuid"] for each in result.get("observations", ())]
        items = result.get("local-definitions", {}).get("inventory-items", ())
        known = {*observed, *(each["uuid"] for each in items)}
        known |= {f"#{each['uuid']}" for each in whole["back-matter"]["resources"]}
        named = [whole["import-ap"]["href"]]
        for each in result.get("observations", ()):
            named += [about["subject-uuid"] for about in each.get("subjects", ())]
        for each in result.get("findings", ()):
            named += [about["observation-uuid"] for about in each["related-observations"]]
        assert set(named) <= known
        assert len(observed) == len(set(observed))


@pytest.mark.golden
def test_a_red_run_reads_as_it_was_read() -> None:
    assert_golden("report-red.oscal.json", oscal.render(*SCENES["red"]()))


def findings(made: Made) -> list[dict[str, Any]]:
    (result,) = json.loads(oscal.render(*made))["assessment-results"]["results"]
    found: list[dict[str, Any]] = result.get("findings", [])
    return found


@pytest.mark.parametrize(
    "verdicts, state, reason",
    [
        ((Verdict.PASS,), "satisfied", "pass"),
        ((Verdict.PASS, Verdict.FAIL), "not-satisfied", "fail"),
        ((Verdict.PASS, Verdict.UNKNOWN), "not-satisfied", "other"),
        ((Verdict.PASS, Verdict.WAIVED), "not-satisfied", "other"),
        ((Verdict.ERROR, Verdict.PASS), "not-satisfied", "other"),
        ((Verdict.ERROR, Verdict.FAIL), "not-satisfied", "fail"),
    ],
)
def test_a_control_is_as_good_as_the_worst_that_evidences_it(
    verdicts: tuple[Verdict, ...], state: str, reason: str
) -> None:
    policies = tuple(policy(f"p{n}", controls={"dora": ("28(3)",)}) for n in range(len(verdicts)))
    cells = [Cell(n, subject("acme"), verdict) for n, verdict in enumerate(verdicts)]

    (finding,) = findings(report(policies, cells))

    assert finding["title"] == "dora 28(3)"
    status = finding["target"]["status"]
    assert (status["state"], status["reason"]) == (state, reason)
    assert "is for the assessor" in status["remarks"]
    assert len(finding["related-observations"]) == len(verdicts)


def test_a_control_of_which_nothing_was_checked_has_no_finding() -> None:
    skipped = policy("p", controls={"dora": ("28(3)",)})

    assert findings(report((skipped,), [Cell(0, subject("acme"), Verdict.SKIP)])) == []


@pytest.mark.parametrize(
    "framework, control, token",
    [
        ("nist-800-53-r5", "AC-6(1)", "ac-6.1"),
        ("nist-800-53-r5", "AC-06(01)", "ac-6.1"),
        ("nist-800-53-r5", "SR-6", "sr-6"),
        ("dora", "30(2)(c)", "dora_30_2_c"),
        ("iso-27001-2022", "A.5.22", "iso-27001-2022_A.5.22"),
    ],
)
def test_a_control_has_the_id_that_oscal_gives_it(framework: str, control: str, token: str) -> None:
    made = report(
        (policy("p", controls={framework: (control,)}),), [Cell(0, subject("a"), Verdict.PASS)]
    )

    assert findings(made)[0]["target"]["target-id"] == token


def test_another_run_names_the_same_things_alike() -> None:
    made = SCENES["red"]()
    later = made.report._replace(as_of="2031-06-15T23:59:59Z")

    one, other = (
        json.loads(oscal.render(each, made.explainer))["assessment-results"]
        for each in (made.report, later)
    )

    assert one["uuid"] != other["uuid"]
    for kind in ("observations", "findings"):
        told = [[each["uuid"] for each in whole["results"][0][kind]] for whole in (one, other)]
        assert told[0] == told[1]
