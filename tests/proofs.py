"""Policies with tests, written as text, and what the product makes of them in memory."""

from collections.abc import Sequence
from typing import Any

from checker.parse import document
from checker.parse.document import Document
from checker.policy.config import NO_CONFIG
from checker.policy.policies import load
from checker.policy.policy import Policy
from checker.testing import cases as cases_
from checker.testing.case import Case
from checker.testing.run import SuiteReport
from checker.testing.run import run as prove
from checker.testing.sources import sources

POLICY = """\
policies:
  - id: {id}
    title: Data is encrypted
    severity: high
    for: {subject_kind}
    params: {{wanted: full}}
    require: {require}
    message: "{message}"
    tests: {tests}
"""


def policy(
    tests: str = "[]",
    *,
    id_: str = "encrypted",
    subject_kind: str = "data",
    require: str = "data.encryption.at_rest == params.wanted",
    message: str = "{data.category} is encrypted: {data.encryption.at_rest}",
) -> Document:
    """A file with one policy; its tests are YAML on one line."""
    text = POLICY.format(
        id=id_, subject_kind=subject_kind, require=require, message=message, tests=tests
    )
    return document.parse("own.yaml", text.encode())


def suite(text: str) -> Document:
    return document.parse("own.test.yaml", text.encode())


def policies(*documents: Document) -> tuple[Policy, ...]:
    return load(documents, NO_CONFIG)


def cases(found: Document, *suites: Document) -> tuple[Case, ...]:
    """The cases of one file and of suites beside it."""
    return cases_.cases([found], suites, policies(found))


def proven(found: Document, *suites: Document, jobs: int = 1) -> SuiteReport:
    """What running them comes to."""
    return prove(
        policies(found),
        cases(found, *suites),
        sources([found]),
        jobs=jobs,
        progress=lambda _done, _total: None,
    )


def got(found: Document, *suites: Document) -> list[list[tuple[str, str]]]:
    """For each case its subjects with their verdicts."""
    return [
        [(each.subject, each.verdict.value) for each in outcome.got]
        for outcome in proven(found, *suites).outcomes
    ]


def said(problems: Sequence[Any]) -> list[str]:
    """Problems as they are printed, on one line each."""
    return [str(each).replace("\n  hint: ", " -- ") for each in problems]
