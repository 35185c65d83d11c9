"""Policies: the files of a pack become vetted policies, with the organisation's overrides."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from checker.cel.cache.cache import Cache
from checker.cel.syntax import Expression
from checker.errors import InputError
from checker.parse.document import Document
from checker.policy.config import Config
from checker.policy.declared import declared, duplicates, entry_of, misfits, override_of, params_of
from checker.policy.policy import Policy
from checker.policy.sites import Entry, sites
from checker.policy.template import Hole, Template, split
from checker.policy.vet import vet
from checker.validate import schema
from checker.verdict import OnMissing, Severity


class Vetted(NamedTuple):
    """A policy as its file declares it, and its expressions in the order of `sites`."""

    data: Mapping[str, Any]
    expressions: tuple[Expression, ...]


def load(
    documents: Sequence[Document], config: Config, *, version: str, cache: Cache
) -> tuple[Policy, ...]:
    """The policies of all documents, in order of id.

    Raises:
        InputError: every problem of every document and of the configuration.
    """
    return build(vetted(documents, config, version=version, cache=cache), config)


def vetted(
    documents: Sequence[Document], config: Config, *, version: str, cache: Cache
) -> list[Vetted]:
    """What the documents declare, parsed and type-checked with the parameters in force.

    Raises:
        InputError: every problem of every document and of the configuration.
    """
    problems = [each for document in documents for each in schema.problems(document, "policies")]
    if problems:
        raise InputError(problems)
    stated = list(declared(documents))
    problems.extend(duplicates(stated))
    problems.extend(misfits(stated, config))
    if problems:
        raise InputError(problems)
    found: list[Vetted] = []
    for document in documents:
        entries = [entry_of(each, config) for each in stated if each.document is document]
        try:
            trees = vet(document, entries, version=version, cache=cache)
        except InputError as error:
            problems.extend(error.problems)
        else:
            found.extend(
                Vetted(entry.data, tree) for entry, tree in zip(entries, trees, strict=True)
            )
    if problems:
        raise InputError(problems)
    return found


def build(vetted_: Iterable[Vetted], config: Config) -> tuple[Policy, ...]:
    """Policies as they are in force, in order of id."""
    found = (_policy(each, config) for each in vetted_)
    return tuple(sorted(found, key=lambda policy: policy.id))


def _policy(vetted_: Vetted, config: Config) -> Policy:
    data = vetted_.data
    changes = override_of(data["id"], config).changes
    params = params_of(data, config)
    variables: dict[str, Expression] = {}
    clauses: dict[str, Expression] = {}
    holes: list[Expression] = []
    for site, tree in zip(sites(Entry((), data, params)), vetted_.expressions, strict=True):
        if site.variable:
            variables[site.variable] = tree
        elif site.path[-1] == "message":
            holes.append(tree)
        else:
            clauses[str(site.path[-1])] = tree
    return Policy(
        id=data["id"],
        title=data["title"],
        severity=Severity(changes.get("severity", data["severity"])),
        kind=data.get("for", "vendor"),
        params=params,
        variables=variables,
        when=clauses.get("when"),
        require=clauses["require"],
        message=_template(data["message"], holes),
        on_missing=OnMissing(data.get("on_missing", "unknown")),
        may_be_idle=data.get("may_be_idle", False),
        why=data.get("why", ""),
        fix=data.get("fix", ""),
        controls={name: tuple(ids) for name, ids in data.get("controls", {}).items()},
        enabled=changes.get("enabled", True),
        overridden=_overridden(data, changes),
    )


def _template(message: str, holes: Sequence[Expression]) -> Template:
    trees = iter(holes)
    return Template(
        tuple(next(trees) if isinstance(piece, Hole) else piece for piece in split(message))
    )


def _overridden(data: Mapping[str, Any], changes: Mapping[str, Any]) -> tuple[str, ...]:
    """What differs from the file, as `params.max: 3 (the policy says 5)`."""
    own = data.get("params", {})
    named = [
        *(
            (f"params.{name}", value, own[name])
            for name, value in changes.get("params", {}).items()
        ),
        ("severity", changes.get("severity", data["severity"]), data["severity"]),
        ("enabled", changes.get("enabled", True), True),
    ]
    return tuple(
        f"{name}: {json.dumps(new)} (the policy says {json.dumps(old)})"
        for name, new, old in sorted(named, key=lambda each: each[0])
        if new != old
    )
