"""The portfolio: all inventories as one graph, and the records behind it."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from checker.facts.regime import Regimes
from checker.graph.graph import Graph
from checker.graph.records import Place
from checker.record import NamedTuple
from checker.values import Timestamp

View: TypeAlias = Mapping[str, Any]


class Portfolio(NamedTuple):
    """Everything that an exposure follows from.

    Attributes:
        views: by the id of an inventory what CEL calls `inventory`.
        as_of: the moment that is asked of.
    """

    graph: Graph
    views: Mapping[str, View]
    regimes: Regimes
    as_of: Timestamp

    def at(self, place: Place) -> Any:
        """The record at a place among the vendors or organisations of an inventory."""
        value: Any = self.views[place.inventory]
        for step in place.path:
            value = value[step]
        return value

    def entries(self, vendor: str) -> Iterator[tuple[View, Place]]:
        """The entries of a vendor, one in each inventory that lists it."""
        party = self.graph.parties.get(vendor)
        for place in () if party is None else party.places:
            if len(place.path) == 2 and place.path[0] == "vendors":
                yield self.at(place), place
