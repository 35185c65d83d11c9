"""The inventory: one valid document, as policies and reports see it."""

from collections.abc import Container, Iterable, Sequence
from typing import Any, NamedTuple

from checker.parse.document import Document

LISTS = {
    "service": "services",
    "client": "clients",
    "data": "data",
    "subprocessor": "subprocessors",
    "certification": "certifications",
    "contract": "contracts",
    "assessment": "assessments",
    "incident": "incidents",
}
"""The kinds of subjects that are elements, in the singular, and the vendor's list of each."""

_IDENTITY = {
    "services": ("id",),
    "clients": ("client",),
    "data": ("id", "category"),
    "subprocessors": ("id", "party"),
    "certifications": ("id", "standard"),
    "contracts": ("ref",),
    "assessments": ("id", "date"),
    "incidents": ("id",),
}


class Inventory(NamedTuple):
    """One inventory of a run.

    Attributes:
        document: where it was read, for positions.
        id: its own id, unique in the run.
        vendors: the vendors to check as written, plain dicts and lists.
        numbers: the index in the document of each of them.
        view: what CEL calls `inventory`: the header's fields, `calendar` (empty if none is
            declared), `organisations` and `vendors`.
    """

    document: Document
    id: str
    vendors: Sequence[dict[str, Any]]
    numbers: Sequence[int]
    view: dict[str, Any]

    def only(self, vendors: Container[str]) -> "Inventory":
        """The same inventory, checking the named vendors alone; `view` still has all of them."""
        kept = [number for number in self.numbers if self.view["vendors"][number]["id"] in vendors]
        return self._replace(
            vendors=[self.view["vendors"][number] for number in kept], numbers=kept
        )


def of(document: Document) -> Inventory:
    """The inventory that a valid document holds."""
    data = document.data
    view = {**data["inventory"], "calendar": data.get("calendar", {})}
    if "organisations" in data:
        view["organisations"] = data["organisations"]
    view["vendors"] = data["vendors"]
    vendors = data["vendors"]
    return Inventory(document, view["id"], vendors, range(len(vendors)), view)


def portfolio(inventories: Iterable[Inventory]) -> dict[str, Any]:
    """The value of CEL's `portfolio`: every inventory of the run."""
    return {"inventories": [inventory.view for inventory in inventories]}


def identity(collection: str, element: dict[str, Any]) -> str:
    """The identity of an element among its siblings, however they are ordered."""
    # Every element of a run is asked, and a generator takes four times as long (measured).
    for key in _IDENTITY[collection]:
        if key in element:
            return str(element[key])
    raise KeyError(collection)
