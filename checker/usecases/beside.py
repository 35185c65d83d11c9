"""Deciding in other processes, while this one works out the facts of the portfolio."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from functools import cache, partial
from typing import Any

from checker.evaluate.decide import decide, matrix, rosters, sweeper
from checker.evaluate.layers import block, roster
from checker.evaluate.run import Run
from checker.evaluate.share import WORTH_A_PROCESS, Cut, cut, deciding, merged
from checker.facts.facts import OBLIGATIONS
from checker.inventory import DERIVED, LISTS, Inventory, WholeFacts
from checker.model.view import derived, joined, shared_facts
from checker.report.matrix import Block, Matrix
from checker.spread import Progress, crew
from checker.usecases.collector import set_apart
from checker.usecases.executor.stage import Stage, any_evaluated, only
from checker.usecases.load import with_facts
from checker.usecases.rules import facts_of

_LATE = frozenset(Stage) - {Stage.INVENTORY}

_KINDS_OF_FACTS = frozenset(DERIVED)
_KINDS_OF_RECORDS = frozenset(LISTS) - _KINDS_OF_FACTS

_Owed = list[dict[str, Any]] | None
"""The obligations of a vendor; None where its incidents are not recorded."""

_Told = tuple[Block, list[_Owed]]
"""The cells about some vendors, and their obligations."""


def decided(bare: Run, jobs: int, progress: Progress) -> tuple[Run, Matrix]:
    """The run with all facts, and its matrix.

    Args:
        bare: the run without facts.
        jobs: the most processes.
        progress: is told how many vendors are decided, and of how many.
    """
    sizes = [len(each.vendors) for each in bare.inventories]
    late = any_evaluated(bare.policies, _LATE)
    about = partial(deciding, bare.inventories)
    worth = sum(sizes) >= WORTH_A_PROCESS
    others = crew(_Early(bare), jobs, about, beside=late) if worth else None
    if others is None:
        run = with_facts(bare)
        with set_apart():
            return run, decide(run, 1, progress)
    cuts = cut(sizes, jobs)
    with closing(others):
        with set_apart():
            others.send(cuts)
        return _beside(bare, zip(cuts, others.results(), strict=True), progress)


def _beside(bare: Run, told: Iterable[tuple[Cut, _Told]], progress: Progress) -> tuple[Run, Matrix]:
    """The same, with what other processes tell of some vendors after the others."""
    facts = shared_facts(bare.inventories, bare.asks_of_portfolio)
    if facts is not None:
        facts.work_out()
    written = rosters(bare, but=_KINDS_OF_FACTS)
    owed: list[list[_Owed]] = [[] for _ in bare.inventories]

    def taken() -> Iterator[tuple[Cut, Block]]:
        for at, (cells, own) in told:
            owed[at[0]] += own
            yield at, cells

    total = sum(len(each.vendors) for each in bare.inventories)
    early = merged(taken(), total, progress)
    run = bare._replace(inventories=tuple(_joined(bare, owed, facts)))
    with set_apart():
        late = _late(run)
        blocks = [*map(block, zip(early, late, strict=True))] if late else early
        followed = rosters(run, but=_KINDS_OF_RECORDS)
        subjects = [*map(roster, zip(written, followed, strict=True))]
        return run, matrix(run, blocks, subjects)


def _joined(
    bare: Run, owed: Sequence[Sequence[_Owed]], facts: WholeFacts | None
) -> Iterator[Inventory]:
    """The inventories with all facts."""
    own = facts_of(bare.policies)
    for number, inventory in enumerate(bare.inventories):
        seen = inventory
        if own is not None:
            # Of vendors that are not checked nobody told any.
            told = zip(inventory.vendors, owed[number], strict=True)
            known = {
                id(each): each if more is None else {**each, OBLIGATIONS: more}
                for each, more in told
            }
            seen = derived(inventory, own, known)
        yield seen if facts is None else joined(seen, number, facts)


def _late(run: Run) -> list[Block]:
    """The cells of policies that ask for facts of the portfolio; none where none does."""
    if not any_evaluated(run.policies, _LATE):
        return []
    late = run._replace(policies=only(run.policies, _LATE))
    cells = sweeper(late, run.portfolio())
    return [cells(each.view, each.vendors) for each in run.inventories]


class _Early:
    """Decides the policies that see no more than one inventory; other processes are sent cuts."""

    def __init__(self, bare: Run) -> None:
        self._inventories, self._facts = bare.inventories, facts_of(bare.policies)
        early = bare._replace(policies=only(bare.policies, {Stage.INVENTORY}))
        self._apart = not any(each.reads_other_vendors for each in early.policies if each.evaluated)
        self._whole = cache(self._derived)
        self._cells = sweeper(early, None)

    def __call__(self, at: Cut) -> _Told:
        view, vendors = self._seen(*at)
        return self._cells(view, vendors), [vendor.get(OBLIGATIONS) for vendor in vendors]

    def _seen(self, number: int, start: int, stop: int) -> tuple[Any, Sequence[dict[str, Any]]]:
        """The inventory and some of its vendors, as policies see them."""
        inventory = self._inventories[number]
        if self._facts is not None and self._apart:
            # Nobody sees the others: their facts are worked out where their cells are decided.
            own = self._facts.of(inventory.view, inventory.numbers[start:stop])
            return inventory.view, own
        whole = self._whole(number)
        return whole.view, whole.vendors[start:stop]

    def _derived(self, number: int) -> Inventory:
        inventory = self._inventories[number]
        return inventory if self._facts is None else derived(inventory, self._facts)
