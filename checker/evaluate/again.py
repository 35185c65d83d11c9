"""Deciding again: runs that have inventories and policies in common are decided once there."""

from collections.abc import Iterator, Sequence
from enum import Enum

from checker.cel.syntax import Expression, Name, Node
from checker.cel.walk import children
from checker.evaluate.decide import wholes
from checker.evaluate.decider import Decider, Surroundings, sweep
from checker.evaluate.run import Run
from checker.evaluate.subjects import roster
from checker.inventory import Inventory
from checker.memory import Memory
from checker.model.roots import WHOLES
from checker.policy.policy import Policy
from checker.report.matrix import Block, Matrix
from checker.report.roster import Roster

Columns = tuple[bytes, ...]
"""The codes of cells, by policy."""


class Again:
    """Decides many runs; the result is that of `decide`.

    What is the same is known by identity: equal objects that are not one are decided anew.
    """

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

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
                    sweep(ready.of[kind], seen.vendors, around._replace(inventory=seen.view)),
                ),
            )
            found.append(columns)
        found.append(sweep(ready.of[Kind.SHARED], inventory.vendors, around))
        return Block(tuple(b"".join(each) for each in zip(*found, strict=True)))


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
    """

    def __init__(self, policies: tuple[Policy, ...]) -> None:
        self.policies = policies
        self.deciders = [Decider(policy) if policy.evaluated else None for policy in policies]
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
    nodes: list[Node] = [expression.root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, Name):
            yield node.name
        nodes += children(node)
