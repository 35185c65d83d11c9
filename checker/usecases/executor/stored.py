"""Stored inventories: those that other processes checked, read here when somebody asks for one."""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from checker import packs
from checker.errors import InputError
from checker.evaluate.run import Run
from checker.facts.portfolio import PortfolioFacts
from checker.inventory import Inventory, Outline
from checker.model.view import inventory_of, joined
from checker.parse.document import Document
from checker.parse.positions import Positions
from checker.policy.config import Config
from checker.problems import Place, Problem
from checker.report.explanation import Excerpt, Explanation
from checker.report.matrix import Cell
from checker.report.report import Explainer
from checker.sources.source import Sources
from checker.usecases.executor.stage import Stage, stage
from checker.usecases.executor.task import CHANGED
from checker.usecases.load import Request
from checker.usecases.rules import facts_of

_KEPT = 20_000
"""Vendors whose inventories are kept: a quarter of a gigabyte (13 kB each, measured)."""


class Named:
    """A document of which the names are at hand; it is read when somebody asks for a place."""

    def __init__(self, where: Sources, path: str, sha256: str, names: Mapping[str, Any]) -> None:
        self.data = names
        self._read = partial(_read, where, path, sha256)

    @property
    def positions(self) -> Positions:
        """The places of everything in the document.

        Raises:
            InputError: it is not what it was.
        """
        return self._read().positions


class Stored:
    """The inventories of a run, in order of id; few of them are here at once."""

    def __init__(
        self,
        run: Run,
        digests: Sequence[str],
        facts: PortfolioFacts | None,
        settings: Config,
        request: Request,
    ) -> None:
        """Take what is needed to read them again.

        Args:
            run: of which `elsewhere` names them.
            digests: of each.
            facts: of the portfolio; None where nobody asks for them.
            settings: say which fields their records may have.
            request: says where they are read, and which vendors are checked.
        """
        self.run = run
        self._digests, self.facts, self._fields = digests, facts, settings.fields
        self._where, self._vendors = request.sources, request.vendors

    def inventory(self, number: int) -> Inventory:
        """An inventory, with the facts of the portfolio: whoever shows a vendor shows them, too.

        Raises:
            InputError: it is not what it was.
        """
        document = _read(self._where, self.run.elsewhere[number].path, self._digests[number])
        whole = inventory_of(document, facts_of(self.run.policies), self._fields)
        seen = whole.only(self._vendors) if self._vendors else whole
        return seen if self.facts is None else joined(seen, number, self.facts)

    def whole(self) -> Run:
        """The run with every inventory, and the facts of the portfolio.

        Raises:
            InputError: one is not what it was.
        """
        found = map(self.inventory, range(len(self.run.elsewhere)))
        return self.run._replace(inventories=tuple(found))


class StoredExplainer:
    """Explains the cells of a run whose inventories are stored; reads those that it is asked for.

    A policy that sees no more than one inventory is explained with that one alone.
    """

    def __init__(
        self, stored: Stored, whole: Callable[[], Explainer], *, remedies: bool = True
    ) -> None:
        """Explain.

        Args:
            whole: makes the explainer of the run with every inventory.
            remedies: whether it tells what would make cells pass, as `whole` does.
        """
        self._stored, self._whole_made, self._remedies = stored, whole, remedies
        self._alone = [stage(each) is Stage.INVENTORY for each in stored.run.policies]
        self._numbers = {each.path: n for n, each in enumerate(stored.run.elsewhere)}
        self._kept: OrderedDict[int, Explainer] = OrderedDict()
        self._whole: Explainer | None = None

    def explain(self, cell: Cell) -> Explanation:
        """The message, the place, the evidence and the remedies of a cell."""
        explainer, own = self._of(cell)
        return explainer.explain(own)

    def proof(self, cell: Cell) -> Explanation:
        """As `explain`, with the evidence of a cell that passes or is skipped."""
        explainer, own = self._of(cell)
        return explainer.proof(own)

    def excerpt(self, place: Place) -> Excerpt | None:
        """The lines of an inventory that end at a place; None where they are not at hand."""
        number = self._numbers.get(place.path)
        return None if number is None else self._explainer(number).excerpt(place)

    def _of(self, cell: Cell) -> tuple[Explainer, Cell]:
        """The explainer of a cell, and the cell as it knows it."""
        subject = cell.subject
        if self._alone[cell.policy] and subject.document >= 0:
            own = cell._replace(subject=subject._replace(document=0))
            return self._explainer(subject.document), own
        if self._whole is None:
            self._whole = self._whole_made()
        return self._whole, cell

    def _explainer(self, number: int) -> Explainer:
        kept = self._kept
        if number not in kept:
            kept[number] = self._made(number)
            self._forget()
        kept.move_to_end(number)
        return kept[number]

    def _made(self, number: int) -> Explainer:
        # As in `checker.usecases.check`: a run without findings need not pay for the import.
        from checker.explaining.explainer import Explainer  # noqa: PLC0415

        run = self._stored.run._replace(inventories=(self._stored.inventory(number),), elsewhere=())
        return Explainer(run, remedies=self._remedies)

    def _forget(self) -> None:
        """Let go of the inventories that nobody asked for lately."""
        sizes: Iterator[int] = (self._size(self._stored.run.elsewhere[n]) for n in self._kept)
        total = sum(sizes)
        while total > _KEPT and len(self._kept) > 1:
            number, _ = self._kept.popitem(last=False)
            total -= self._size(self._stored.run.elsewhere[number])

    @staticmethod
    def _size(each: Outline) -> int:
        return len(each.vendors)


def _read(where: Sources, path: str, sha256: str) -> Document:
    """The document of a file that was read before, elsewhere."""
    sources, problems = where.read([path])
    documents = [*packs.readable(sources, problems)]
    if problems:
        raise InputError(problems)
    if [each.sha256 for each in documents] != [sha256]:
        raise InputError([Problem(Place(path, 0, 0), CHANGED)])
    return documents[0]
