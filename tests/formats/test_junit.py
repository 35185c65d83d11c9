"""Checks as JUnit XML are what Jenkins and GitLab read: valid, and recognised from run to run."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from thorough import examples

from checker.formats import junit
from checker.formats.junit_document import attributes
from checker.problems import Place, Problem
from checker.report.gate import ExitCode
from checker.report.matrix import Cell
from checker.report.reach import Reach
from checker.report.undone import NOWHERE, Undone
from checker.verdict import FailOn, Verdict
from tests.formats.golden import assert_golden
from tests.formats.hostile import HOSTILE, attacked
from tests.formats.reports import Made, policy, report, subject
from tests.formats.scenes import SCENES


def read(made: Made) -> etree._Element:
    return etree.fromstring(junit.render(*made).encode())


def documents() -> list[str]:
    problems = (Problem(Place("a.yaml", 3, 7), "wrong", "right"), Problem(NOWHERE, "killed"))
    return [
        *(junit.render(*scene()) for scene in SCENES.values()),
        *(junit.render(*attacked(text)) for text in HOSTILE.values()),
        junit.render_undone(Undone(ExitCode.UNDECIDED, problems)),
    ]


def test_it_is_valid_for_jenkins_and_each_suite_for_surefire(
    reference: Callable[..., Path],
) -> None:
    jenkins, surefire = (
        etree.XMLSchema(etree.parse(reference("junit", name)))
        for name in ("jenkins-junit-10.xsd", "surefire-test-report.xsd")
    )
    for text in documents():
        root = etree.fromstring(text.encode())
        jenkins.assertValid(root)
        for each in root.findall("testsuite"):
            surefire.assertValid(etree.fromstring(etree.tostring(each)))


@pytest.mark.golden
def test_a_red_run_reads_as_it_was_read() -> None:
    assert_golden("report-red.junit.xml", junit.render(*SCENES["red"]()))


def test_a_case_is_known_by_inventory_policy_and_subject_whatever_comes_of_it() -> None:
    names = []
    for verdict in Verdict:
        about = subject("acme", "data/images", inventory="lab.eu/west")
        root = read(report((policy("encrypted"),), [Cell(0, about, verdict)]))
        names += [(each.get("classname"), each.get("name")) for each in root.iter("testcase")]

    # An error is one more: why the run could not decide.
    assert set(names) == {
        ("lab_eu_west.encrypted", "acme/data/images"),
        ("vendorgate", "undecided 1"),
    }


@pytest.mark.parametrize(
    "verdict, elements",
    [
        (Verdict.PASS, []),
        (Verdict.FAIL, [("failure", "fail")]),
        (Verdict.UNKNOWN, [("failure", "unknown")]),
        (Verdict.WAIVED, [("skipped", None)]),
        (Verdict.SKIP, [("skipped", None)]),
        (Verdict.ERROR, [("error", "error")]),
    ],
)
def test_a_verdict_is_the_element_that_means_it(
    verdict: Verdict, elements: list[tuple[str, str | None]]
) -> None:
    root = read(report((policy("p"),), [Cell(0, subject("acme"), verdict)]))

    (case,) = root.findall("testsuite[@name='p']/testcase")
    assert [(child.tag, child.get("type")) for child in case] == elements


def test_a_finding_that_does_not_block_says_so() -> None:
    root = read(
        report((policy("p"),), [Cell(0, subject("acme"), Verdict.FAIL)], fail_on=FailOn.CRITICAL)
    )

    assert root.find(".//failure").get("message") == (
        "fail: acme: it does not hold (does not block)"
    )


def test_a_finding_that_is_coming_is_skipped_and_no_failure_but_an_error_stays_one() -> None:
    verdicts = (Verdict.FAIL, Verdict.UNKNOWN, Verdict.ERROR, Verdict.PASS)
    cells = [Cell(0, subject(f"v{n}"), verdict) for n, verdict in enumerate(verdicts)]
    begins = policy("p")._replace(reach=Reach.COMING, effective_from="2031-09-01")

    root = read(report((begins,), cells))

    (suite,) = root.findall("testsuite[@name='p']")
    assert [[child.tag for child in case] for case in suite.findall("testcase")] == [
        ["skipped"],
        ["skipped"],
        ["error"],
        [],
    ]
    counts = ("tests", "failures", "errors", "skipped")
    assert [suite.get(each) for each in counts] == ["4", "0", "1", "2"]
    # Of the errors one is why the run could not decide.
    assert [root.get(each) for each in counts[:3]] == ["5", "0", "2"]
    assert suite.find(".//skipped").get("message") == (
        "fail: v0: it does not hold (coming: in force from 2031-09-01)"
    )


def test_of_too_many_checks_those_that_pass_are_counted_and_not_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(junit, "LARGEST", 3)
    verdicts = (Verdict.PASS, Verdict.PASS, Verdict.SKIP, Verdict.FAIL)
    cells = [Cell(0, subject(f"v{n}"), verdict) for n, verdict in enumerate(verdicts)]

    root = read(report((policy("p"),), cells))

    told = {each.get("name"): each.get("value") for each in root.iter("property")}
    assert [each.get("name") for each in root.iter("testcase")] == ["v3"]
    assert (root.get("tests"), told["unlisted.pass"], told["unlisted.skip"]) == ("1", "2", "1")


@given(
    st.text(
        alphabet=st.one_of(
            st.sampled_from("aZ09_ :#&<>\"'\t\n\r\x1b\u202e,./()=+-"), st.characters()
        )
    )
)
@examples(500)
def test_an_attribute_is_read_as_it_was_written_and_holds_no_command(text: str) -> None:
    written = attributes(name=text)

    read = etree.fromstring(f"<a {written}/>").get("name")
    assert "::" not in written
    assert "##" not in written
    if text.isprintable():
        assert read == text


def test_no_text_of_a_finding_names_an_attachment() -> None:
    root = read(attacked(HOSTILE["attachment"]))

    texts = [text for each in root.iter("failure", "error", "skipped") for text in each.itertext()]
    texts += [each.get("message", "") for each in root.iter("failure", "error", "skipped")]
    assert any(r"[\x5bATTACHMENT|/etc/passwd]]" in text for text in texts)
    assert [text for text in texts if "[[ATTACHMENT" in text] == []
