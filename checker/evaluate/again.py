"""Deciding again: runs that have inventories and policies in common are decided once there."""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Any

from checker.cel.syntax import Expression, Has, Name, Node, Select
from checker.cel.walk import children
from checker.evaluate.decide import wholes
from checker.evaluate.decider import Decider, Surroundings, sweep
from checker.evaluate.run import Run
from checker.evaluate.subjects import roster
from checker.inventory import Inventory
from checker.memory import Memory
from checker.model.roots import WHOLES
from checker.policy.policy import Policy
from checker.record import NamedTuple
from checker.report.matrix import Block, Matrix
from checker.report.roster import Roster
from checker.values import Timestamp

Columns = tuple[bytes, ...]
"""The codes of cells, by policy."""


class Again:
    """Decides many runs; the result is that of `decide`.

    What is the same is known by identity: equal objects that are not one are decided anew.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._swept_before: dict[tuple[Kind, str], _Swept] = {}

    def decide(self, run: Run, bare: Sequence[Inventory]) -> Matrix:
        """Decide every cell of a run.

        Args:
            run: one of those that have much in common.
            bare: its inventories without facts of the portfolio, which differ from run to run.
        """
        ready = self._ready(run.policies)
        whole = run.portfolio()
        kinds = tuple(policy.subject_kind for policy in run.policies)
        about_wholes = [
            b"" if decider is None else bytes(wholes(decider, kind, run, whole))
            for kind, decider in zip(kinds, ready.deciders, strict=True)
        ]
        blocks = [
            self._block(ready, inventory, own, Surroundings(inventory.view, whole, run.as_of))
            for inventory, own in zip(run.inventories, bare, strict=True)
        ]
        in_force = frozenset(policy.subject_kind for policy in run.policies if policy.evaluated)
        rosters = [self._roster(n, each, in_force) for n, each in enumerate(run.inventories)]
        return Matrix(kinds, tuple(rosters), tuple(blocks), tuple(about_wholes))

    def _ready(self, policies: tuple[Policy, ...]) -> "_Ready":
        return self._memory.recall(("deciders", id(policies)), lambda: _Ready(policies))

    def _roster(self, number: int, inventory: Inventory, in_force: frozenset[str]) -> Roster:
        key = "roster", id(inventory), number, in_force
        # What an id names is kept beside the result, or another could come to have it.
        return self._memory.recall(key, lambda: (inventory, roster(number, inventory, in_force)))[1]

    def _block(
        self, ready: "_Ready", inventory: Inventory, bare: Inventory, around: Surroundings
    ) -> Block:
        found = []
        for kind, seen in (
            (Kind.STEADY, bare),
            (Kind.DATED, bare),
            (Kind.JOINED, inventory),
            (Kind.JOINED_DATED, inventory),
        ):
            now = around.now if kind in _LOOK_AT_THE_CLOCK else None
            _, _, columns = self._memory.recall(
                ("block", kind, now, id(seen), id(ready)),
                lambda kind=kind, seen=seen: (  # type: ignore[misc] # mypy knows no such default
                    seen,
                    ready,
                    self._swept(ready, kind, seen, around._replace(inventory=seen.view)),
                ),
            )
            found.append(columns)
        found.append(sweep(ready.of[Kind.SHARED], inventory.vendors, around))
        return Block(tuple(b"".join(each) for each in zip(*found, strict=True)))

    def _swept(
        self, ready: "_Ready", kind: "Kind", seen: Inventory, around: Surroundings
    ) -> Columns:
        """The cells of the policies of a kind; those of the very same vendors as they were."""
        beside = repr({key: value for key, value in seen.view.items() if key != "vendors"})
        now = around.now if kind in _LOOK_AT_THE_CLOCK else None
        before = self._swept_before.get((kind, seen.id))
        alone = [one if own else None for one, own in zip(ready.of[kind], ready.alone, strict=True)]
        if before is None or (before.ready, before.beside, before.now) != (ready, beside, now):
            parts = [sweep(alone, seen.vendors, around)]
        else:
            nothing = (b"",) * len(alone)
            parts = [nothing, *before.parts(alone, seen.vendors, around)]
        columns = tuple(b"".join(each) for each in zip(*parts, strict=True))
        self._swept_before[kind, seen.id] = _Swept(ready, beside, now, seen.vendors, columns)
        others = [
            None if own else one for one, own in zip(ready.of[kind], ready.alone, strict=True)
        ]
        return tuple(map(bytes.__add__, columns, sweep(others, seen.vendors, around)))


class _Swept(NamedTuple):
    """The cells of one inventory that depend on their own vendor and what is beside all vendors.

    Attributes:
        ready: the policies.
        beside: the inventory without its vendors, as a text that tells 1 from 1.0.
        now: the moment, where they depend on it.
        vendors: kept, so that no other object can come to have the identity of one of them.
        columns: their codes, by policy.
    """

    ready: "_Ready"
    beside: str
    now: Timestamp | None
    vendors: Sequence[dict[str, Any]]
    columns: Columns

    def parts(
        self,
        deciders: Sequence[Decider | None],
        vendors: Sequence[dict[str, Any]],
        around: Surroundings,
    ) -> Iterator[Columns]:
        """The cells of other vendors, run after run: of the same ones, or of ones that are new."""
        known = {id(vendor): number for number, vendor in enumerate(self.vendors)}
        starts = [[] if decider is None else decider.starts(self.vendors) for decider in deciders]
        index = 0
        while index < len(vendors):
            first, end = known.get(id(vendors[index])), index + 1
            while end < len(vendors) and known.get(id(vendors[end])) == (
                None if first is None else first + end - index
            ):
                end += 1
            if first is None:
                yield sweep(deciders, vendors[index:end], around)
            else:
                last = first + end - index
                yield tuple(
                    column[own[first] : own[last]] if own else b""
                    for column, own in zip(self.columns, starts, strict=True)
                )
            index = end


class Kind(Enum):
    """The kinds of policies, by what their cells depend on besides their inventory.

    Attributes:
        STEADY: on nothing.
        DATED: on the moment.
        JOINED: on facts that follow from all inventories, which stand in each.
        JOINED_DATED: on both.
        SHARED: on the other inventories themselves.
        WHOLE: they are about no vendor.
    """

    STEADY = "steady"
    DATED = "dated"
    JOINED = "joined"
    JOINED_DATED = "joined and dated"
    SHARED = "shared"
    WHOLE = "whole"


_LOOK_AT_THE_CLOCK = frozenset({Kind.DATED, Kind.JOINED_DATED})


class _Ready:
    """Policies, compiled.

    Attributes:
        of: by kind the deciders of those that are of it, None for the others.
        alone: for each whether it looks at no vendor but its own, as far as its inventory says.
    """

    def __init__(self, policies: tuple[Policy, ...]) -> None:
        self.policies = policies
        self.deciders = [Decider(policy) if policy.evaluated else None for policy in policies]
        self.alone = [not any(map(_looks_around, each.expressions)) for each in policies]
        kinds = [_kind(policy) for policy in policies]
        self.of = {
            kind: [
                decider if own is kind else None
                for decider, own in zip(self.deciders, kinds, strict=True)
            ]
            for kind in Kind
        }


def _kind(policy: Policy) -> Kind:
    if policy.subject_kind in WHOLES:
        return Kind.WHOLE
    read = {name for expression in policy.expressions for name in _names(expression)}
    if "portfolio" in read:
        return Kind.SHARED
    if policy.asks_of_portfolio:
        return Kind.JOINED_DATED if "now" in read else Kind.JOINED
    return Kind.DATED if "now" in read else Kind.STEADY


def _names(expression: Expression) -> Iterator[str]:
    return (node.name for node in _nodes(expression) if isinstance(node, Name))


def _looks_around(expression: Expression) -> bool:
    """Return whether it may see the vendors of its inventory, not only fields beside them."""
    fields = sum(
        isinstance(node, Select | Has)
        and node.field != "vendors"
        and isinstance(node.operand, Name)
        and node.operand.name == "inventory"
        for node in _nodes(expression)
    )
    return fields < sum(name == "inventory" for name in _names(expression))


def _nodes(expression: Expression) -> Iterator[Node]:
    nodes: list[Node] = [expression.root]
    while nodes:
        node = nodes.pop()
        yield node
        nodes += children(node)
