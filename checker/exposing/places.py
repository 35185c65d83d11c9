"""Places: where in which file a record of the graph stands."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from checker.graph.records import Place as GraphPlace
from checker.inventory import Inventory
from checker.problems import Place

Locate: TypeAlias = Callable[[GraphPlace], Place]
"""The place in a file; of what is not recorded, of the record that lacks it."""


def locator(inventories: Sequence[Inventory]) -> Locate:
    """The function that finds places in the documents of inventories."""
    documents = {inventory.id: inventory.document for inventory in inventories}

    def locate(place: GraphPlace) -> Place:
        return documents[place.inventory].positions.nearest(place.path)[1]

    return locate
