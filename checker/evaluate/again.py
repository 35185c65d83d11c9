"""Deciding again: runs that have inventories and policies in common are decided once there."""

from collections.abc import Iterator, Sequence

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
        apart = around._replace(inventory=bare.view)
        key = id(bare), id(ready)

        def swept(deciders: Sequence[Decider | None]) -> tuple[Inventory, _Ready, Columns]:
            return bare, ready, sweep(deciders, bare.vendors, apart)

        steady = self._memory.recall(("steady", *key), lambda: swept(ready.steady))[2]
        dated = self._memory.recall(("dated", around.now, *key), lambda: swept(ready.dated))[2]
        shared = sweep(ready.shared, inventory.vendors, around)
        return Block(tuple(a or b or c for a, b, c in zip(steady, dated, shared, strict=True)))


class _Ready:
    """Policies, compiled, by what their cells depend on besides their inventory.

    Attributes:
        steady: on nothing.
        dated: on the moment.
        shared: on the other inventories.
    """

    def __init__(self, policies: tuple[Policy, ...]) -> None:
        self.policies = policies
        self.deciders = [Decider(policy) if policy.evaluated else None for policy in policies]
        kinds = [_kind(policy) for policy in policies]
        self.steady, self.dated, self.shared = (
            [
                decider if own == kind else None
                for decider, own in zip(self.deciders, kinds, strict=True)
            ]
            for kind in ("steady", "dated", "shared")
        )


def _kind(policy: Policy) -> str:
    if policy.subject_kind in WHOLES:
        return "whole"
    read = {name for expression in policy.expressions for name in _names(expression)}
    if "portfolio" in read or policy.asks_of_portfolio:
        return "shared"
    return "dated" if "now" in read else "steady"


def _names(expression: Expression) -> Iterator[str]:
    nodes: list[Node] = [expression.root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, Name):
            yield node.name
        nodes += children(node)
