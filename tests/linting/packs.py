"""Policies to lint, a change away from one that lint finds nothing wrong with."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from checker.linting.lint import LintInput, LintReport, lint
from checker.parse import document
from checker.parse.document import Document
from checker.policy.config import NO_CONFIG, config

GOOD = """\
policies:
  - id: encrypted
    title: Data is encrypted at rest
    severity: high
    for: data
    params: {classes: [secret]}
    variables:
      full: data.encryption.at_rest == "full"
    when: data.classification in params.classes
    require: variables.full
    message: "{data.category} is encrypted: {data.encryption.at_rest}"
    why: A stolen disk then gives nothing away.
    fix: Ask for encryption.
    controls: {gdpr: ["32(1)(a)"]}
    tests:
      - name: none
        given: {data: {classification: secret, encryption: {at_rest: none}}}
        expect: fail
      - {name: not recorded, given: {data: {classification: secret}}, expect: unknown}
"""


class Seen(NamedTuple):
    """A finding as tests compare it."""

    line: int
    column: int
    end: int
    rule: str
    message: str


def changed(*changes: tuple[str, str], text: str = GOOD) -> str:
    """The good policy with something else in place of some of its text."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text


def linted(
    *texts: str, suites: Sequence[str] = (), settings: str = "", shipped: Sequence[str] = ()
) -> LintReport:
    """What lint finds in files p0.yaml, p1.yaml, …"""
    named = {f"p{number}.yaml": text for number, text in enumerate(texts)}
    named |= {f"p{number}.test.yaml": text for number, text in enumerate(suites)}
    documents = [document.parse(path, text.encode()) for path, text in named.items()]
    configured = document.parse("vendorgate.yaml", settings.encode()) if settings else None
    return lint(
        LintInput(
            documents=documents,
            config=NO_CONFIG if configured is None else config(configured),
            unreadable=(),
            misconfigured=(),
            inputs=(),
            shipped=lambda _: frozenset(shipped),
            excerpt=_excerpts({**named, "vendorgate.yaml": settings}),
        ),
    )


def _excerpts(texts: Mapping[str, str]):
    return lambda path, line: texts[path].split("\n")[line - 1]


def seen(found: LintReport, *, infos: bool = False) -> list[Seen]:
    """The findings; those that are only worth knowing where they are asked for."""
    return [
        Seen(
            each.stretch.start.line,
            each.stretch.start.column,
            each.stretch.end.column,
            each.rule.id,
            each.message,
        )
        for each in found.diagnostics
        if infos or each.rule.level.value != "info"
    ]


def rules(*changes: tuple[str, str], infos: bool = False) -> list[Seen]:
    """What is found in the good policy, changed."""
    return seen(linted(changed(*changes)), infos=infos)


__all__ = ["GOOD", "Document", "Seen", "changed", "linted", "rules", "seen"]
