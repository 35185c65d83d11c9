"""Code Quality items are valid one by one, and GitLab keeps every one of them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from checker.formats import gitlab
from checker.problems import Place, Problem
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.undone import NOWHERE, Undone
from checker.verdict import Severity, Verdict
from tests.formats.golden import assert_golden
from tests.formats.hostile import HOSTILE, PATHS, attacked
from tests.formats.reports import explanation, policy, report, subject
from tests.formats.scenes import SCENES

SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


def items(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)
    return found


def documents() -> list[str]:
    problems = tuple(Problem(NOWHERE, "killed") for _ in range(3))
    return [
        *(gitlab.render(*scene()) for scene in SCENES.values()),
        *(gitlab.render(*attacked(text)) for text in HOSTILE.values()),
        *(gitlab.render(*attacked("x", path)) for path in PATHS),
        gitlab.render_undone(Undone(ExitCode.UNDECIDED, problems)),
    ]


def test_every_item_is_valid_located_and_has_a_fingerprint_of_its_own(
    reference: Callable[..., Path],
) -> None:
    schema = json.loads(reference("gitlab", "codeclimate.json").read_text("utf-8"))
    for text in documents():
        assert text.startswith("[")  # no byte order mark
        found = items(text)
        for each in found:
            Draft7Validator(schema).validate(each)
            assert each["severity"] in SEVERITIES
            assert each["location"]["path"]
            assert each["location"]["lines"]["begin"] >= 1
            assert each["check_name"] or "" in HOSTILE.values()
        prints = [each["fingerprint"] for each in found]
        assert len(prints) == len(set(prints))


@pytest.mark.golden
def test_a_red_run_reads_as_it_was_read() -> None:
    assert_golden("report-red.gitlab.json", gitlab.render(*SCENES["red"]()))


def test_a_run_without_findings_is_an_empty_list() -> None:
    assert gitlab.render(*SCENES["green"]()) == "[]\n"


def test_lines_do_not_change_a_fingerprint_and_it_is_that_of_the_json() -> None:
    about = subject("acme")
    made = [
        report(
            (policy("p"),),
            [Cell(0, about, Verdict.FAIL)],
            {(0, about): explanation("m", line=line)},
        )
        for line in (3, 70)
    ]

    found = [items(gitlab.render(*each))[0] for each in made]

    result = made[0].report.result(Cell(0, about, Verdict.FAIL), made[0].explainer)
    assert [each["location"]["lines"]["begin"] for each in found] == [3, 70]
    assert {each["fingerprint"] for each in found} == {result.fingerprint}


def test_severities_are_those_of_gitlab_and_an_error_is_a_blocker() -> None:
    policies = tuple(policy(each.value, severity=each) for each in Severity)
    cells = [Cell(n, subject("acme"), Verdict.FAIL) for n in range(len(policies))]
    cells.append(Cell(4, subject("beta"), Verdict.ERROR))

    found = items(gitlab.render(*report(policies, cells)))

    assert [(each["check_name"], each["severity"]) for each in found] == [
        ("undecided", "blocker"),
        ("info", "blocker"),
        ("critical", "blocker"),
        ("high", "critical"),
        ("medium", "major"),
        ("low", "minor"),
        ("info", "info"),
    ]


def test_a_run_that_came_to_none_is_no_empty_list() -> None:
    problems = (Problem(Place("./a//b.yaml", 0, 0), "wrong", "right"), Problem(NOWHERE, "killed"))

    found = items(gitlab.render_undone(Undone(ExitCode.UNDECIDED, problems)))

    places = [(each["location"]["path"], each["location"]["lines"]["begin"]) for each in found]
    assert places == [("vendorgate.yaml", 1), ("a/b.yaml", 1), ("vendorgate.yaml", 1)]
    assert [each["description"] for each in found] == [
        "no report, as the run ended with exit code 2",
        "wrong",
        "killed",
    ]
