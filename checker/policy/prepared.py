"""Prepared policies: those of one file, vetted, as the cache keeps them.

Half of a pack's text is the tests of its policies, and a run of `check` needs none of it: what is
prepared is read without the YAML, the parser and the type checker.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from checker.cache.key import Kind, digest
from checker.cache.store import Store
from checker.cel.serialize import serialize
from checker.cel.syntax import CelSyntaxError, Expression
from checker.policy.config import Config
from checker.policy.declared import override_of
from checker.policy.shape import check_shape
from checker.policy.slots import Entry, slots
from checker.problems import Place
from checker.record import NamedTuple
from checker.schema.custom import NO_FIELDS, CustomFields
from checker.validate import schema

_NEEDLESS = frozenset({"tests"})


class Prepared(NamedTuple):
    """A policy as its file declares it, and its expressions in the order of `sites`.

    Attributes:
        place: where it is declared; the path is filled in where it is known: the cache keeps
            contents.
    """

    data: Mapping[str, Any]
    expressions: tuple[Expression, ...]
    place: Place

    def of(self, path: str) -> "Prepared":
        """The policy as one of the file at that path."""
        return self._replace(place=self.place._replace(path=path))


class Basis(NamedTuple):
    """The dependencies of the prepared policies of a file.

    Attributes:
        content: SHA-256 of the file; of suites, those of all that are read together.
        suite: whether paths say that this is tests; then it holds no policies.
        params: what the configuration changes in the parameters of its policies, by id, as JSON.
        inventory_schema: SHA-256 of what their expressions were checked against.
        policies_schema: SHA-256 of what the file was checked against.

    The release of the time zone database is no part, or the wheel's entries would fit few machines.
    A zone that a policy names was there when the policy was vetted, so it is no slip; where a
    release lacks it, no inventory can hold it, and a function that looks it up is an error.
    """

    content: str
    suite: bool
    params: str
    inventory_schema: str
    policies_schema: str


def basis(
    sha256: str, params: Mapping[str, Any] | None = None, fields: CustomFields = NO_FIELDS
) -> Basis:
    """The basis of a file of policies.

    Args:
        params: changes of parameters, by the id of the policy.
        fields: those that records may have beyond the inventory's schema.
    """
    return _basis(sha256, params or {}, fields, suite=False)


def basis_of_suites(sha256s: Iterable[str]) -> Basis:
    """The basis on which files of tests were found to hold no policies."""
    return _basis(" ".join(sha256s), {}, NO_FIELDS, suite=True)


def _basis(content: str, params: Mapping[str, Any], fields: CustomFields, *, suite: bool) -> Basis:
    return Basis(
        content=content,
        suite=suite,
        params=json.dumps(params, sort_keys=True),
        inventory_schema=schema.digest("inventory", fields),
        policies_schema=schema.digest("policies"),
    )


def changes(policies: Iterable[Mapping[str, Any]], config: Config) -> dict[str, Any]:
    """The changes of a configuration to the parameters of policies, by id."""
    found = ((each["id"], override_of(each["id"], config).changes) for each in policies)
    params = (
        (id_, {key: changed[key] for key in ("params", "params_from") if changed.get(key)})
        for id_, changed in found
    )
    return {id_: told for id_, told in params if told}


def restored(basis: Basis, store: Store) -> tuple[Prepared, ...] | None:
    """The policies that were kept on the same basis."""
    (policies,) = restored_all((basis,), store)
    return policies


def restored_all(bases: Iterable[Basis], store: Store) -> list[tuple[Prepared, ...] | None]:
    """As `restored`, for each of several bases.

    Where records may have more fields, whatever fits the shipped schema fits still.
    """
    asked = list(bases)
    shipped = schema.digest("inventory")
    found = _stored([basis._replace(inventory_schema=shipped) for basis in asked], store)
    others = [
        number
        for number, basis in enumerate(asked)
        if found[number] is None and basis.inventory_schema != shipped
    ]
    if others:
        own = _stored([asked[number] for number in others], store)
        for number, policies in zip(others, own, strict=True):
            found[number] = policies
    return found


def _stored(bases: Iterable[Basis], store: Store) -> list[tuple[Prepared, ...] | None]:
    return [_restored(each) for each in store.get_all([digest(Kind.POLICIES, b) for b in bases])]


def keep(policies: Sequence[Prepared], basis: Basis, store: Store) -> None:
    """Keep policies for `restored`."""
    plain = [
        [
            {name: value for name, value in prepared.data.items() if name not in _NEEDLESS},
            [serialize.dump(tree) for tree in prepared.expressions],
            [prepared.place.line, prepared.place.column],
        ]
        for prepared in policies
    ]
    store.put(digest(Kind.POLICIES, basis), plain)


def _restored(stored: Any) -> tuple[Prepared, ...] | None:
    if stored.__class__ is not list:
        return None
    try:
        return tuple([_policy(data, trees, *where) for data, trees, where in stored])
    except (ValueError, TypeError, RecursionError, CelSyntaxError):
        return None


def _policy(data: Any, trees: Any, line: Any, column: Any) -> Prepared:
    check_shape(data)
    if line.__class__ is not int or column.__class__ is not int:
        raise TypeError("a place is two numbers")
    # The texts are those of the policy, whatever the trees are.
    texts = [slot.text for slot in slots(Entry((), data, {}))]
    pairs = zip(trees, texts, strict=True)
    expressions = tuple([serialize.load(tree, text) for tree, text in pairs])
    return Prepared(data, expressions, Place("", line, column))
