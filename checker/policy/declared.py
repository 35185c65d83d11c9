"""Declared: the policies that files state, and what is wrong with them taken together."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from checker.parse.document import Document
from checker.parse.positions import Path, Positions
from checker.policy.config import Config, Override
from checker.policy.days import day_problems
from checker.policy.edits import edit_problems, edited, is_edit
from checker.policy.schedule import Phase, params_from
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
                "give one of them another id, or name the pack that is meant: -p policies/, or "
                "'packs' in vendorgate.yaml; to tune a policy, override it there",
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
        own = by_id[id_].get("params", {})
        for path, params in _stated(override.path, override.changes):
            yield from _param_problems(positions, path, params, own, id_)
        yield from day_problems(positions, override.path, {**by_id[id_], **override.changes})


def own_problems(policies: Iterable[Declared]) -> Iterator[Problem]:
    """The problems of the days of policies, and of the parameters that begin on them."""
    for policy in policies:
        positions, path, data = policy.document.positions, policy.path, policy.data
        for day, params in params_from(data):
            where = (*path, "params_from", day)
            yield from _param_problems(positions, where, params, data.get("params", {}), data["id"])
        yield from day_problems(positions, path, data)


def _stated(path: Path, changes: Mapping[str, Any]) -> Iterator[tuple[Path, Mapping[str, Any]]]:
    yield (*path, "params"), changes.get("params", {})
    for day, params in params_from(changes):
        yield (*path, "params_from", day), params


def _param_problems(
    positions: Positions, within: Path, given: Mapping[str, Any], own: Mapping[str, Any], id_: str
) -> Iterator[Problem]:
    """The problems of values that replace a policy's own."""
    for name, value in given.items():
        path = (*within, name)
        if name not in own:
            message = f"policy '{id_}' has no parameter '{name}'"
            yield Problem(positions.key(path), message, which(name, own, "parameters"))
        elif is_edit(value, own[name]):
            yield from edit_problems(positions, path, value, own[name])
        elif sort(value) != sort(own[name]):
            expected = f"{sort(own[name])}, as in the policy"
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


def phases_of(data: Mapping[str, Any], config: Config) -> list[Phase]:
    """The parameters in force, phase by phase: the policy's own, with what is configured."""
    changes = override_of(data["id"], config).changes
    days = {day for each in (data, changes) for day, _ in params_from(each)}
    return [Phase(day, _laid(changes, own_params(data, day), day)) for day in ("", *sorted(days))]


def own_params(data: Mapping[str, Any], day: str) -> dict[str, Any]:
    """The parameters that a policy itself has on a day; empty stands for the first."""
    return _laid({"params_from": data.get("params_from", {})}, data.get("params", {}), day)


def _laid(changes: Mapping[str, Any], own: Mapping[str, Any], day: str) -> dict[str, Any]:
    """Parameters with the changes that count on a day, one after the other."""
    params = dict(own)
    begun = (each for begins, each in params_from(changes) if begins <= day)
    for changed in (changes.get("params", {}), *begun):
        params.update({name: edited(value, params.get(name)) for name, value in changed.items()})
    return params


def override_of(id_: str, config: Config) -> Override:
    """The changes that the configuration makes to a policy."""
    return config.overrides.get(id_, Override((), {}))


def entries_of(policy: Declared, config: Config) -> list[Entry]:
    """The entries of a policy to vet, one for the parameters of each phase."""
    return [
        Entry(policy.path, policy.data, phase.params, config.fields)
        for phase in phases_of(policy.data, config)
    ]


def entry_of(policy: Declared, config: Config) -> Entry:
    """The entry of a policy to vet, with its first parameters and the fields of records."""
    return entries_of(policy, config)[0]
