"""Vetting: the expressions of policies parsed and type-checked, faults placed inside the YAML."""

from collections.abc import Iterator, Sequence

from checker.cel.syntax import Expression
from checker.errors import InputError
from checker.parse.document import Document
from checker.parse.offsets import place
from checker.policy.slots import Entry
from checker.problems import Problem


def vet(
    document: Document,
    entries: Sequence[Entry],
    trees: Sequence[tuple[Expression, ...]] | None = None,
) -> list[tuple[Expression, ...]]:
    """The expressions of each entry, in the order of `sites`.

    Args:
        trees: the expressions, where the file was parsed before.

    Raises:
        InputError: every expression that does not parse or does not fit the inventory's schema.
    """
    return list(_checked(document, entries, trees or [None] * len(entries)))


def _checked(
    document: Document, entries: Sequence[Entry], trees: Sequence[Sequence[Expression] | None]
) -> Iterator[tuple[Expression, ...]]:
    # A warm run has no use for the parser, the checker and the schema's types.
    from checker.cel.check.issue import Level  # noqa: PLC0415
    from checker.policy.inspect import inspect  # noqa: PLC0415

    problems: list[Problem] = []
    for entry, expressions in zip(entries, trees, strict=True):
        inspected = inspect(entry, document.positions, expressions)
        for inspection in inspected:
            slot = inspection.slot
            problems.extend(
                Problem(
                    place(document.positions, slot.path, slot.value, slot.start + issue.offset),
                    issue.message,
                    issue.hint,
                )
                for issue in inspection.issues
                if issue.level is Level.ERROR
            )
        yield tuple(
            inspection.expression for inspection in inspected if inspection.expression is not None
        )
    if problems:
        raise InputError(problems)
