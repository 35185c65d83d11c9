"""The parties of an inventory: who may be referred to by an id.

Organisations and vendors have entries of their own. A client or a sub-processor that no other
record needs may be named where it stands: an entry with a `name` is known by its id as well.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from checker.parse.positions import Path
from checker.record import NamedTuple

_INLINE = (("clients", "client"), ("subprocessors", "party"), ("subprocessor_changes", "party"))


class Named(NamedTuple):
    """A party that is named where it stands; `path` is that of its entry."""

    id: str
    name: str
    path: Path
    key: str


def listed(data: Mapping[str, Any]) -> dict[str, tuple[str, Path]]:
    """The name of every organisation and vendor, and the path at which it stands, by id."""
    return {
        entry["id"]: (entry[field], (key, index, field))
        for key, field in (("vendors", "legal_name"), ("organisations", "name"))
        for index, entry in enumerate(data.get(key, ()))
    }


def named(data: Mapping[str, Any]) -> Iterator[Named]:
    """Every party of a valid inventory that an entry names in place, in document order."""
    for index, vendor in enumerate(data["vendors"]):
        for collection, key in _INLINE:
            for number, entry in enumerate(vendor.get(collection, ())):
                if "name" in entry:
                    path = ("vendors", index, collection, number)
                    yield Named(entry[key], entry["name"], path, key)
