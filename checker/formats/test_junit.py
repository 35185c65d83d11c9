"""Tests of policies as JUnit XML, for the test reports of CI systems.

What a test is called (`classname` and `name`) is its policy and its name.
"""

from collections.abc import Iterator

from checker.formats.evidence import spelt
from checker.formats.junit_document import case, document, element, no_report, suite
from checker.formats.test import deciding
from checker.report.undone import Undone
from checker.testing.case import Case
from checker.testing.run import Got, Outcome, SuiteReport

_UNTESTED = "has tests"


def render(suite_report: SuiteReport) -> str:
    """The whole document; a suite for each policy, an error where one has no tests."""
    return document(
        "vendorgate test",
        [_suite(suite_report, policy.id) for policy in suite_report.policies],
        tests=len(suite_report.cases) + len(suite_report.untested),
        failures=sum(not outcome.passed for outcome in suite_report.outcomes),
        errors=len(suite_report.untested),
    )


def render_undone(undone: Undone) -> str:
    """The whole document of a run that came to no report: an error for each problem."""
    return no_report("test", undone)


def _suite(suite_report: SuiteReport, policy: str) -> str:
    own = [
        (tested, outcome)
        for tested, outcome in zip(suite_report.cases, suite_report.outcomes, strict=True)
        if tested.policy == policy
    ]
    cases = [_case(tested, outcome) for tested, outcome in own]
    untested = policy in suite_report.untested
    if untested:
        error = element("error", "no test is about this policy", "untested")
        cases.append(case(f"policies.{policy}", _UNTESTED, error))
    failures = sum(not outcome.passed for _, outcome in own)
    return suite(policy, cases, failures=failures, errors=int(untested))


def _case(tested: Case, outcome: Outcome) -> str:
    wrong = [got for got in outcome.got if got.why is not None]
    if not wrong:
        return case(f"policies.{tested.policy}", tested.name, "")
    several = len(outcome.got) > 1
    summary = "; ".join(_summary(got, several=several) for got in wrong)
    lines = [str(tested.place), *(line for got in wrong for line in _reasons(tested, got))]
    kind = "message" if all(got.verdict is got.expected for got in wrong) else "verdict"
    return case(f"policies.{tested.policy}", tested.name, element("failure", summary, kind, lines))


def _summary(got: Got, *, several: bool) -> str:
    about = f"{got.subject}: " if several else ""
    if got.verdict is got.expected:
        return f"{about}{got.verdict.value}, but not with the expected message"
    return f"{about}expected {got.expected.value}, got {got.verdict.value}"


def _reasons(tested: Case, got: Got) -> Iterator[str]:
    why = got.why
    if why is None:
        return
    if got.verdict is got.expected:
        yield f"expected: {tested.message}"
        yield f"got: {why.message}"
        return
    if why.message:
        yield f"{got.subject}: {why.message}"
    yield f"{deciding(got.verdict, why.clause)} ({why.place})"
    yield from (f"{spelt(piece)} ({piece.place})" for piece in why.evidence)
