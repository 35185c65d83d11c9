"""Lint: everything that is wrong with policies, at once, before any inventory is looked at."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from checker.cache.store import NOTHING_KEPT, Store
from checker.linting import declarations, expressions
from checker.linting.diagnostic import Diagnostic, Stretch, of_problem, of_value
from checker.linting.rule import Level, Rule
from checker.linting.rules import (
    DUPLICATE_ID,
    OVERRIDE,
    RULES,
    SCHEMA,
    SHADOWED_ID,
    UNREADABLE,
)
from checker.parse.document import Document
from checker.policy.config import Config
from checker.policy.declared import (
    Declared,
    Elsewhere,
    case_problems,
    declared,
    duplicates,
    entries_of,
    entry_of,
    own_problems,
)
from checker.policy.inspect import Inspection, inspect
from checker.policy.prepared import Prepared, basis, keep, restored
from checker.policy.slots import Entry
from checker.policy.suites import is_suite
from checker.problems import Problem
from checker.record import NamedTuple
from checker.report.gate import ExitCode
from checker.report.report import Input
from checker.validate import schema


class LintReport(NamedTuple):
    """The result of a lint.

    Attributes:
        diagnostics: by place.
        inputs: the files that were read.
        policies: how many there are in those of them that match the schema.
    """

    diagnostics: tuple[Diagnostic, ...]
    inputs: tuple[Input, ...]
    policies: int

    def count(self, level: Level) -> int:
        """The number of diagnostics of a level."""
        return sum(diagnostic.rule.level is level for diagnostic in self.diagnostics)

    def exit_code(self, *, strict: bool) -> ExitCode:
        """2 if something could not be read, 1 if something gates, else 0."""
        if any(diagnostic.rule is UNREADABLE for diagnostic in self.diagnostics):
            return ExitCode.UNDECIDED
        gating = self.count(Level.ERROR) + (self.count(Level.WARNING) if strict else 0)
        return ExitCode.NOT_COMPLIANT if gating else ExitCode.COMPLIANT


class LintInput(NamedTuple):
    """The input of a lint.

    Attributes:
        documents: files of policies, and suites of tests.
        unreadable: why others are missing among them.
        misconfigured: why the configuration could not be used.
        shipped: the ids of the pack that travels with the product, asked for where needed.
        excerpt: a line of a file, by its path and number.
        elsewhere: policies that the configuration may speak of though no document declares them.
    """

    documents: Sequence[Document]
    config: Config
    unreadable: Sequence[Problem]
    misconfigured: Sequence[Problem]
    inputs: tuple[Input, ...]
    shipped: Callable[[Document], frozenset[str]]
    excerpt: Callable[[str, int], str]
    elsewhere: Elsewhere = dict


def lint(lint_input: LintInput, *, store: Store = NOTHING_KEPT) -> LintReport:
    """Everything that is wrong, or worth knowing, about policies."""
    diagnostics = list(_said(UNREADABLE, lint_input.unreadable, lint_input))
    diagnostics += _said(SCHEMA, lint_input.misconfigured, lint_input)
    rules: list[Document] = []
    suites: list[Document] = []
    for document in lint_input.documents:
        name = "suite" if is_suite(document.path) else "policies"
        wrong = schema.problems(document, name)
        diagnostics += _said(SCHEMA, wrong, lint_input)
        if not wrong:
            (suites if name == "suite" else rules).append(document)
    policies = list(declared(rules))
    diagnostics += _said(DUPLICATE_ID, duplicates(policies), lint_input)
    diagnostics += _said(SCHEMA, own_problems(policies), lint_input)
    if len(rules) + len(suites) == len(lint_input.documents):
        diagnostics += _said(
            OVERRIDE,
            case_problems(
                [each.data for each in policies], lint_input.config, lint_input.elsewhere
            ),
            lint_input,
        )
    expected = declarations.expectations(policies, suites)
    for document in rules:
        own = [policy for policy in policies if policy.document is document]
        diagnostics += _of_file(own, lint_input, expected, store=store)
    return LintReport(
        tuple(sorted(set(diagnostics), key=_by_place)), lint_input.inputs, len(policies)
    )


def _of_file(
    policies: Sequence[Declared],
    lint_input: LintInput,
    expected: Mapping[str, frozenset[str]],
    *,
    store: Store,
) -> Iterator[Diagnostic]:
    """The diagnostics of the policies of one file."""
    if not policies:
        return
    document = policies[0].document
    entries = [entry_of(policy, lint_input.config) for policy in policies]
    inspected = _inspected(document, entries, lint_input.config, store=store)
    shipped = lint_input.shipped(document)
    for policy, entry, inspections in zip(policies, entries, inspected, strict=True):
        id_ = policy.data["id"]
        if id_ in shipped:
            where = of_value(document, (*policy.path, "id"))
            yield Diagnostic(SHADOWED_ID, id_, where, f"a shipped policy has the id '{id_}'", None)
        yield from declarations.diagnostics(policy, expected)
        yield from expressions.diagnostics(policy, entry, inspections)
        for later in entries_of(policy, lint_input.config)[1:]:
            # Parameters that begin on a day may misfit where the first ones fit.
            again = inspect(later, document.positions)
            yield from expressions.diagnostics(policy, later, again)


def _inspected(
    document: Document, entries: Sequence[Entry], config: Config, *, store: Store
) -> list[list[Inspection]]:
    """The expressions of a file; what was parsed and is right need not be parsed again."""
    own = basis(document.sha256, fields=config.fields)
    known = restored(own, store)
    if known is not None and len(known) == len(entries):
        return [
            inspect(entry, document.positions, prepared.expressions)
            for entry, prepared in zip(entries, known, strict=True)
        ]
    found = [inspect(entry, document.positions) for entry in entries]
    as_written = all(entry.params == entry.data.get("params", {}) for entry in entries)
    if as_written and all(inspection.right for one in found for inspection in one):
        trees = [
            tuple(inspection.expression for inspection in one if inspection.expression)
            for one in found
        ]
        prepared = [
            Prepared(entry.data, expressions, document.positions.value((*entry.path, "id")))
            for entry, expressions in zip(entries, trees, strict=True)
        ]
        keep(prepared, own, store)
    return found


def _said(
    rule: Rule, problems: Sequence[Problem] | Iterator[Problem], lint_input: LintInput
) -> Iterator[Diagnostic]:
    """Problems as diagnostics; they know their place and not their policy."""
    for problem in problems:
        line = problem.place.line
        excerpt = lint_input.excerpt(problem.place.path, line) if line else ""
        yield Diagnostic(rule, "", of_problem(problem, excerpt), problem.message, problem.hint)


_ORDER = {rule: number for number, rule in enumerate(RULES)}


def _by_place(diagnostic: Diagnostic) -> tuple[Stretch, int, str]:
    return diagnostic.stretch, _ORDER[diagnostic.rule.id], diagnostic.message
