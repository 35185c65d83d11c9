"""Deciding: every policy on every subject of a run."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any

from checker.evaluate.decider import Decider, Surroundings, sweep
from checker.evaluate.run import Run
from checker.evaluate.share import deciding, shared
from checker.evaluate.subjects import roster
from checker.model.roots import WHOLES
from checker.report.matrix import Block, Matrix
from checker.report.roster import Roster
from checker.spread import Progress

Sweep = Callable[[Any, Sequence[Mapping[str, Any]]], Block]
"""The cells of some vendors of an inventory; both are given as policies see them."""


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""


def decide(run: Run, jobs: int = 1, progress: Progress = _silent) -> Matrix:
    """Decide every cell of the run; the result is the same for every number of jobs.

    Args:
        jobs: the most processes to use.
        progress: is told how many vendors are decided, and of how many.
    """
    sizes = [len(each.vendors) for each in run.inventories]
    sweeping = sweeper(run, run.portfolio())

    def cells(number: int, start: int, stop: int) -> Block:
        inventory = run.inventories[number]
        return sweeping(inventory.view, inventory.vendors[start:stop])

    about = partial(deciding, run.inventories)
    return matrix(run, shared(cells, sizes, jobs, progress, about), rosters(run))


def sweeper(run: Run, whole: object) -> Sweep:
    """Decide the cells about some vendors of a run, and about their elements.

    Args:
        whole: the value of `portfolio`.
    """
    own = [
        Decider(policy) if policy.evaluated and policy.subject_kind not in WHOLES else None
        for policy in run.policies
    ]

    def block(view: Any, vendors: Sequence[Mapping[str, Any]]) -> Block:
        return Block(sweep(own, vendors, Surroundings(view, whole, run.as_of)))

    return block


def rosters(run: Run, but: AbstractSet[str] = frozenset()) -> tuple[Roster, ...]:
    """The subjects of each inventory that its policies in force are about.

    Args:
        but: kinds of subjects to leave out.
    """
    kinds = {policy.subject_kind for policy in run.policies if policy.evaluated} - but
    return tuple(roster(number, each, kinds) for number, each in enumerate(run.inventories))


def matrix(run: Run, blocks: Sequence[Block], subjects: Sequence[Roster]) -> Matrix:
    """The matrix of a run.

    Args:
        blocks: by inventory the cells about its vendors and their elements.
        subjects: the rosters of the inventories.
    """
    return Matrix(
        tuple(policy.subject_kind for policy in run.policies),
        tuple(subjects),
        tuple(blocks),
        tuple(map(bytes, _wholes(run))),
    )


def _wholes(run: Run) -> Iterator[Iterable[int]]:
    whole = run.portfolio()
    for policy in run.policies:
        asked = policy.evaluated and policy.subject_kind in WHOLES
        yield wholes(Decider(policy), policy.subject_kind, run, whole) if asked else ()


def wholes(decider: Decider, subject_kind: str, run: Run, whole: object) -> Iterator[int]:
    """The codes of a policy about inventories, or about the portfolio; of another none."""
    if subject_kind == "inventory":
        for inventory in run.inventories:
            around = Surroundings(inventory.view, whole, run.as_of)
            yield decider.whole(around, len(inventory.view["vendors"]))
    elif subject_kind == "portfolio" and run.inventories:
        total = sum(len(inventory.view["vendors"]) for inventory in run.inventories)
        yield decider.whole(Surroundings(None, whole, run.as_of), total)
