"""The inventory: one valid document, as policies and reports see it."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from checker.document import Document

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
"""What a policy can be `for`, in the singular, and the vendor's list that holds it."""

_IDENTITY = {
    "services": ("id",),
    "clients": ("client",),
    "data": ("id", "category"),
    "subprocessors": ("party",),
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
        vendors: the vendors as written, plain dicts and lists.
        view: what CEL calls `inventory`: the header's fields, `organisations` and `vendors`.
    """

    document: Document
    id: str
    vendors: list[dict[str, Any]]
    view: dict[str, Any]


def of(document: Document) -> Inventory:
    """The inventory that a valid document holds."""
    data = document.data
    view = dict(data["inventory"])
    if "organisations" in data:
        view["organisations"] = data["organisations"]
    view["vendors"] = data["vendors"]
    return Inventory(document, view["id"], data["vendors"], view)


def portfolio(inventories: Iterable[Inventory]) -> dict[str, Any]:
    """What CEL calls `portfolio`: every inventory of the run."""
    return {"inventories": [inventory.view for inventory in inventories]}


def identity(collection: str, element: dict[str, Any]) -> str:
    """What tells an element of a vendor's list from its siblings, however they are ordered."""
    return next(str(element[key]) for key in _IDENTITY[collection] if key in element)
