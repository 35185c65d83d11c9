"""Policies: the files of a pack become vetted policies, with the organisation's overrides."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from checker.cel.cache.cache import Cache
from checker.cel.syntax import Expression
from checker.errors import InputError
from checker.parse.document import Document
from checker.parse.positions import Path
from checker.policy.config import Config, Override
from checker.policy.policy import Policy
from checker.policy.template import Hole, Template, split
from checker.policy.vet import Entry, sites, vet
from checker.problems import Problem
from checker.suggest import did_you_mean
from checker.validate import schema
from checker.verdict import OnMissing, Severity


class Vetted(NamedTuple):
    """A policy as its file declares it, and its expressions in the order of `vet.sites`."""

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
    declared = list(_declared(documents))
    problems.extend(_duplicates(declared))
    problems.extend(_misfits(declared, config))
    if problems:
        raise InputError(problems)
    found: list[Vetted] = []
    for document in documents:
        entries = [
            Entry(each.path, each.data, _params(each.data, config))
            for each in declared
            if each.document is document
        ]
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


class _Declared(NamedTuple):
    document: Document
    path: Path
    data: dict[str, Any]


def _declared(documents: Sequence[Document]) -> Iterator[_Declared]:
    for document in documents:
        for index, data in enumerate(document.data["policies"]):
            yield _Declared(document, ("policies", index), data)


def _duplicates(declared: Sequence[_Declared]) -> Iterator[Problem]:
    first: dict[str, _Declared] = {}
    for each in declared:
        id_ = each.data["id"]
        known = first.setdefault(id_, each)
        if known is not each:
            before = known.document.positions.value((*known.path, "id"))
            yield Problem(
                each.document.positions.value((*each.path, "id")),
                f"policy id '{id_}' stands twice (first at {before})",
                "give one of them another id; to tune a policy, override it in vendorgate.yaml",
            )


def _misfits(declared: Sequence[_Declared], config: Config) -> Iterator[Problem]:
    """Overrides of what is not there, or of another type than the policy's own."""
    if config.document is None:
        return
    by_id = {each.data["id"]: each.data for each in declared}
    positions = config.document.positions
    for id_, override in config.overrides.items():
        if id_ not in by_id:
            hint = did_you_mean(id_, by_id)
            yield Problem(positions.key(override.path), f"there is no policy '{id_}'", hint)
            continue
        params = by_id[id_].get("params", {})
        for name, value in override.changes.get("params", {}).items():
            place = positions.key((*override.path, "params", name))
            if name not in params:
                message = f"policy '{id_}' has no parameter '{name}'"
                yield Problem(place, message, did_you_mean(name, params))
            elif _sort(value) != _sort(params[name]):
                expected = f"{_sort(params[name])}, as in the policy"
                message = f"parameter '{name}' is {_sort(value)} (expected {expected})"
                yield Problem(place, message)


_SORTS = {
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "a mapping",
}


def _sort(value: Any) -> str:
    return _SORTS.get(type(value), "empty")


def _params(data: Mapping[str, Any], config: Config) -> dict[str, Any]:
    """The parameters in force: the policy's own, with what the configuration changes."""
    return {**data.get("params", {}), **_override(data["id"], config).changes.get("params", {})}


def _override(id_: str, config: Config) -> Override:
    return config.overrides.get(id_, Override((), {}))


def _policy(vetted_: Vetted, config: Config) -> Policy:
    data = vetted_.data
    changes = _override(data["id"], config).changes
    params = _params(data, config)
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
