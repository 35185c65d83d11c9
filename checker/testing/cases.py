"""Cases: the tests in the files of policies, and those of the suites beside them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from checker.errors import InputError
from checker.parse.document import Document
from checker.parse.positions import Path
from checker.policy.policy import Policy
from checker.problems import Problem
from checker.record import NamedTuple
from checker.schema.custom import NO_FIELDS, CustomFields
from checker.suggest import did_you_mean
from checker.testing import fixtures
from checker.testing.case import Case
from checker.testing.problems import case_problems
from checker.time.text import parse_timestamp
from checker.values import CelError, Timestamp
from checker.verdict import Verdict

NOW = "2031-01-01T00:00:00Z"
"""The moment of a test that names none."""


def cases(
    documents: Sequence[Document],
    suites: Sequence[Document],
    policies: Sequence[Policy],
    fields: CustomFields = NO_FIELDS,
) -> tuple[Case, ...]:
    """Every test, by policy in order of id, then as they are written: its own, then the suites'.

    Args:
        documents: valid files of policies.
        policies: all that the files declare, in order of id.
        fields: those that records may have beyond the inventory's schema.

    Raises:
        InputError: every test that could not mean what it says.
    """
    problems = [
        problem
        for name, files in (("policies", documents), ("suite", suites))
        for document in files
        for problem in fixtures.problems(document, name, fields)
    ]
    if problems:
        raise InputError(problems)
    by_id = {policy.id: policy for policy in policies}
    written = [each for document in documents for each in _inline(document)]
    written += [each for document in suites for each in _of_suite(document, by_id, problems)]
    cases = [_case(each, problems) for each in written]
    for case in cases:
        problems.extend(case_problems(by_id[case.policy], case))
    problems.extend(_duplicates(cases))
    if problems:
        raise InputError(problems)
    order = {policy.id: number for number, policy in enumerate(policies)}
    return tuple(sorted(cases, key=lambda case: order[case.policy]))


class _Written(NamedTuple):
    """A test as its file says it, for one policy."""

    policy: str
    document: Document
    path: Path
    data: Mapping[str, Any]
    now: str
    fixture: Path
    given: Mapping[str, Any]


def _inline(document: Document) -> Iterator[_Written]:
    for number, policy in enumerate(document.data["policies"]):
        for index, data in enumerate(policy.get("tests", ())):
            path = ("policies", number, "tests", index)
            now = data.get("now", NOW)
            yield _Written(policy["id"], document, path, data, now, (), data["given"])


def _of_suite(
    suite: Document, by_id: Mapping[str, Policy], problems: list[Problem]
) -> Iterator[_Written]:
    data, positions = suite.data, suite.positions
    for key in ("policies", "tests"):
        if not data[key]:
            message = f"'{key}' is empty: nothing is tested (expected at least one)"
            problems.append(Problem(positions.value((key,)), message))
    known: list[str] = []
    for index, id_ in enumerate(data["policies"]):
        place = positions.value(("policies", index))
        if id_ in known:
            problems.append(Problem(place, f"policy '{id_}' is named twice"))
        elif id_ in by_id:
            known.append(id_)
        else:
            hint = did_you_mean(id_, by_id) or "a suite stands beside the policies that it tests"
            problems.append(Problem(place, f"there is no policy '{id_}'", hint))
    for index, test in enumerate(data["tests"]):
        fixture, given = _given(suite, ("tests", index), problems)
        now = test.get("now", data.get("now", NOW))
        for id_ in known:
            yield _Written(id_, suite, ("tests", index), test, now, fixture, given)


def _given(suite: Document, path: Path, problems: list[Problem]) -> tuple[Path, Mapping[str, Any]]:
    """The fixture that a test uses, and what it gives with that."""
    given = suite.data[path[0]][path[1]]["given"]
    if "use" not in given:
        return (), given
    name, all_of = given["use"], suite.data.get("fixtures", {})
    own = {key: value for key, value in given.items() if key != "use"}
    if name not in all_of:
        place = suite.positions.value((*path, "given", "use"))
        problems.append(Problem(place, f"there is no fixture '{name}'", did_you_mean(name, all_of)))
        return (), own
    return ("fixtures", name), _laid_over(all_of[name], own)


def _laid_over(below: Any, above: Any) -> Any:
    """Mappings key by key; anything else replaces what it lies on."""
    if not isinstance(below, dict) or not isinstance(above, dict):
        return above
    laid = {key: _laid_over(below[key], each) for key, each in above.items() if key in below}
    return {**below, **above, **laid}


def _case(written: _Written, problems: list[Problem]) -> Case:
    data, document = written.data, written.document
    expect = data["expect"]
    return Case(
        policy=written.policy,
        name=data["name"],
        document=document,
        path=written.path,
        fixture=written.fixture,
        given=written.given,
        now=_instant(written, problems),
        params=data.get("params", {}),
        expect=Verdict(expect)
        if isinstance(expect, str)
        else {name: Verdict(verdict) for name, verdict in expect.items()},
        message=data.get("message"),
    )


def _instant(written: _Written, problems: list[Problem]) -> Timestamp:
    try:
        return parse_timestamp(written.now)
    except CelError:
        path: Path = (*written.path, "now") if "now" in written.data else ("now",)
        message = f"'{written.now}' is not an instant that exists"
        problems.append(Problem(written.document.positions.value(path), message))
        return Timestamp(0)


def _duplicates(cases: Sequence[Case]) -> Iterator[Problem]:
    first: dict[tuple[str, str], Case] = {}
    for case in cases:
        known = first.setdefault((case.policy, case.name), case)
        if known is not case:
            place = case.document.positions.value((*case.path, "name"))
            message = f"policy '{case.policy}' has two tests of this name (first at {known.place})"
            yield Problem(place, message, "reports tell tests apart by their names")
