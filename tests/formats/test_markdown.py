"""Markdown of which every platform makes the page that was meant, and takes it whole."""

import re

import pytest
from lxml import html

from checker.formats import markdown
from checker.problems import Place, Problem
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.undone import NOWHERE, Undone
from checker.verdict import Severity, Verdict
from tests.formats.golden import assert_golden
from tests.formats.hostile import HOSTILE, PATHS, attacked
from tests.formats.readers import rendered
from tests.formats.reports import explanation, policy, report, subject
from tests.formats.scenes import SCENES

ELEMENTS = {"html", "body", "div", "h2", "h3", "p", "ul", "li", "code", "strong"} | {
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
OUTSIDE = re.compile(r"[@#!]\w|https?:|www\.|\$\{")


def page(text: str) -> html.HtmlElement:
    return html.fromstring(f"<html><body>{rendered(text)}</body></html>")


@pytest.mark.golden
def test_a_red_run_reads_as_it_was_read() -> None:
    assert_golden("report-red.md", markdown.render(*SCENES["red"]()))


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_hostile_is_code_and_nothing_else(kind: str) -> None:
    found = page(markdown.render(*attacked(HOSTILE[kind])))

    assert {each.tag for each in found.iter()} <= ELEMENTS
    told = [" ".join(each.itertext()) for each in found.iter("code")]
    assert told
    # Whatever a platform makes of mentions and numbers of issues, it does not in code.
    for each in found.iter():
        if each.tag != "code":
            assert OUTSIDE.search(each.text or "") is None
        assert OUTSIDE.search(each.tail or "") is None
    assert [len(row) for row in found.findall(".//tbody/tr")] == ([7, 8] if HOSTILE[kind] else [7])


@pytest.mark.parametrize("path", PATHS, ids=ascii)
def test_a_path_is_code(path: str) -> None:
    found = page(markdown.render(*attacked("x", path)))

    assert {each.tag for each in found.iter()} <= ELEMENTS


def test_a_long_report_fits_and_counts_what_it_does_not_tell() -> None:
    policies = (policy("a", severity=Severity.LOW), policy("b", severity=Severity.CRITICAL))
    abouts = [subject(f"v{n}", owner="é" * 90) for n in range(3_000)]
    cells = [Cell(n % 2, about, Verdict.FAIL) for n, about in enumerate(abouts)]
    pages = {
        (each.policy, each.subject): explanation("ü" * 900, ("vendors[0].x", "y" * 900))
        for each in cells
    }

    made = report(policies, cells, pages)
    text = markdown.render(*made)

    found = page(text)
    told = found.findall(".//ul/li")
    assert 55_000 < len(text.encode()) <= markdown.LARGEST
    assert "critical" in told[0].text_content()
    assert f"{3_000 - len(told)} more findings not shown" in text
    assert f"{3_000 - markdown.VENDORS} more vendors with findings are not listed." in text
    assert made.explainer.asked == len(told) + 1


def test_a_long_list_of_problems_fits() -> None:
    problems = tuple(Problem(Place("a.yaml", n, 7), "wrong" * 99, "right") for n in range(999))

    text = markdown.render_undone(Undone(ExitCode.UNDECIDED, problems))

    told = page(text).findall(".//ul/li")
    assert len(text.encode()) <= markdown.LARGEST
    assert f"{999 - len(told)} more problems not shown" in text


def test_a_run_that_came_to_none_says_so() -> None:
    problems = (Problem(Place("a.yaml", 3, 7), "wrong", "right"), Problem(NOWHERE, "killed"))

    text = markdown.render_undone(Undone(ExitCode.UNDECIDED, problems))

    assert text == (
        "## vendorgate: no report, as the run ended with exit code 2\n"
        "\n"
        "- `a.yaml:3:7`: `wrong` (hint: `right`)\n"
        "- `killed`\n"
    )
