"""Gathering: the files of a request become tasks, and their parts what is known of a run."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import partial

from checker.errors import InputError, MachineError, UsageError
from checker.evaluate.run import Run
from checker.facts.portfolio import PortfolioFacts
from checker.graph.records import Records
from checker.problems import Place, Problem
from checker.record import NamedTuple
from checker.report.report import Input, LeftOut
from checker.selectors import all_known
from checker.settings import settings as configured
from checker.sources.disk import Disk
from checker.sources.remote import Remote
from checker.sources.source import Sources
from checker.usecases.executor.part import Cells, Part, Valid, merged
from checker.usecases.executor.stage import Stage, any_evaluated
from checker.usecases.executor.stored import Named, Stored
from checker.usecases.executor.task import CHANGED, Given, Task, Terms, digest_of, software
from checker.usecases.executor.window import carried_out
from checker.usecases.load import Request, load_basis
from checker.usecases.named import inventory_paths
from checker.validate.duplicates import duplicates

_MOST_FILES = 50
"""Files of a task: more would be lost with a worker, and fewer keep the scheduler busy."""


class Gathered(NamedTuple):
    """The inventories of a run as other processes found them.

    Attributes:
        rounds: of each round the cells of every inventory, in order of id.
        facts: of the portfolio; None where nobody asks for them.
        stored: the inventories themselves, and the run without them.
    """

    rounds: tuple[tuple[Cells, ...], ...]
    facts: PortfolioFacts | None
    stored: Stored


class _Crew(NamedTuple):
    """Those who carry out tasks.

    Attributes:
        width: the most tasks that they hold at once.
        tell: is told how many files are done, and of how many.
    """

    executor: Executor
    width: int
    terms: Terms
    tell: Callable[[int, int], None]

    def round(
        self, files: Sequence[tuple[str, str]], given: Callable[[range], Given] | None = None
    ) -> Part:
        """Have every file checked, once.

        Args:
            files: paths, each with the digest that it must have, or nothing.
            given: the facts of some of the files, by their indices.
        """
        size = max(1, min(_MOST_FILES, len(files) // self.width))
        pieces = [range(at, min(at + size, len(files))) for at in range(0, len(files), size)]
        tasks = (
            Task(self.terms, tuple(files[number] for number in piece), given and given(piece))
            for piece in pieces
        )
        part = merged(self._told(carried_out(self.executor, tasks, self.width), len(files)))
        for path, digest in files:
            if path not in part.files:
                message = "it was not checked (expected each file once): the executor lost its task"
                raise MachineError(message, place=Place(path, 0, 0))
            if digest and part.files[path].sha256 not in {"", digest}:
                raise _changed([path])
        return part

    def _told(self, parts: Iterable[Part], total: int) -> Iterator[Part]:
        done = 0
        self.tell(done, total)
        for part in parts:
            yield part
            done += len(part.files)
            self.tell(done, total)


def gather(request: Request, executor: Executor, width: int) -> Gathered:
    """Have the inventories of a request read, validated and decided.

    Args:
        width: the most tasks that the executor holds at once.

    Raises:
        InputError: files that cannot be read or are not valid, every problem of all inventories.
        UsageError: a request that no other process can carry out, or that names nothing.
        MachineError: the executor failed.
    """
    where = request.sources
    if not isinstance(where, Disk | Remote) or "-" in request.paths:
        what = "a revision of git" if "-" not in request.paths else "standard input"
        raise UsageError(f"an executor reads files, and not {what}", "write them into a folder")
    basis = load_basis(request)
    settings = configured(where, request.config)
    named, problems = inventory_paths(
        where, request.paths, settings, command=request.command, may_be_empty=request.may_be_empty
    )
    paths, unreadable = _files(where, named)
    tell = partial(request.progress, "inventories checked")
    crew = _Crew(executor, width, _terms(request, basis), tell)
    first = crew.round([(path, "") for path in paths])
    valid = _valid(where, paths, first, [*problems, *unreadable])
    run = _run(request, basis, first, valid)
    ids = [each.id for each in run.elsewhere]
    facts = _facts(run, ids, valid)
    digests = [first.files[each.path].sha256 for each in run.elsewhere]
    stored = Stored(run, digests, facts, settings, request)
    rounds = [tuple(each.cells for each in valid)]
    if facts is not None and any_evaluated(run.policies, {Stage.FACTS}):
        rounds.append(_second(crew, run, digests, facts))
    return Gathered(tuple(rounds), facts, stored)


def _files(where: Disk | Remote, named: Sequence[str]) -> tuple[list[str], list[Problem]]:
    if isinstance(where, Disk):
        return where.files(named)
    paths, problems = Disk().files(where.here(named))
    remote, unreached = where.files(named)
    return [*paths, *remote], [*problems, *unreached]


def _terms(request: Request, basis: Run) -> Terms:
    return Terms(
        software=software(),
        rules=digest_of(basis.inputs),
        folder=os.getcwd(),
        addresses=request.sources.addresses if isinstance(request.sources, Remote) else (),
        policies=tuple(request.policies),
        config=request.config,
        cache=request.cache,
        select=tuple(request.select),
        vendors=tuple(request.vendors),
        as_of=basis.as_of,
    )


def _valid(
    where: Sources, paths: Sequence[str], part: Part, problems: list[Problem]
) -> list[Valid]:
    """The valid inventories in order of id.

    Raises:
        InputError: anything is wrong with any.
    """
    for path in paths:
        problems += part.files[path].problems
    found = [(path, part.files[path]) for path in paths]
    valid = [(path, file.sha256, file.valid) for path, file in found if file.valid is not None]
    names = [Named(where, path, sha256, each.names) for path, sha256, each in valid]
    problems += duplicates(names)
    # In one process, too, evidence is looked at when all else is in order.
    problems = problems or [lacks for _, _, each in valid for lacks in each.lacking]
    if problems:
        raise InputError(problems)
    return sorted((each for _, _, each in valid), key=lambda each: each.outline.id)


def _run(request: Request, basis: Run, part: Part, valid: Sequence[Valid]) -> Run:
    outlines = tuple(each.outline for each in valid)
    all_known("vendor", request.vendors, [id_ for each in outlines for id_ in each.vendors])
    evidence = {kept for each in valid for kept in each.evidence}
    paths = [kept.path for kept in evidence]
    if len({*paths}) < len(paths):
        raise _changed(path for path in paths if paths.count(path) > 1)
    read = [Input(each.path, "inventory", part.files[each.path].sha256) for each in outlines]
    total = sum(len(each.vendors) for each in outlines)
    kept = sum(len(each.cells.roster.vendors) for each in valid)
    return basis._replace(
        inputs=(*basis.inputs, *read, *evidence),
        left_out=LeftOut(basis.left_out.policies, total - kept),
        elsewhere=outlines,
    )


def _facts(run: Run, ids: Sequence[str], valid: Sequence[Valid]) -> PortfolioFacts | None:
    asked = {name for each in run.policies if each.evaluated for name in each.asks_of_portfolio}
    if not asked or not valid:
        return None
    return PortfolioFacts(ids, Records.merged(each.records or Records() for each in valid), asked)


def _second(
    crew: _Crew, run: Run, digests: Sequence[str], facts: PortfolioFacts
) -> tuple[Cells, ...]:
    """The cells of policies that ask for facts of the portfolio."""

    def given(numbers: range) -> Given:
        told = (facts.of_vendors(n, run.elsewhere[n].vendors) for n in numbers)
        return Given(facts.asked, tuple(told))

    paths = [each.path for each in run.elsewhere]
    part = crew.round([*zip(paths, digests, strict=True)], given)
    problems = [problem for path in paths for problem in part.files[path].problems]
    if problems:
        raise InputError(problems)
    return tuple(valid.cells for path in paths if (valid := part.files[path].valid) is not None)


def _changed(paths: Iterable[str]) -> InputError:
    return InputError(Problem(Place(path, 0, 0), CHANGED) for path in paths)
