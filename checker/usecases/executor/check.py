"""Checking by an executor: as `checker.usecases.check`, and the same report."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from functools import cached_property, partial

from checker.evaluate.decide import decide
from checker.evaluate.decider import Decider, Surroundings
from checker.evaluate.layers import merged
from checker.evaluate.run import Run
from checker.evaluate.settle import settle
from checker.evaluate.who import told
from checker.graph.graph import Graph
from checker.parse.positions import Path
from checker.problems import Place
from checker.report.matrix import Block, Matrix
from checker.report.report import Explainer, Report
from checker.usecases.check import Checked
from checker.usecases.collector import paused
from checker.usecases.executor.gather import Gathered, gather
from checker.usecases.executor.part import Cells
from checker.usecases.executor.stage import Stage, any_evaluated, only
from checker.usecases.executor.stored import Stored, StoredExplainer
from checker.usecases.executor.window import WIDTH
from checker.usecases.load import Request


class CheckedElsewhere(Checked):
    """A run whose inventories other processes read, and what it came to.

    What needs all of them here reads all of them here: the forecast, and the picture.
    """

    def __init__(self, stored: Stored, report: Report) -> None:
        self._stored = stored
        self.report = report

    @cached_property
    def run(self) -> Run:  # type: ignore[override] # read when somebody asks for it
        """The run with all inventories."""
        return self._stored.whole()

    @cached_property
    def graph(self) -> Graph:
        """The graph of all inventories: that of the facts, where anybody asked for them."""
        facts = self._stored.facts
        return super().graph if facts is None else facts.graph

    def explainer(self, *, remedies: bool = True) -> Explainer:
        """The explainer of the report's cells, as that of a run that is all here."""
        whole = partial(super().explainer, remedies=remedies)
        return StoredExplainer(self._stored, whole, remedies=remedies)


def check_by(request: Request, executor: Executor, width: int = WIDTH) -> Checked:
    """Have everything read, validated and decided by an executor, and settle it here.

    Args:
        width: the most tasks that the executor holds at once.

    Raises:
        InputError: files that cannot be read or are not valid, every problem of all of them.
        UsageError: a selector that names nothing, a default that is not there, or a request that
            no other process can carry out.
        MachineError: the executor failed.
    """
    with paused():
        gathered = gather(request, executor, width)
    stored = gathered.stored
    report = settle(stored.run, _matrix(gathered))
    if gathered.facts is not None:
        notes = told(gathered.facts, partial(_place, stored))
        report = report._replace(notes=(*report.notes, *notes))
    return CheckedElsewhere(stored, report)


def _place(stored: Stored, number: int, path: Path) -> Place:
    return stored.inventory(number).document.positions.value(path)


def _matrix(gathered: Gathered) -> Matrix:
    """Every cell: those that were decided elsewhere, and those of the portfolio."""
    run = gathered.stored.run
    kinds = tuple(policy.subject_kind for policy in run.policies)
    layers = [_layer(kinds, cells) for cells in gathered.rounds]
    if any_evaluated(run.policies, {Stage.PORTFOLIO}):
        policies = only(run.policies, {Stage.PORTFOLIO})
        layers.append(decide(gathered.stored.whole()._replace(policies=policies)))
    matrix = merged(layers)
    sums = tuple(map(b"".join, zip(matrix.wholes, _sums(gathered), strict=True)))
    return Matrix(kinds, matrix.rosters, matrix.blocks, sums)


def _layer(kinds: tuple[str, ...], cells: Sequence[Cells]) -> Matrix:
    """The cells of one round."""
    wholes = zip(*(each.wholes for each in cells), strict=True) if cells else ((),) * len(kinds)
    return Matrix(
        kinds,
        tuple(each.roster._replace(document=number) for number, each in enumerate(cells)),
        tuple(Block(each.columns) for each in cells),
        tuple(map(b"".join, wholes)),
    )


def _sums(gathered: Gathered) -> Iterator[bytes]:
    """For each policy that sees nothing but sums of the portfolio its cell."""
    run, facts = gathered.stored.run, gathered.facts
    whole = {"inventories": [], **({} if facts is None else facts.whole)}
    around = Surroundings(None, whole, run.as_of)
    total = sum(len(each.vendors) for each in run.elsewhere)
    for policy in only(run.policies, {Stage.SUMS}):
        wanted = policy.evaluated and run.elsewhere
        yield bytes((Decider(policy).whole(around, total),)) if wanted else b""
