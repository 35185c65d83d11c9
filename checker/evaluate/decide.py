"""Deciding: every policy on every subject of a run."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from checker.evaluate.decider import Decider, Surroundings, sweep
from checker.evaluate.run import Run
from checker.evaluate.share import shared
from checker.evaluate.subjects import roster
from checker.model.roots import WHOLES
from checker.report.matrix import Block, Matrix
from checker.spread import Progress


def silent(_done: int, _total: int) -> None:
    """Nobody watches."""


def decide(run: Run, jobs: int = 1, progress: Progress = silent) -> Matrix:
    """Decide every cell of the run; the result is the same for every number of jobs.

    Args:
        jobs: the most processes to use.
        progress: is told how many vendors are decided, and of how many.
    """
    with deciding(run, jobs, progress) as matrix:
        return matrix()


@contextmanager
def deciding(run: Run, jobs: int, progress: Progress) -> Iterator[Callable[[], Matrix]]:
    """As `decide`: other processes begin at once, and the matrix is called for later."""
    whole = run.portfolio()
    deciders = [Decider(policy) if policy.evaluated else None for policy in run.policies]
    subject_kinds = tuple(policy.subject_kind for policy in run.policies)
    own = [
        None if subject_kind in WHOLES else decider
        for decider, subject_kind in zip(deciders, subject_kinds, strict=True)
    ]

    def block(number: int, start: int, stop: int) -> Block:
        inventory = run.inventories[number]
        around = Surroundings(inventory.view, whole, run.as_of)
        return Block(sweep(own, inventory.vendors[start:stop], around))

    def matrix() -> Matrix:
        in_force = {policy.subject_kind for policy in run.policies if policy.evaluated}
        return Matrix(
            subject_kinds,
            tuple(roster(number, each, in_force) for number, each in enumerate(run.inventories)),
            tuple(blocks()),
            tuple(
                b"" if decider is None else bytes(wholes(decider, subject_kind, run, whole))
                for decider, subject_kind in zip(deciders, subject_kinds, strict=True)
            ),
        )

    sizes = [len(each.vendors) for each in run.inventories]
    with shared(block, sizes, jobs if any(own) else 1, progress) as blocks:
        yield matrix


def wholes(decider: Decider, subject_kind: str, run: Run, whole: object) -> Iterator[int]:
    """The codes of a policy about inventories, or about the portfolio; of another none."""
    if subject_kind == "inventory":
        for inventory in run.inventories:
            around = Surroundings(inventory.view, whole, run.as_of)
            yield decider.whole(around, len(inventory.view["vendors"]))
    elif subject_kind == "portfolio" and run.inventories:
        total = sum(len(inventory.view["vendors"]) for inventory in run.inventories)
        yield decider.whole(Surroundings(None, whole, run.as_of), total)
