"""The inventory: one valid document, as policies and reports see it."""

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import Any, Protocol

from checker.facts.facts import Facts
from checker.parse.document import Document, Path
from checker.record import NamedTuple
from checker.schema.custom import NO_FIELDS, CustomFields

RECORDS = {
    "service": "services",
    "client": "clients",
    "data": "data",
    "subprocessor": "subprocessors",
    "certification": "certifications",
    "contract": "contracts",
    "assessment": "assessments",
    "incident": "incidents",
}
"""The kinds of subjects that are recorded, in the singular, and the vendor's list of each."""

DERIVED = {"obligation": "obligations", "party": "nth_parties"}
"""The kinds of subjects that follow from records, and the vendor's list of each."""

SOURCES = {"obligations": "incidents", "nth_parties": "subprocessors"}
"""The vendor's list of records from which a derived list follows."""

OF_PORTFOLIO = frozenset({"nth_parties", "parties", "chain", "reach"})
"""The vendor's facts that follow from all inventories of a run together."""

PORTFOLIO = frozenset({"concentration"})
"""The facts of the portfolio itself."""

LISTS = {**RECORDS, **DERIVED}
"""The kinds of subjects that are elements of a vendor's list, and the list."""

_IDENTITY = {
    "services": ("id",),
    "clients": ("client",),
    "data": ("id", "category"),
    "subprocessors": ("id", "party"),
    "certifications": ("id", "standard"),
    "contracts": ("ref",),
    "assessments": ("id", "date"),
    "incidents": ("id",),
    "obligations": ("id",),
    "nth_parties": ("id",),
}


class WholeFacts(Protocol):
    """The facts of all inventories of a run together (`checker.facts.portfolio`).

    A run in which nobody asks for it does not import the graph.
    """

    def work_out(self) -> None:
        """Work out now what is asked for, and not when it is first read."""

    def changed(
        self,
        views: Iterable[tuple[Mapping[str, Any], Mapping[str, Any], Iterable[int] | None]],
        asked: Iterable[str],
    ) -> "WholeFacts":
        """The facts if some inventories were others.

        Args:
            views: each as it is and as it would be, and the indexes of the only vendors that may
                differ; None where they are not known.
            asked: the names of the facts.
        """

    @property
    def whole(self) -> Mapping[str, Any]:
        """The facts of the portfolio itself."""

    def added(
        self, view: Mapping[str, Any], number: int, known: Mapping[int, Mapping[str, Any]] = ...
    ) -> dict[str, Any]:
        """The value that CEL calls `inventory`, with the facts of every vendor."""

    def told(self, vendor: Mapping[str, Any], number: int, index: int) -> dict[str, Any]:
        """A vendor with its facts, by number of inventory and index in it."""

    def notes(self) -> Iterator[tuple[int, Path, str]]:
        """The sentences to tell about who is who, with a place by number of inventory."""

    def places(self, number: int, path: Path, value: Any) -> tuple[tuple[int, Path], ...]:
        """The places that a fact was made of, by number of inventory."""


_TELLING = {"subprocessors": "service"}
"""The field that tells entries of a list apart that would have one identity."""


class Inventory(NamedTuple):
    """One inventory of a run.

    Attributes:
        document: where it was read, for positions.
        id: its own id, unique in the run.
        vendors: the vendors to check as written, plain dicts and lists.
        numbers: the index in the document of each of them.
        view: what CEL calls `inventory` (`checker.model.view`).
        facts: what follows from the records; None where nobody asks for it, and `view` has none.
        fields: those that its records may have beyond the inventory's schema.
        portfolio: what follows from all inventories of the run together; None as `facts`.
    """

    document: Document
    id: str
    vendors: Sequence[dict[str, Any]]
    numbers: Sequence[int]
    view: dict[str, Any]
    facts: Facts | None = None
    fields: CustomFields = NO_FIELDS
    portfolio: WholeFacts | None = None

    def only(self, vendors: Container[str]) -> "Inventory":
        """The same inventory, checking the named vendors alone; `view` still has all of them."""
        kept = [number for number in self.numbers if self.view["vendors"][number]["id"] in vendors]
        return self._replace(
            vendors=[self.view["vendors"][number] for number in kept], numbers=kept
        )

    def edited(self, paths: Iterable[tuple[str | int, ...]]) -> "Inventory":
        """The inventory, changed at these paths of its view, with its facts worked out anew."""
        if self.facts is None:
            return self
        return self._replace(view=self.facts.renewed(self.view, paths))


class Outline(NamedTuple):
    """The part of an inventory that a whole report needs, wherever its records are.

    Attributes:
        path: of its document.
        as_of: the day that it is of, as it is written.
        vendors: the ids of all of its vendors, also of those that are not checked.
    """

    id: str
    path: str
    as_of: str
    vendors: tuple[str, ...]


def outline(inventory: Inventory) -> Outline:
    """The outline of an inventory."""
    view = inventory.view
    ids = tuple(str(vendor["id"]) for vendor in view["vendors"])
    return Outline(inventory.id, inventory.document.path, str(view["as_of"]), ids)


def identities(collection: str, elements: Sequence[dict[str, Any]]) -> list[str]:
    """The identity of each element among its siblings, however they are ordered.

    One party that serves a vendor in two ways is two subprocessors, `party/service` each.
    """
    names = [identity(collection, element) for element in elements]
    field = _TELLING.get(collection)
    if field is None or len(set(names)) == len(names):
        return names
    counted = Counter(names)
    return [
        f"{name}/{element[field]}"
        if counted[name] > 1 and field in element and "id" not in element
        else name
        for name, element in zip(names, elements, strict=True)
    ]


def identity(collection: str, element: dict[str, Any]) -> str:
    """The identity of an element by itself."""
    # Every element of a run is asked, and a generator takes four times as long (measured).
    for key in _IDENTITY[collection]:
        if key in element:
            return str(element[key])
    raise KeyError(collection)
