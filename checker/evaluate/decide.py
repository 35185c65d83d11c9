"""Deciding: every policy on every subject of a run."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from checker.evaluate.decider import Decider, Surroundings, sweep
from checker.evaluate.run import Run
from checker.evaluate.share import Decide, shared
from checker.evaluate.subjects import roster
from checker.inventory import Inventory
from checker.model.roots import WHOLES
from checker.report.matrix import Block, Matrix
from checker.spread import Progress


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""


def decide(run: Run, jobs: int = 1, progress: Progress = _silent) -> Matrix:
    """Decide every cell of the run; the result is the same for every number of jobs.

    Args:
        jobs: the most processes to use.
        progress: is told how many vendors are decided, and of how many.
    """
    sizes = [len(each.vendors) for each in run.inventories]
    cells = sweeper(run, run.portfolio(), run.inventories.__getitem__)
    return matrix(run, shared(cells, sizes, jobs, progress))


def sweeper(run: Run, whole: object, seen: Callable[[int], Inventory]) -> Decide:
    """Decide the cells about some vendors of a run, and about their elements.

    Args:
        whole: the value of `portfolio`.
        seen: the inventories as policies see them, by number.
    """
    own = [
        Decider(policy) if policy.evaluated and policy.subject_kind not in WHOLES else None
        for policy in run.policies
    ]

    def block(number: int, start: int, stop: int) -> Block:
        inventory = seen(number)
        around = Surroundings(inventory.view, whole, run.as_of)
        return Block(sweep(own, inventory.vendors[start:stop], around))

    return block


def matrix(run: Run, blocks: Sequence[Block]) -> Matrix:
    """The matrix of a run.

    Args:
        blocks: by inventory the cells about its vendors and their elements.
    """
    in_force = {policy.subject_kind for policy in run.policies if policy.evaluated}
    return Matrix(
        tuple(policy.subject_kind for policy in run.policies),
        tuple(roster(number, each, in_force) for number, each in enumerate(run.inventories)),
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
