"""Findings in what a policy declares beside its expressions: controls, prose, tests."""

from collections.abc import Iterator, Mapping, Sequence

from checker.controls.catalogue import NAMES, framework
from checker.controls.framework import Framework
from checker.linting.diagnostic import Diagnostic, of_key, of_value
from checker.linting.rule import Rule
from checker.linting.rules import (
    NO_FIX,
    NO_TESTS,
    NO_WHY,
    UNKNOWN_CONTROL,
    UNKNOWN_FRAMEWORK,
    UNTESTED_FAIL,
    UNTESTED_UNKNOWN,
    WITHDRAWN_CONTROL,
)
from checker.parse.document import Document
from checker.policy.declared import Declared
from checker.suggest import did_you_mean


def diagnostics(policy: Declared, expected: Mapping[str, frozenset[str]]) -> Iterator[Diagnostic]:
    """Everything about one policy.

    Args:
        policy: the policy.
        expected: by policy, the verdicts that some test expects; policies without are left out.
    """
    yield from _controls(policy)
    yield from _prose(policy)
    yield from _tests(policy, expected.get(policy.data["id"]))


def expectations(
    policies: Sequence[Declared], suites: Sequence[Document]
) -> dict[str, frozenset[str]]:
    """The verdicts that tests expect, by policy: its own tests and those of suites."""
    found: dict[str, frozenset[str]] = {}

    def add(id_: str, tests: Sequence[Mapping[str, object]]) -> None:
        if tests:
            verdicts = (verdict for test in tests for verdict in _expected(test["expect"]))
            found[id_] = found.get(id_, frozenset()).union(verdicts)

    for policy in policies:
        add(policy.data["id"], policy.data.get("tests", ()))
    for suite in suites:
        for id_ in suite.data["policies"]:
            add(id_, suite.data["tests"])
    return found


def _expected(expect: object) -> Iterator[str]:
    """A test expects one verdict, or one for each of several subjects."""
    if isinstance(expect, dict):
        yield from expect.values()
    else:
        yield str(expect)


def _controls(policy: Declared) -> Iterator[Diagnostic]:
    id_, document = policy.data["id"], policy.document
    for name, controls in policy.data.get("controls", {}).items():
        path = (*policy.path, "controls", name)
        if name not in NAMES:
            message = f"framework '{name}' is not known, its ids are not checked"
            hint = did_you_mean(name, NAMES) or f"known are {', '.join(sorted(NAMES))}"
            yield Diagnostic(UNKNOWN_FRAMEWORK, id_, of_key(document, path), message, hint)
            continue
        for index, control in enumerate(controls):
            told = _lacking(framework(name), control)
            if told is not None:
                yield Diagnostic(told[0], id_, of_value(document, (*path, index)), *told[1:])


def _lacking(framework: Framework, control: str) -> tuple[Rule, str, str] | None:
    """The rule, message and hint for a control that is not in force; None if it is."""
    if framework.holds(control):
        return None
    replaced = framework.replaced(control)
    if replaced is not None:
        return WITHDRAWN_CONTROL, f"{framework.name} has withdrawn '{control}'", replaced
    return UNKNOWN_CONTROL, f"{framework.name} has no control '{control}'", framework.hint(control)


def _prose(policy: Declared) -> Iterator[Diagnostic]:
    where = of_value(policy.document, (*policy.path, "id"))
    for field, rule in (("why", NO_WHY), ("fix", NO_FIX)):
        if not policy.data.get(field, "").strip():
            message = f"policy '{policy.data['id']}' has no '{field}'"
            yield Diagnostic(rule, policy.data["id"], where, message, rule.fix)


def _tests(policy: Declared, expected: frozenset[str] | None) -> Iterator[Diagnostic]:
    id_ = policy.data["id"]
    where = of_value(policy.document, (*policy.path, "id"))
    if expected is None:
        message = f"policy '{id_}' has no tests"
        yield Diagnostic(NO_TESTS, id_, where, message, NO_TESTS.fix)
        return
    if "fail" not in expected:
        message = f"no test of policy '{id_}' expects fail"
        yield Diagnostic(UNTESTED_FAIL, id_, where, message, UNTESTED_FAIL.fix)
    # A policy that makes something else of what is missing is never unknown.
    if "unknown" not in expected and policy.data.get("on_missing", "unknown") == "unknown":
        message = f"no test of policy '{id_}' expects unknown"
        yield Diagnostic(UNTESTED_UNKNOWN, id_, where, message, UNTESTED_UNKNOWN.fix)
