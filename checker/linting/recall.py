"""Recall what was found in the same files before, for whoever lints at every commit."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from checker.cache.key import PYTHON, Kind, digest
from checker.cache.store import Store
from checker.controls import catalogue
from checker.linting.diagnostic import Diagnostic, Stretch
from checker.linting.lint import LintReport
from checker.linting.rules import RULES
from checker.problems import Place
from checker.record import NamedTuple
from checker.report.report import Input
from checker.time import database
from checker.validate import schema

_SCHEMAS = ("inventory", "policies", "suite", "config")


class Basis(NamedTuple):
    """The dependencies of the diagnostics of lint.

    Attributes:
        inputs: every file in order: its kind, its SHA-256, and its path, which they show.
        shipped: SHA-256 of the files of the pack that travels with the product.
        schemas: SHA-256 of what the files and their expressions were checked against.
        frameworks: SHA-256 of the controls that are known.
        python: whose regular expressions and difference of words lint uses.
        zones: the release of the time zone database, in which names and deadlines are looked up.
    """

    inputs: tuple[tuple[str, str, str], ...]
    shipped: tuple[str, ...]
    schemas: tuple[str, ...]
    frameworks: str
    python: str
    zones: str


def basis(inputs: Iterable[Input], shipped: Iterable[str]) -> Basis:
    """The basis of what lint says of files.

    Args:
        shipped: digests of the files of the pack that travels with the product.
    """
    return Basis(
        inputs=tuple((file.kind, file.sha256, file.path) for file in inputs),
        shipped=tuple(shipped),
        schemas=tuple(map(schema.digest, _SCHEMAS)),
        frameworks=catalogue.digest(),
        python=PYTHON,
        zones=database.version(),
    )


def recalled(basis: Basis, inputs: Sequence[Input], store: Store) -> LintReport | None:
    """The diagnostics kept for the same basis."""
    with suppress(TypeError, ValueError, KeyError):
        diagnostics, policies = store.get(digest(Kind.DIAGNOSTICS, basis))
        _expect(policies, int)
        return LintReport(tuple(map(_diagnostic, diagnostics)), tuple(inputs), policies)
    return None


def remember(linted: LintReport, basis: Basis, store: Store) -> None:
    """Keep what was found."""
    plain = [[_plain(diagnostic) for diagnostic in linted.diagnostics], linted.policies]
    store.put(digest(Kind.DIAGNOSTICS, basis), plain)


def _plain(diagnostic: Diagnostic) -> list[Any]:
    start, end, excerpt = diagnostic.stretch
    return [
        diagnostic.rule.id, diagnostic.policy, start, end, excerpt, diagnostic.message,
        diagnostic.hint,
    ]  # fmt: skip


def _diagnostic(plain: list[Any]) -> Diagnostic:
    rule, policy, start, end, excerpt, message, hint = plain
    for text in (rule, policy, excerpt, message):
        _expect(text, str)
    _expect(hint, str, type(None))
    return Diagnostic(
        RULES[rule], policy, Stretch(_place(start), _place(end), excerpt), message, hint
    )


def _place(plain: list[Any]) -> Place:
    path, line, column = plain
    _expect(path, str)
    _expect(line, int)
    _expect(column, int)
    if min(line, column) < 0:
        raise ValueError("a place before the file")
    return Place(path, line, column)


def _expect(value: Any, *types: type) -> None:
    if value.__class__ not in types:
        raise ValueError("a diagnostic of another shape")
