"""Vetting: the expressions of policies parsed and type-checked, faults placed inside the YAML.

The trees of a file that was vetted are cached by what they depend on, so that a warm run
neither parses nor checks: the product, the inventory's schema, the file and its parameters.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from checker.cel.cache.cache import Cache
from checker.cel.syntax import CelSyntaxError, Expression
from checker.cel.types import BOOL, DYN, Field, Kind, Type
from checker.errors import InputError
from checker.inventory import LISTS
from checker.parse.document import Document
from checker.parse.inside import place
from checker.parse.positions import Path
from checker.policy.policy import roots
from checker.policy.template import Hole, split
from checker.problems import Problem
from checker.validate import schema


class Entry(NamedTuple):
    """A policy as its file says it, with the parameters in force, and where it stands."""

    path: Path
    data: Mapping[str, Any]
    params: Mapping[str, Any]


class Site(NamedTuple):
    """A place of an entry that holds an expression.

    Attributes:
        path: of the YAML text that holds it.
        value: that text; the expression is `text`, from its code point `start` on.
        variable: the name that the expression defines, empty for none.
    """

    path: Path
    value: str
    start: int
    text: str
    want: Type | None
    variable: str


def vet(
    document: Document, entries: Sequence[Entry], *, version: str, cache: Cache
) -> list[tuple[Expression, ...]]:
    """The expressions of each entry, in the order of `sites`.

    Raises:
        InputError: every expression that does not parse or does not fit the inventory's schema.
    """
    key = _key(document, entries, version)
    known = cache.load(key)
    if known is None:
        known = list(_checked(document, entries))
        cache.store(key, known)
    trees = iter(known)
    return [tuple(next(trees) for _ in sites(entry)) for entry in entries]


def sites(entry: Entry) -> Iterator[Site]:
    """Where an entry has expressions: variables, `when`, `require`, and the message's holes.

    Raises:
        CelSyntaxError: the message's braces do not match.
    """
    data, path = entry.data, entry.path
    for name, text in data.get("variables", {}).items():
        yield Site((*path, "variables", name), text, 0, text, None, name)
    for name in ("when", "require"):
        if name in data:
            yield Site((*path, name), data[name], 0, data[name], BOOL, "")
    message = data["message"]
    for piece in split(message):
        if isinstance(piece, Hole):
            yield Site((*path, "message"), message, piece.offset, piece.text, None, "")


def _key(document: Document, entries: Sequence[Entry], version: str) -> str:
    params = json.dumps([entry.params for entry in entries], sort_keys=True)
    parts = (version, schema.digest("inventory"), document.sha256, params)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _checked(document: Document, entries: Sequence[Entry]) -> Iterator[Expression]:
    # A warm run has no use for the parser, the checker and the schema's types.
    from checker.cel.check.schema_types import roots as schema_roots  # noqa: PLC0415

    types = schema_roots(schema.load("inventory"), LISTS)
    problems: list[Problem] = []
    for entry in entries:
        yield from _entry(document, entry, types, problems)
    if problems:
        raise InputError(problems)


def _entry(
    document: Document, entry: Entry, types: Mapping[str, Type], problems: list[Problem]
) -> Iterator[Expression]:
    from checker.cel.check.check import check  # noqa: PLC0415 as above
    from checker.cel.check.diagnostic import Level  # noqa: PLC0415 as above
    from checker.cel.check.schema_types import type_of_value  # noqa: PLC0415 as above
    from checker.cel.parse.parse import parse  # noqa: PLC0415 as above

    kind = entry.data.get("for", "vendor")
    names = {name: types[name] for name in roots(kind) if name in types}
    names["params"] = type_of_value(dict(entry.params))
    variables: dict[str, Field] = {}
    given = _given(entry.data.get("when"))
    for site in _sites(document, entry, problems):
        names["variables"] = Type(Kind.OBJECT, fields=dict(variables), name="variables")
        result = DYN
        try:
            expression = parse(site.text)
        except CelSyntaxError as error:
            problems.append(_problem(document, site, error.offset, error.message, error.hint))
        else:
            result, diagnostics = check(
                expression, names, want=site.want, given=() if site.path[-1] == "when" else given
            )
            problems.extend(
                _problem(document, site, each.offset, each.message, each.hint)
                for each in diagnostics
                if each.level is Level.ERROR
            )
            yield expression
        if site.variable:
            variables[site.variable] = Field(result, required=True)


def _given(when: str | None) -> tuple[Expression, ...]:
    """`when`, if there is one: where it is not true, nothing else decides."""
    from checker.cel.parse.parse import parse  # noqa: PLC0415 as above

    try:
        return () if when is None else (parse(when),)
    except CelSyntaxError:  # said where `when` itself is read
        return ()


def _sites(document: Document, entry: Entry, problems: list[Problem]) -> Iterator[Site]:
    try:
        yield from sites(entry)
    except CelSyntaxError as error:
        message = entry.data["message"]
        site = Site((*entry.path, "message"), message, 0, message, None, "")
        problems.append(_problem(document, site, error.offset, error.message, error.hint))


def _problem(
    document: Document, site: Site, offset: int, message: str, hint: str | None
) -> Problem:
    where = place(document.positions, site.path, site.value, site.start + offset)
    return Problem(where, message, hint)
