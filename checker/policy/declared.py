"""Declared: the policies that files state, and what is wrong with them taken together."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from checker.parse.document import Document
from checker.parse.positions import Path
from checker.policy.config import Config, Override
from checker.policy.edits import edit_problems, edited, is_edit
from checker.policy.slots import Entry
from checker.problems import Problem
from checker.record import NamedTuple
from checker.suggest import did_you_mean, which


class Declared(NamedTuple):
    """A policy as a file declares it, and where."""

    document: Document
    path: Path
    data: dict[str, Any]


def declared(documents: Iterable[Document]) -> Iterator[Declared]:
    """Every policy of documents that match the schema, in the order in which they stand."""
    for document in documents:
        for index, data in enumerate(document.data["policies"]):
            yield Declared(document, ("policies", index), data)


def duplicates(policies: Iterable[Declared]) -> Iterator[Problem]:
    """Ids that more than one policy has, each after the first."""
    first: dict[str, Declared] = {}
    for declared in policies:
        id_ = declared.data["id"]
        known = first.setdefault(id_, declared)
        if known is not declared:
            before = known.document.positions.value((*known.path, "id"))
            yield Problem(
                declared.document.positions.value((*declared.path, "id")),
                f"policy id '{id_}' stands twice (first at {before})",
                "give one of them another id; to tune a policy, override it in vendorgate.yaml; "
                "to read one of the files alone, say there which 'packs' are in force",
            )


Elsewhere = Callable[[], Mapping[str, Mapping[str, Any]]]
"""The policies, by id, that a configuration may speak of though they were not asked for."""


def case_problems(
    policies: Iterable[Mapping[str, Any]], config: Config, elsewhere: Elsewhere = dict
) -> Iterator[Problem]:
    """The problems of a configuration: policies that are not there, and what does not fit them."""
    if config.document is None:
        return
    by_id = {each["id"]: each for each in policies}
    if any(id_ not in by_id for id_ in (*config.overrides, *config.only)):
        by_id = {**elsewhere(), **by_id}
    positions = config.document.positions
    for number, id_ in enumerate(config.only):
        if id_ not in by_id:
            place = positions.value(("only", number))
            yield Problem(place, f"there is no policy '{id_}'", did_you_mean(id_, by_id))
    for id_, override in config.overrides.items():
        if id_ not in by_id:
            hint = did_you_mean(id_, by_id)
            yield Problem(positions.key(override.path), f"there is no policy '{id_}'", hint)
            continue
        params = by_id[id_].get("params", {})
        for name, value in override.changes.get("params", {}).items():
            path = (*override.path, "params", name)
            if name not in params:
                message = f"policy '{id_}' has no parameter '{name}'"
                yield Problem(positions.key(path), message, which(name, params, "parameters"))
            elif is_edit(value, params[name]):
                yield from edit_problems(positions, path, value, params[name])
            elif sort(value) != sort(params[name]):
                expected = f"{sort(params[name])}, as in the policy"
                message = f"parameter '{name}' is {sort(value)} (expected {expected})"
                yield Problem(positions.key(path), message)


_SORTS = {
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "a mapping",
}


def sort(value: Any) -> str:
    """The kind of a parameter's value, in words: one may only be replaced by its like."""
    return _SORTS.get(type(value), "empty")


def params_of(data: Mapping[str, Any], config: Config) -> dict[str, Any]:
    """The parameters in force: the policy's own, with what the configuration changes."""
    own = data.get("params", {})
    changed = override_of(data["id"], config).changes.get("params", {})
    return {**own, **{name: edited(value, own.get(name)) for name, value in changed.items()}}


def override_of(id_: str, config: Config) -> Override:
    """The changes that the configuration makes to a policy."""
    return config.overrides.get(id_, Override((), {}))


def entry_of(policy: Declared, config: Config) -> Entry:
    """The entry of a policy to vet, with the parameters in force and the fields of records."""
    return Entry(policy.path, policy.data, params_of(policy.data, config), config.fields)
