"""Joining: inventories get the facts of their portfolio; what is the same in two states, once."""

from collections.abc import Sequence

from checker.facts.portfolio import PortfolioFacts
from checker.graph.read import records_of, records_since
from checker.graph.records import Records
from checker.inventory import Inventory
from checker.memory import Memory
from checker.model.view import joined


class Joining:
    """Joins the inventories of one state after the other, as `with_portfolio` would."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._known: dict[str, tuple[Inventory, Records]] = {}
        self._full: dict[str, tuple[Inventory, Inventory]] = {}
        self._recorded: tuple[object, ...] = ()
        self._facts: PortfolioFacts | None = None

    def joined(self, bare: Sequence[Inventory], asked: frozenset[str]) -> Sequence[Inventory]:
        """The inventories with the facts of the portfolio; the same ones where these are."""
        if not asked:
            return bare
        ids = [inventory.id for inventory in bare]
        found = [self._records(inventory) for inventory in bare]
        self._known = {inventory.id: (inventory, records) for inventory, records in found}
        records = [each for _, each in found]
        if self._facts is None or (ids, records, asked) != self._recorded:
            self._recorded = ids, records, asked
            self._facts = PortfolioFacts(ids, Records.merged(records), asked)
        same = self._facts
        full = [
            self._memory.recall(
                ("joined", id(inventory), number, id(same)),
                lambda inventory=inventory, number=number: (  # type: ignore[misc] # mypy knows no type of such a default
                    inventory,
                    joined(inventory, number, same, self._full.get(inventory.id)),
                ),
            )
            for number, inventory in enumerate(bare)
        ]
        self._full = {inventory.id: (own, inventory) for own, inventory in full}
        return [inventory for _, inventory in full]

    def _records(self, inventory: Inventory) -> tuple[Inventory, Records]:
        """The records of the graph that an inventory has."""

        def work() -> tuple[Inventory, Records]:
            # What an id names is kept beside the result, or another could come to have it.
            if inventory.id not in self._known:
                return inventory, records_of((inventory.view,))
            before, known = self._known[inventory.id]
            return inventory, records_since(inventory.view, before.view, known)

        return self._memory.recall(("records", id(inventory)), work)
