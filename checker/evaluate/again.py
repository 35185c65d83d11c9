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

_MOVING = frozenset({"now", "portfolio"})
"""The variables that differ between runs although inventory and policy are the same."""


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
        in_force = frozenset(policy.subject_kind for policy in run.policies if policy.enabled)
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
        _, _, steady = self._memory.recall(
            ("block", id(bare), id(ready)),
            lambda: (
                bare,
                ready,
                sweep(ready.steady, bare.vendors, around._replace(inventory=bare.view)),
            ),
        )
        moving = sweep(ready.moving, inventory.vendors, around)
        return Block(tuple(a or b for a, b in zip(steady, moving, strict=True)))


class _Ready:
    """Policies, compiled: those whose cells stay while their inventory does, and the others."""

    def __init__(self, policies: tuple[Policy, ...]) -> None:
        self.policies = policies
        self.deciders = [Decider(policy) if policy.enabled else None for policy in policies]
        both = list(zip(policies, self.deciders, strict=True))
        self.steady = [decider if _stays(policy) else None for policy, decider in both]
        self.moving = [
            None if _stays(policy) or policy.subject_kind in WHOLES else decider
            for policy, decider in both
        ]


def _stays(policy: Policy) -> bool:
    read = (name for expression in policy.expressions for name in _names(expression))
    moves = policy.subject_kind in WHOLES or policy.asks_of_portfolio
    return not moves and _MOVING.isdisjoint(read)


def _names(expression: Expression) -> Iterator[str]:
    nodes: list[Node] = [expression.root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, Name):
            yield node.name
        nodes += children(node)
