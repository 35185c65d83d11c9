"""The grounds of a state: digests of everything that its cells depend on, part by part."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from checker.cel.syntax import Expression, Name, Node
from checker.cel.walk import children, field_read
from checker.evaluate.run import Run
from checker.inventory import LISTS, Inventory, identities
from checker.memory import Memory
from checker.model.roots import WHOLES
from checker.model.view import BESIDE, HEADER
from checker.parse.document import Document
from checker.policy.config import Config
from checker.policy.declared import override_of
from checker.policy.policy import Policy
from checker.record import NamedTuple

LISTED = ("client", "data", "subprocessor")
"""The kinds of records that a diff tells when they come and go, besides vendors."""

DECIDING = (
    "for",
    "params",
    "params_from",
    "effective",
    "variables",
    "when",
    "require",
    "on_missing",
    "message",
)
"""The keys of a policy that decide its verdicts and messages."""

_OF_FACTS = ("calendar", "organisations")
"""The fields of an inventory that facts are worked out with."""


class Record:
    """A vendor's record, which is told from others by its digest.

    Two states have most of their records in common: of these nobody asks for a digest.
    """

    def __init__(self, vendor: Mapping[str, Any]) -> None:
        """Take the record as it was read."""
        self._vendor = vendor

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Record) and self.digest == other.digest)

    __hash__ = None  # type: ignore[assignment]

    @cached_property
    def digest(self) -> str:
        """The digest of all that is recorded."""
        return digest(self._vendor)

    @cached_property
    def lists(self) -> Mapping[str, tuple[str, ...]]:
        """The ids in its lists, by kind, as far as recorded."""
        return {
            kind: tuple(identities(LISTS[kind], self._vendor[LISTS[kind]]))
            for kind in LISTED
            if LISTS[kind] in self._vendor
        }


class Rule(NamedTuple):
    """A policy of the run.

    Attributes:
        stated: what its file says, its tests aside.
        override: what the configuration changes of it.
        params: the parameters in force.
        reads: the fields of the inventory that it reads besides the vendor's record; None for one
            that reads other vendors, too, or facts that follow from them.
        beside: the same, where other vendors are seen in such facts alone.
        facts: whether it asks for facts, which regimes decide.
    """

    stated: Mapping[str, Any]
    override: Mapping[str, Any]
    params: Mapping[str, Any]
    reads: tuple[str, ...] | None
    beside: tuple[str, ...] | None
    facts: bool

    @property
    def deciding(self) -> Mapping[str, Any]:
        """The part of what its file says that decides verdicts and messages."""
        return {key: self.stated.get(key) for key in DECIDING}


class Grounds(NamedTuple):
    """The grounds of a state.

    Attributes:
        records: by inventory and vendor.
        seen: by the same the vendor as policies see it, and what its facts are of; they are the
            same for two states if they are the same objects.
        headers: of each inventory, by field, what stands in it beside its vendors.
        rules: the policies of the run, by id.
        declared: the ids of all policies, also of those that are not in force.
        regimes: by id.
        settings: the values of the configuration, by key; policies aside.
    """

    records: Mapping[tuple[str, str], Record]
    seen: Mapping[tuple[str, str], tuple[object, object]]
    headers: Mapping[str, Mapping[str, str]]
    rules: Mapping[str, Rule]
    declared: frozenset[str]
    regimes: Mapping[str, str]
    settings: Mapping[str, Any]


def grounds(run: Run, settings: Config, memory: Memory) -> Grounds:
    """The grounds of a run under a configuration.

    Args:
        memory: of the documents that another run has, too.
    """
    return Grounds(
        records={
            (inventory.id, vendor): record
            for inventory in run.inventories
            for vendor, record in _records(inventory.document, memory).items()
        },
        seen={
            (inventory.id, vendor["id"]): (vendor, inventory.portfolio)
            for inventory in run.inventories
            for vendor in inventory.view["vendors"]
        },
        headers={inventory.id: _header(inventory) for inventory in run.inventories},
        rules={policy.id: _rule(policy, settings) for policy in run.policies},
        declared=run.waivers.policies,
        regimes={
            id_: digest(repr(regime))
            for policy in run.policies
            for id_, regime in (policy.regimes or {}).items()
        },
        settings=_settings(settings),
    )


def digest(data: Any) -> str:
    """A digest of JSON data; the order of keys does not matter."""
    text = json.dumps(data, sort_keys=True)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _records(document: Document, memory: Memory) -> Mapping[str, Record]:
    # Two versions of a file have most of their vendors in common, the very same objects.
    return {
        vendor["id"]: memory.recall(
            ("record", id(vendor)),
            lambda vendor=vendor: (vendor, Record(vendor)),  # type: ignore[misc] # mypy knows no such default
        )[1]
        for vendor in document.data["vendors"]
    }


def _header(inventory: Inventory) -> dict[str, str]:
    data = inventory.document.data
    fields = {**data[HEADER], **{key: data[key] for key in BESIDE[:-1] if key in data}}
    return {key: digest(value) for key, value in fields.items()}


def _rule(policy: Policy, settings: Config) -> Rule:
    beside = _beside(policy)
    return Rule(
        {key: value for key, value in policy.declared.items() if key != "tests"},
        override_of(policy.id, settings).changes,
        policy.params,
        None if policy.asks_of_portfolio else beside,
        beside,
        policy.asks_for_facts,
    )


def _beside(policy: Policy) -> tuple[str, ...] | None:
    if policy.subject_kind in WHOLES:
        return None
    fields = set(_OF_FACTS if policy.asks_for_facts else ())
    for expression in policy.expressions:
        for field in _fields(expression):
            if field in {None, "vendors"}:
                return None
            fields.add(str(field))
    return tuple(sorted(fields))


def _fields(expression: Expression) -> Iterator[str | None]:
    """The fields of the inventory that are read; None for all of it, or for the portfolio."""
    nodes: list[Node] = [expression.root]
    while nodes:
        node = nodes.pop()
        field = field_read(node, "inventory")
        if field is not None:
            yield field
        elif isinstance(node, Name) and node.name in WHOLES:
            yield None
        else:
            nodes += children(node)


def _settings(settings: Config) -> dict[str, Any]:
    values: Sequence[tuple[str, Any]] = (
        ("fields", json.loads(settings.fields.text or "null")),
        ("packs", settings.packs and list(settings.packs)),
        ("paths", settings.paths and list(settings.paths)),
        ("only", list(settings.only) or None),
        ("fail_on", settings.fail_on and settings.fail_on.value),
        ("waiver_life", {each.value: days for each, days in settings.waiver_lives.items()} or None),
    )
    return {key: value for key, value in values if value is not None}
