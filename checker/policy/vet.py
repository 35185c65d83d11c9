"""Vetting: the expressions of policies parsed and type-checked, faults placed inside the YAML.

The trees of a file that was vetted are cached by what they depend on, so that a warm run
neither parses nor checks: the product, the inventory's schema, the file and its parameters.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import islice

from checker.cel.cache.cache import Cache
from checker.cel.syntax import Expression
from checker.errors import InputError
from checker.parse.document import Document
from checker.parse.inside import place
from checker.policy.sites import Entry, sites
from checker.problems import Problem
from checker.validate import schema


def vet(
    document: Document, entries: Sequence[Entry], *, version: str, cache: Cache
) -> list[tuple[Expression, ...]]:
    """The expressions of each entry, in the order of `sites`.

    Raises:
        InputError: every expression that does not parse or does not fit the inventory's schema.
    """
    known = recalled(document, entries, version=version, cache=cache)
    if known is not None:
        return known
    found = list(_checked(document, entries))
    remember(document, entries, found, version=version, cache=cache)
    return found


def recalled(
    document: Document, entries: Sequence[Entry], *, version: str, cache: Cache
) -> list[tuple[Expression, ...]] | None:
    """The expressions of each entry, if the file was vetted before and found right."""
    known = cache.load(_key(document, entries, version))
    if known is None:
        return None
    counts = [sum(1 for _ in sites(entry)) for entry in entries]
    if len(known) != sum(counts):
        return None
    trees = iter(known)
    return [tuple(islice(trees, count)) for count in counts]


def remember(
    document: Document,
    entries: Sequence[Entry],
    found: Sequence[tuple[Expression, ...]],
    *,
    version: str,
    cache: Cache,
) -> None:
    """Keep the expressions of a file that was found right, for `recalled`."""
    cache.store(_key(document, entries, version), [tree for trees in found for tree in trees])


def _key(document: Document, entries: Sequence[Entry], version: str) -> str:
    params = json.dumps([entry.params for entry in entries], sort_keys=True)
    parts = (version, schema.digest("inventory"), document.sha256, params)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _checked(document: Document, entries: Sequence[Entry]) -> Iterator[tuple[Expression, ...]]:
    # A warm run has no use for the parser, the checker and the schema's types.
    from checker.cel.check.diagnostic import Level  # noqa: PLC0415
    from checker.policy.inspect import inspect  # noqa: PLC0415

    problems: list[Problem] = []
    for entry in entries:
        inspected = inspect(entry, document.positions)
        for each in inspected:
            site = each.site
            problems.extend(
                Problem(
                    place(document.positions, site.path, site.value, site.start + found.offset),
                    found.message,
                    found.hint,
                )
                for found in each.diagnostics
                if found.level is Level.ERROR
            )
        yield tuple(each.expression for each in inspected if each.expression is not None)
    if problems:
        raise InputError(problems)
