"""Linting: policies are read, and everything that is wrong with them is said. `vendorgate lint`."""

import re
from collections.abc import Sequence

from checker import packs
from checker.cache import location
from checker.errors import InputError, UsageError
from checker.linting import recall
from checker.linting.lint import LintInput, LintReport
from checker.linting.lint import lint as lint_
from checker.packs import Chosen
from checker.parse.document import Document
from checker.policy.config import NO_CONFIG, UNREAD_CONFIG, Config
from checker.policy.config import config as configured
from checker.problems import Problem
from checker.report.packs import SHIPPED
from checker.settings import settings_file
from checker.sources.disk import Disk

_BREAK = re.compile(r"\r\n|\n|\r")


def lint(paths: Sequence[str], *, config: str | None, cache: bool = True) -> LintReport:
    """Read policies, and say everything that is wrong with them.

    Args:
        paths: packs; none means one's own, else the shipped one.
        config: the configuration; None means `vendorgate.yaml` if it is there.
        cache: whether what was found in the same files before need not be found again.

    Raises:
        UsageError: there is no policy.
    """
    unreadable: list[Problem] = []
    settings, misconfigured = _settings(config, unreadable)
    store = location.store(wanted=cache)
    chosen = _chosen(paths, settings, unreadable)
    sources = chosen.all
    try:
        packs.regimes(chosen.regimes, store)
    except InputError as error:
        unreadable.extend(error.problems)
    inputs = tuple(packs.inputs(sources, settings))
    basis = recall.basis(inputs, (source.sha256 for source in packs.shipped()))
    complete = not unreadable and not misconfigured
    report = recall.recalled(basis, inputs, store) if complete else None
    if report is None:
        documents = list(packs.readable(chosen.policies, unreadable))
        lines = {source.path: _lines(source.content) for source in sources}
        report = lint_(
            LintInput(
                documents=documents,
                config=settings,
                unreadable=unreadable,
                misconfigured=misconfigured,
                inputs=inputs,
                shipped=lambda document: _shipped(document, chosen),
                elsewhere=packs.shipped_policies,
                excerpt=lambda path, line: _line(lines, settings.document, path, line),
            ),
            store=store,
        )
        if complete:
            recall.remember(report, basis, store)
    if not report.policies and not report.diagnostics:
        raise UsageError("there is no policy to lint")
    return report


def _chosen(paths: Sequence[str], settings: Config, unreadable: list[Problem]) -> Chosen:
    try:
        chosen, problems = packs.readable_packs(Disk(), paths or packs.to_author(Disk(), settings))
    except InputError as error:
        unreadable.extend(error.problems)
        return packs.readable_packs(Disk(), ())[0]
    unreadable.extend(problems)
    return chosen


def _settings(path: str | None, unreadable: list[Problem]) -> tuple[Config, Sequence[Problem]]:
    """The overrides, and what is wrong with them; a file that cannot be read is told apart."""
    try:
        document = settings_file(Disk(), path)
    except InputError as error:
        unreadable.extend(error.problems)
        return UNREAD_CONFIG, ()
    try:
        return NO_CONFIG if document is None else configured(document), ()
    except InputError as error:
        return UNREAD_CONFIG, error.problems


def _lines(content: bytes) -> list[str]:
    return _BREAK.split(content.decode("utf-8-sig", "replace"))


def _line(lines: dict[str, list[str]], settings: Document | None, path: str, number: int) -> str:
    """A line of a file that was read."""
    if settings is not None and path == settings.path:
        return settings.positions.excerpt(number)
    known = lines.get(path, [])
    return known[number - 1] if number <= len(known) else ""


def _shipped(document: Document, chosen: Chosen) -> frozenset[str]:
    """The ids of the shipped pack; none where it is read, too, and for a file of that pack."""
    pack = packs.shipped()
    if SHIPPED in chosen.names or any(source.sha256 == document.sha256 for source in pack):
        return frozenset()
    return frozenset(packs.shipped_policies())
