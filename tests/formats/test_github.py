"""Workflow commands are those of vendorgate alone, and as many as GitHub keeps, worst first."""

from collections import Counter

import pytest

from checker.formats import github
from checker.problems import Place, Problem
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.undone import NOWHERE, Undone
from checker.verdict import FailOn, Severity, Verdict
from tests.formats.golden import assert_golden
from tests.formats.hostile import HOSTILE, PATHS, attacked
from tests.formats.readers import commands
from tests.formats.reports import explanation, policy, report, subject
from tests.formats.scenes import SCENES


@pytest.mark.golden
def test_a_red_run_reads_as_it_was_read() -> None:
    assert_golden("report-red.github.txt", github.render(*SCENES["red"]()))


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_becomes_a_command_a_property_or_a_line(kind: str) -> None:
    found = commands(github.render(*attacked(HOSTILE[kind])))

    # A finding of each policy, and two defects of waivers, one of which does not block.
    assert [level for level, *_ in found] == ["notice", "error", "error", "error", "warning"]
    assert [list(properties) for _, properties, _ in found] == [
        ["title"],
        *[["file", "line", "col", "title"]] * 4,
    ]
    assert all(data.isprintable() and len(data) <= 4_096 for *_, data in found)


@pytest.mark.parametrize("path", PATHS, ids=ascii)
def test_a_path_is_one_property(path: str) -> None:
    found = commands(github.render(*attacked("x", path)))

    assert [properties.get("line") for _, properties, _ in found[1:]] == ["42", "42", "3", "3"]


def test_signs_that_end_a_property_or_begin_a_code_arrive() -> None:
    about = subject("acme")
    pages = {(0, about): explanation("100 %, %0A: so", path="a,b:c%.yaml")}
    made = report((policy("p", title="x: y, z"),), [Cell(0, about, Verdict.FAIL)], pages)

    text = github.render(*made)

    assert commands(text)[1] == (
        "error",
        {"file": "a,b:c%.yaml", "line": "42", "col": "9", "title": "p: x: y, z"},
        "fail: acme: 100 %, %0A: so",
    )


def test_what_does_not_block_is_a_warning() -> None:
    cells = [Cell(0, subject("a"), Verdict.FAIL), Cell(1, subject("a"), Verdict.UNKNOWN)]
    policies = (policy("p", severity=Severity.LOW), policy("q", severity=Severity.HIGH))

    found = commands(github.render(*report(policies, cells, fail_on=FailOn.HIGH)))

    assert [(level, properties["title"].split(":")[0]) for level, properties, _ in found] == [
        ("notice", "vendorgate"),
        ("error", "q"),
        ("warning", "p"),
    ]


@pytest.mark.parametrize("count, told", [(10, 10), (11, 9), (5_000, 9)])
def test_of_too_many_the_tenth_says_how_many_more_there_are(count: int, told: int) -> None:
    policies = (policy("a", severity=Severity.LOW), policy("b", severity=Severity.CRITICAL))
    cells = [Cell(0, subject(f"v{n}"), Verdict.FAIL) for n in range(count - 1)]
    made = report(policies, [*cells, Cell(1, subject("worst"), Verdict.FAIL)])

    found = commands(github.render(*made))

    errors = [each for each in found if each[0] == "error"]
    assert Counter(level for level, *_ in found) == {"notice": 1, "error": min(count, 10)}
    assert errors[0][1]["title"].startswith("b: ")
    assert made.explainer.asked == told  # nobody pays for what is not told
    if count > 10:
        assert errors[-1][2].startswith(f"{count - 9} more are not annotated")


def test_a_run_that_came_to_none_is_errors_at_its_problems() -> None:
    problems = (Problem(Place("a.yaml", 3, 7), "wrong", "right"), Problem(NOWHERE, "killed"))

    found = commands(github.render_undone(Undone(ExitCode.UNDECIDED, problems)))

    assert found == [
        ("error", {"title": "vendorgate"}, "no report, as the run ended with exit code 2"),
        (
            "error",
            {"file": "a.yaml", "line": "3", "col": "7", "title": "undecided"},
            "wrong (hint: right)",
        ),
        (
            "error",
            {"file": "vendorgate.yaml", "line": "1", "col": "1", "title": "undecided"},
            "killed",
        ),
    ]
