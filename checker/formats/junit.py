"""Tests of policies as JUnit XML, for the test reports of CI systems.

What a test is called (`classname` and `name`) is its policy and its name and never changes with
its outcome: Jenkins and GitLab recognise it by that. No clock: the time of every test is 0.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from checker.formats.escape import plain
from checker.formats.problems import render_problem
from checker.formats.test import deciding, spelt
from checker.report.undone import Undone
from checker.testing.case import Case
from checker.testing.run import Got, Outcome, SuiteReport

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document can hold, not even as a reference."""

# Where a document is printed, the runner of a CI system obeys `##vso[…]` anywhere in it, and
# `::error::` where a line begins. A reader of XML gets every character of a name back.
_COMMANDS = {"##": "#&#35;", "::": ":&#58;"}
_ATTRIBUTE = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;", **_COMMANDS}

_UNTESTED = "has tests"


def render(suite_report: SuiteReport) -> str:
    """The whole document; a suite for each policy, an error where one has no tests."""
    suites = [_suite(suite_report, policy.id) for policy in suite_report.policies]
    failures = sum(not outcome.passed for outcome in suite_report.outcomes)
    count = len(suite_report.cases) + len(suite_report.untested)
    head = _attributes(
        name="vendorgate test",
        tests=count,
        failures=failures,
        errors=len(suite_report.untested),
        time="0",
    )
    body = "".join(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {head}>\n{body}</testsuites>\n'


def render_undone(undone: Undone) -> str:
    """The whole document of a run that came to no report: an error for each problem."""
    count = len(undone.problems)
    counts = {"tests": count, "failures": 0, "errors": count}
    head = _attributes(name="vendorgate test", **counts, time="0")
    suite = _attributes(name="vendorgate", **counts, skipped=0, time="0")
    seen: Counter[str] = Counter()
    cases = []
    for problem in undone.problems:
        name = str(problem.place) or "run"
        seen[name] += 1
        error = _element("error", problem.message, "problem", [render_problem(problem).rstrip()])
        # Only the first of two cases with one name is shown.
        unique = name if seen[name] == 1 else f"{name} ({seen[name]})"
        cases.append(_testcase("problems", unique, error))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites {head}>\n'
        f"  <testsuite {suite}>\n{''.join(cases)}  </testsuite>\n</testsuites>\n"
    )


def _suite(suite_report: SuiteReport, policy: str) -> str:
    own = [
        (case, outcome)
        for case, outcome in zip(suite_report.cases, suite_report.outcomes, strict=True)
        if case.policy == policy
    ]
    untested = policy in suite_report.untested
    head = _attributes(
        name=policy,
        tests=len(own) + untested,
        failures=sum(not outcome.passed for _, outcome in own),
        errors=int(untested),
        skipped=0,
        time="0",
    )
    cases = [_case(case, outcome) for case, outcome in own]
    if untested:
        error = _element("error", "no test is about this policy", "untested", ())
        cases.append(_testcase(f"policies.{policy}", _UNTESTED, error))
    return f"  <testsuite {head}>\n{''.join(cases)}  </testsuite>\n"


def _case(case: Case, outcome: Outcome) -> str:
    wrong = [got for got in outcome.got if got.why is not None]
    if not wrong:
        return _testcase(f"policies.{case.policy}", case.name, "")
    several = len(outcome.got) > 1
    summary = "; ".join(_summary(got, several=several) for got in wrong)
    lines = [str(case.place), *(line for got in wrong for line in _reasons(case, got))]
    kind = "message" if all(got.verdict is got.expected for got in wrong) else "verdict"
    return _testcase(
        f"policies.{case.policy}", case.name, _element("failure", summary, kind, lines)
    )


def _summary(got: Got, *, several: bool) -> str:
    about = f"{got.subject}: " if several else ""
    if got.verdict is got.expected:
        return f"{about}{got.verdict.value}, but not with the expected message"
    return f"{about}expected {got.expected.value}, got {got.verdict.value}"


def _reasons(case: Case, got: Got) -> Iterator[str]:
    why = got.why
    if why is None:
        return
    if got.verdict is got.expected:
        yield f"expected: {case.message}"
        yield f"got: {why.message}"
        return
    if why.message:
        yield f"{got.subject}: {why.message}"
    yield f"{deciding(got.verdict, why.clause)} ({why.place})"
    yield from (f"{spelt(evidence)} ({evidence.place})" for evidence in why.evidence)


def _testcase(classname: str, name: str, inside: str) -> str:
    head = _attributes(classname=classname, name=name, time="0")
    if not inside:
        return f"    <testcase {head}/>\n"
    return f"    <testcase {head}>\n{inside}    </testcase>\n"


def _element(name: str, message: str, kind: str, lines: Iterable[str]) -> str:
    text = escape("\n".join(map(plain, lines)))
    return f"      <{name} {_attributes(message=plain(message), type=kind)}>{text}</{name}>\n"


def _attributes(**values: str | int) -> str:
    return " ".join(
        f"{name}={quoteattr(_allowed(str(value)), _ATTRIBUTE)}" for name, value in values.items()
    )


def _allowed(text: str) -> str:
    """The text with characters that XML forbids spelt as pytest spells them: `#x1B`."""
    return _FORBIDDEN.sub(lambda match: f"#x{ord(match.group()):02X}", text)
