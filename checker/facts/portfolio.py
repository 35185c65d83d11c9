"""The facts of a portfolio: what follows from all inventories of a run together.

Each is worked out if it is asked for, and once a run.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from types import MappingProxyType
from typing import Any, Final

from checker.facts import concentration, parties, vendors
from checker.facts.scales import Scales
from checker.facts.shares import Shares
from checker.graph.graph import Graph
from checker.graph.likeness import questions
from checker.graph.read import Changed, changed, id_of, records_of
from checker.graph.records import VENDOR, Place, Records

Path = tuple[str | int, ...]

_NONE: Final[Mapping[int, Any]] = MappingProxyType({})
NTH_PARTIES: Final = "nth_parties"
CONCENTRATION: Final = "concentration"


class PortfolioFacts:
    """The facts that all inventories of a run lead to; a pure function of them.

    Attributes:
        asked: the names of the facts that somebody asks for.
    """

    def __init__(self, ids: Sequence[str], records: Records, asked: Iterable[str]) -> None:
        """Take what all inventories record.

        Args:
            ids: of the inventories, in the order of the run.
            records: of all of them, merged.
            asked: the names of the facts that somebody asks for.
        """
        self.asked = frozenset(asked)
        self._numbers = {id_: number for number, id_ in enumerate(ids)}
        self.graph = Graph(records)
        self._scales = Scales(self.graph)
        self._ids = ids
        self._vendors = {each.place: each.id for each in records.entries if each.role == VENDOR}

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PortfolioFacts):
            return False
        return self.asked == other.asked and self.graph.records == other.graph.records

    __hash__ = None  # type: ignore[assignment]

    def changed(self, views: Iterable[Changed], asked: Iterable[str]) -> "PortfolioFacts":
        """The facts if some inventories were others; these, where the graph stays the same.

        Args:
            views: each inventory that would be another.
            asked: the names of the facts that somebody asks for.
        """
        records = changed(self.graph.records, views)
        return self if records is self.graph.records else PortfolioFacts(self._ids, records, asked)

    @cached_property
    def _shares(self) -> Shares:
        return Shares(self._scales)

    @cached_property
    def _of_vendors(self) -> Mapping[str, Mapping[str, Any]]:
        """By name the fact of each vendor."""
        found: dict[str, Mapping[str, Any]] = {}
        for name, work in (
            ("chain", vendors.chains),
            ("parties", vendors.parties_behind),
            ("reach", vendors.Reaches),
        ):
            if name in self.asked:
                found[name] = work(self.graph, self._shares)
        return found

    @cached_property
    def _named_by(self) -> Mapping[Place, list[dict[str, Any]]]:
        """By place of a vendor the parties that stand at it."""
        told = parties.parties(self.graph, self._shares)
        found: dict[Place, list[dict[str, Any]]] = {}
        for id_, place in parties.named_by(self.graph, self._vendors).items():
            found.setdefault(place, []).append(told[id_])
        return found

    def added(
        self,
        view: Mapping[str, Any],
        number: int,
        known: Mapping[int, Mapping[str, Any]] = _NONE,
    ) -> dict[str, Any]:
        """The value that CEL calls `inventory`, with the facts of every vendor.

        Args:
            number: the index of the inventory in the run.
            known: vendors with these facts, by index.
        """
        if "vendors" not in view or self.asked <= {CONCENTRATION}:
            return {**view}
        own = [
            known[index] if index in known else self.told(vendor, number, index)
            for index, vendor in enumerate(view["vendors"])
        ]
        return {**view, "vendors": own}

    def told(self, vendor: Mapping[str, Any], number: int, index: int) -> dict[str, Any]:
        """A vendor with its facts.

        Args:
            number: the index of the inventory in the run.
            index: of the vendor in it.
        """
        place = Place(self._ids[number], ("vendors", index))
        return with_facts(vendor, self._of(id_of(vendor, index), place), self.asked)

    def _of(self, vendor: str, place: Place) -> dict[str, Any]:
        """The facts of a vendor."""
        id_ = self.graph.id_of(vendor)
        told: dict[str, Any] = {
            name: facts[id_] for name, facts in self._of_vendors.items() if id_ in facts
        }
        if NTH_PARTIES in self.asked:
            told[NTH_PARTIES] = self._named_by.get(place, [])
        return told

    def of_vendors(self, number: int, vendors: Sequence[str]) -> tuple[Mapping[str, Any], ...]:
        """The facts of the vendors of an inventory, for whoever has no other.

        Args:
            number: its index in the run.
            vendors: their ids.
        """
        return tuple(
            self._of(vendor, Place(self._ids[number], ("vendors", index)))
            for index, vendor in enumerate(vendors)
        )

    def work_out(self) -> None:
        """Work out now what is asked for, and who is who, and not when it is first read."""
        _ = self.whole, self._of_vendors, self._notes
        if NTH_PARTIES in self.asked:
            _ = self._named_by

    @cached_property
    def whole(self) -> Mapping[str, Any]:
        """The facts of the portfolio itself."""
        if CONCENTRATION not in self.asked:
            return {}
        return {CONCENTRATION: concentration.concentrations(self._scales)}

    def notes(self) -> Iterator[tuple[int, Path, str]]:
        """The sentences to tell about who is who, each with its place by number of inventory."""
        return iter(self._notes)

    @cached_property
    def _notes(self) -> Sequence[tuple[int, Path, str]]:
        told = [(each.places[0], each.text) for each in self.graph.notices]
        for each in questions(self.graph):
            text = f"{each.text} (add `{each.answer}`, or `{each.denial}`)"
            told.append((each.place, text))
        return [(self._numbers[place.inventory], place.path, text) for place, text in told]

    @cached_property
    def _of_vendor(self) -> Callable[[Place, Path, Any], Iterable[Place]]:
        """By vendor, path and value the places that a fact of a vendor was made of."""
        from checker.facts.origins import Origins  # noqa: PLC0415 as below

        return Origins(self.graph, self._shares.open).of_vendor

    def places(self, number: int, path: Path, value: Any) -> tuple[tuple[int, Path], ...]:
        """The places that a fact was made of, the deciding ones first, by number of inventory.

        Args:
            number: the index of the inventory that the fact stands in.
            path: of it, in what CEL calls `inventory`, or from `portfolio` on.
            value: the vendor that it is of, as policies see it.
        """
        from checker.facts import origins  # noqa: PLC0415 only an explanation asks for places

        found: Iterable[Place]
        if path[0] == "portfolio":
            found = origins.of_portfolio(self._scales, path[2:])
            standing = Place(self._ids[0], ("inventory",))
        else:
            standing = Place(self._ids[number], path[:2])
            found = self._of_vendor(standing, path[2:], value)
        places = dict.fromkeys(found)
        return tuple((self._numbers[each.inventory], each.path) for each in places or (standing,))


def of_views(views: Sequence[Mapping[str, Any]], asked: Iterable[str]) -> PortfolioFacts:
    """The facts that some inventories lead to, as CEL sees them."""
    # An inventory in a test of a policy may have no id.
    named = [{**view, "id": _name(view, number)} for number, view in enumerate(views)]
    return PortfolioFacts([view["id"] for view in named], records_of(named), asked)


def with_facts(
    vendor: Mapping[str, Any], told: Mapping[str, Any], asked: AbstractSet[str]
) -> dict[str, Any]:
    """A vendor with its facts of the portfolio.

    Args:
        told: the facts.
        asked: the names of those that somebody asks for.
    """
    # Records that were changed still have the facts that followed from them before.
    kept = vendor
    if not asked.isdisjoint(vendor):
        kept = {key: value for key, value in vendor.items() if key not in asked}
    if NTH_PARTIES in told and "subprocessors" not in vendor:
        told = {key: value for key, value in told.items() if key != NTH_PARTIES}
    return {**kept, **told}


def _name(view: Mapping[str, Any], number: int) -> str:
    return str(view.get("id", f"inventories[{number}]"))
