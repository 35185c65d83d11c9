"""The matrix as CSV: every check a row, and no cell that a spreadsheet would run."""

import csv
import io

import pytest

from checker.formats.csv import COLUMNS, render, render_undone
from checker.problems import Place, Problem
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.undone import NOWHERE, Undone
from checker.verdict import Verdict
from tests.formats.golden import assert_golden
from tests.formats.hostile import HOSTILE, attacked
from tests.formats.reports import Made, explanation, policy, report, subject
from tests.formats.scenes import SCENES


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.golden
def test_a_red_run_reads_as_it_was_read() -> None:
    assert_golden("report-red.csv", render(*SCENES["red"]()))


@pytest.mark.parametrize("scene", SCENES)
def test_every_check_is_a_row_in_the_order_of_the_report(scene: str) -> None:
    made = SCENES[scene]()

    found = [each for each in rows(render(*made)) if each["verdict"] != "undecided"]

    expected = made.report.results(made.explainer)
    assert [(each["policy"], each["fingerprint"], each["verdict"]) for each in found] == [
        (each.policy.id, each.fingerprint, each.verdict.value) for each in expected
    ]


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("kind", HOSTILE)
def test_no_cell_is_a_formula_whatever_separates_them(kind: str, separator: str) -> None:
    text = render(*attacked(HOSTILE[kind]))

    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        for cell in row:
            assert not cell.lstrip().startswith(("=", "+", "@", "-", "\t", "\r")), cell


def test_a_formula_is_a_text_that_can_be_read() -> None:
    about = subject("acme", owner="=1+1")
    made = report(
        (policy("p", title="-2"),),
        [Cell(0, about, Verdict.FAIL)],
        {(0, about): explanation("a;=b, c")},
    )

    (row,) = rows(render(*made))

    assert (row["owner"], row["title"], row["message"]) == ("'=1+1", "'-2", "a;'=b, c")


def test_a_run_that_could_not_decide_has_a_row_that_says_why() -> None:
    made: Made = SCENES["undecided"]()

    reasons = [each for each in rows(render(*made)) if each["verdict"] == "undecided"]

    assert [each["message"] for each in reasons] == list(made.report.undecided)
    assert {each["policy"] for each in reasons} == {""}


def test_a_run_that_came_to_none_has_no_check() -> None:
    problems = (Problem(Place("a.yaml", 3, 7), "wrong", "right"), Problem(NOWHERE, "killed"))

    text = render_undone(Undone(ExitCode.UNDECIDED, problems))

    assert text.splitlines()[0] == ",".join(COLUMNS)
    assert [
        (each["verdict"], each["message"], each["path"], each["line"]) for each in rows(text)
    ] == [
        ("undecided", "no report, as the run ended with exit code 2", "", ""),
        ("undecided", "wrong", "a.yaml", "3"),
        ("undecided", "killed", "", ""),
    ]
