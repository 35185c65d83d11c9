"""Sides: what `vendorgate diff` is asked to compare becomes states that were checked."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property

from checker.comparing.grounds import grounds
from checker.comparing.snapshot import Side, Snapshot
from checker.errors import InputError, UsageError
from checker.evaluate.again import Again
from checker.evaluate.decide import decide
from checker.evaluate.run import Run
from checker.evaluate.settle import settle
from checker.explaining.explainer import Explainer
from checker.inventory import Inventory
from checker.memory import Memory
from checker.policy.config import FILENAME
from checker.report.explanation import Explanation
from checker.report.matrix import Cell, Matrix
from checker.settings import settings
from checker.sources.disk import Disk
from checker.sources.folder import Folder, is_folder, there_is
from checker.sources.log import Commit
from checker.sources.revision import Revision
from checker.sources.tree import Entry
from checker.usecases.collector import paused, set_apart
from checker.usecases.earlier import recorded
from checker.usecases.load import Request, load
from checker.usecases.named import INVENTORIES
from checker.usecases.past import Past


class Recorded:
    """A report that was read."""

    def __init__(self, path: str) -> None:
        self._recorded, self._input = recorded(path)
        self._path = path

    def side(self) -> Side:
        """The side of a comparison."""
        report = self._recorded.report
        snapshot = Snapshot(report, report.cells, None)
        return Side(self._path, "", snapshot, lambda cell: self.explain(cell).message)

    def explain(self, cell: Cell) -> Explanation:
        """The message and the place of a cell."""
        return self._recorded.explain(cell)


class Checked:
    """The work tree, a folder, or a revision, which is checked."""

    def __init__(self, name: str, request: Request, common: "Common") -> None:
        """Prepare the check.

        Args:
            name: as it was asked for; empty for the work tree.
            request: of the check.
            common: what the two sides have in common.
        """
        self._name = name
        self._request = request
        self._common = common

    @cached_property
    def _loaded(self) -> tuple[Run, Sequence[Inventory]]:
        with _said_of(self._name, self._request):
            return self._common.load(self._request)

    @property
    def _run(self) -> Run:
        return self._loaded[0]

    @cached_property
    def _explainer(self) -> Explainer:
        return Explainer(self._run)

    def side(self) -> Side:
        """The side of a comparison."""
        where = self._request.sources
        run, bare = self._loaded
        with set_apart():
            decided = self._common.decide(run, bare, self._request.jobs)
            report = settle(run, decided)
        with _said_of(self._name, self._request):
            found = grounds(run, settings(where, self._request.config), self._common.memory)
        return Side(
            name=self._name,
            commit=where.commit or "",
            snapshot=Snapshot(report, decided, found),
            reason=lambda cell: self._explainer.reason(cell),  # noqa: PLW0108 made when asked
            run=lambda: self._run,
            has=where.has,
        )

    def explain(self, cell: Cell) -> Explanation:
        """The message and the place of a cell."""
        return self._explainer.explain(cell)


class Common:
    """Loads and decides two states; of two revisions what they have in common but once."""

    def __init__(self) -> None:
        self.memory = Memory()
        self._past = Past(self.memory)
        self._again = Again(self.memory)
        self._before: Mapping[str, Entry] | None = None

    def load(self, request: Request) -> tuple[Run, Sequence[Inventory]]:
        """Everything that is checked in a state, and its inventories without shared facts."""
        where = request.sources
        if not isinstance(where, Revision) or request.jobs > 1:
            run = load(request)
            return run, run.inventories
        before, self._before = self._before or {}, where.entries
        changed = frozenset(
            path
            for path in before.keys() | where.entries.keys()
            if before.get(path) != where.entries.get(path)
        )
        self.memory.turn()
        with paused():
            return self._past.run(request, Commit(where.commit, 0, where, changed))

    def decide(self, run: Run, bare: Sequence[Inventory], jobs: int) -> Matrix:
        """Every cell of a state."""
        return self._again.decide(run, bare) if jobs == 1 else decide(run, jobs)


def chosen(
    name: str | None, request: Request, common: Common, *, may_be_empty: bool = False
) -> Recorded | Checked:
    """The state that a name means: a report, a folder, a revision; None is the work tree.

    A folder is what `check` reads if it is run there. One with neither a configuration nor a
    folder of inventories is inventories itself, and what else `check` reads is read here.

    Raises:
        InputError: a file that is no report.
        UsageError: a name of both a path and a revision, or of neither.
    """
    request = request._replace(may_be_empty=may_be_empty)
    if name is None:
        return Checked("", request, common)
    if not _is_path(name):
        return Checked(name, request._replace(sources=_revision(name)), common)
    if not is_folder(name):
        return Recorded(name)
    if any(Folder(name).has(each) for each in (INVENTORIES, FILENAME)):
        return Checked(name, request._replace(sources=Folder(name)), common)
    # It is no repository, so it is inventories, under the policies of this one.
    return Checked(name, request._replace(paths=(name,), may_be_empty=False), common)


def _revision(name: str) -> Revision:
    revision = Revision(name)
    try:
        revision.commit  # noqa: B018 asking for it is the question
    except UsageError as error:
        if repr(name) in str(error):
            raise
        told = f"there is no file or folder '{name}', and no revision can be looked up: {error}"
        raise UsageError(told, error.hint) from error
    return revision


def _is_path(name: str) -> bool:
    """Whether a name means a path.

    Raises:
        UsageError: it could as well mean a revision.
    """
    there = there_is(name)
    if not there or "/" in name:
        return there
    try:
        Revision(name).commit  # noqa: B018 asking for it is the question
    except UsageError:
        return True
    raise UsageError(
        f"'{name}' is a revision, and a path, too",
        f"./{name} is the path; refs/heads/{name} is the branch",
    )


@contextmanager
def _said_of(name: str, request: Request) -> Iterator[None]:
    """Say of what is wrong in which of the two states it is."""
    where = request.sources
    if isinstance(where, Disk):
        yield
        return
    lead = f"{name.rstrip('/')}/" if isinstance(where, Folder) else f"{name}:"
    try:
        yield
    except InputError as error:
        raise InputError(
            problem._replace(place=problem.place._replace(path=f"{lead}{problem.place.path}"))
            for problem in error.problems
        ) from error
    except UsageError as error:
        named = repr(name) in str(error)
        raise UsageError(str(error) if named else f"in '{name}', {error}", error.hint) from error
