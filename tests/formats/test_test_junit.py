"""JUnit XML is what Jenkins and GitLab read: valid, and with names that outcomes do not change."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from proofs import policy, proven, suite

from checker.formats import test_junit
from checker.testing.run import SuiteReport

TESTS = """[
  {name: it passes, given: {data: {encryption: {at_rest: full}}}, expect: pass},
  {name: it fails, given: {data: {category: telemetry}}, expect: fail},
]"""


def read(suite_report: SuiteReport) -> etree._Element:
    return etree.fromstring(test_junit.render(suite_report).encode())


def proofs() -> list[SuiteReport]:
    message = "policies: [encrypted]\ntests: [{name: m, given: {}, expect: unknown, message: no}]"
    return [proven(policy(TESTS)), proven(policy()), proven(policy(), suite(message))]


@pytest.mark.parametrize("number", range(3))
def test_it_is_valid_for_jenkins(number: int, reference: Callable[..., Path]) -> None:
    schema = etree.XMLSchema(etree.parse(reference("junit", "jenkins-junit-10.xsd")))

    schema.assertValid(read(proofs()[number]))


@pytest.mark.parametrize("number", range(3))
def test_each_suite_is_valid_for_surefire(number: int, reference: Callable[..., Path]) -> None:
    schema = etree.XMLSchema(etree.parse(reference("junit", "surefire-test-report.xsd")))

    suites = read(proofs()[number]).findall("testsuite")

    assert suites
    for each in suites:
        schema.assertValid(etree.fromstring(etree.tostring(each)))


def test_a_test_is_known_by_its_policy_and_its_name_whatever_comes_of_it() -> None:
    cases = read(proven(policy(TESTS))).findall(".//testcase")

    assert [(each.get("classname"), each.get("name")) for each in cases] == [
        ("policies.encrypted", "it passes"),
        ("policies.encrypted", "it fails"),
    ]
    assert [[child.tag for child in each] for each in cases] == [[], ["failure"]]


def test_a_failure_says_what_was_expected_and_why() -> None:
    failure = read(proven(policy(TESTS))).find(".//failure")

    assert failure is not None
    assert failure.get("message") == "expected fail, got unknown"
    assert failure.text is not None
    assert failure.text.splitlines() == [
        "own.yaml:11:3",
        "vendor/data/telemetry: telemetry is encrypted: (not recorded)",
        "this cannot be told: data.encryption.at_rest == params.wanted (own.yaml:7:14)",
        "data.encryption: not recorded (own.yaml:11:28)",
    ]


def test_the_counts_are_those_of_the_elements() -> None:
    for suite_report in proofs():
        root = read(suite_report)
        for each in (root, *root.findall("testsuite")):
            for tag, attribute in (
                ("testcase", "tests"),
                ("failure", "failures"),
                ("error", "errors"),
            ):
                assert each.get(attribute) == str(len(each.findall(f".//{tag}")))


def test_a_policy_without_tests_is_an_error() -> None:
    (case,) = read(proven(policy())).findall(".//testcase")

    assert (case.get("classname"), case.get("name")) == ("policies.encrypted", "has tests")
    assert [child.tag for child in case] == ["error"]


def test_it_says_nothing_of_the_clock() -> None:
    assert {each.get("time") for each in read(proven(policy(TESTS))).iter()} <= {"0", None}


@given(
    st.text(
        st.characters(exclude_categories=("Cs",)).filter(lambda each: each.isprintable()),
        min_size=1,
    ).filter(lambda each: each.strip())
)
def test_a_name_comes_back_as_it_was_written(name: str) -> None:
    suite_report = proofs_named(name)

    case = read(suite_report).find(".//testcase")

    assert case is not None
    assert case.get("name") == name


@given(st.text(min_size=1))
def test_whatever_a_text_holds_the_document_can_be_read(text: str) -> None:
    suite_report = proofs_named(text)

    root = etree.fromstring(test_junit.render(suite_report).encode("utf-8", "surrogatepass"))

    assert len(root.findall(".//testcase")) == 2


def proofs_named(name: str) -> SuiteReport:
    suite_report = proven(policy(TESTS))
    return suite_report._replace(
        cases=tuple(each._replace(name=name) for each in suite_report.cases)
    )
