"""The subjects of an inventory, written down once: what the cells of a run are about."""

from array import array
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from checker.inventory import LISTS, Inventory, identities
from checker.report.roster import Elements, Roster


def roster(number: int, inventory: Inventory, subject_kinds: AbstractSet[str]) -> Roster:
    """The subjects of an inventory that policies of these kinds are about.

    Args:
        number: the index of the inventory in the run.
    """
    vendors = inventory.vendors
    return Roster(
        inventory.id,
        number,
        tuple(str(vendor["id"]) for vendor in vendors),
        tuple(inventory.numbers),
        tuple(vendor.get("owner", "") for vendor in vendors),
        tuple(len(vendor["clients"]) if "clients" in vendor else None for vendor in vendors),
        {
            subject_kind: _elements(vendors, LISTS[subject_kind])
            for subject_kind in LISTS
            if subject_kind in subject_kinds
        },
    )


def _elements(vendors: Sequence[dict[str, Any]], collection: str) -> Elements:
    ids: list[str | None] = []
    starts = array("Q", [0])
    for vendor in vendors:
        records = vendor.get(collection)
        if records is None:
            ids.append(None)
        else:
            ids += identities(collection, records)
        starts.append(len(ids))
    return Elements(collection, tuple(ids), starts)
