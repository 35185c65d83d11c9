"""Owners: whoever keeps an inventory as a client of its vendors is one of their clients."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from checker.graph.records import ORGANISATION, SERVES, Entry, Link, Place, Records

_CLIENTS: Final = frozenset({"client", "group"})
"""The perspectives of whoever buys from the vendors."""


def owners(views: Iterable[Mapping[str, Any]]) -> Records:
    """The owners of inventories as clients, as far as they are.

    One that an organisation of its own inventory names, by LEI or by the same name, is that one.
    """
    entries: set[Entry] = set()
    links: set[Link] = set()
    for view in views:
        if view.get("perspective") in _CLIENTS:
            entry = _entry(view)
            entries.add(entry)
            links.update(_links(view, entry.id))
    return Records(entries=frozenset(entries), links=frozenset(links))


def _entry(view: Mapping[str, Any]) -> Entry:
    inventory = str(view.get("id", ""))
    owner = view.get("owner", {})
    name, lei = str(owner.get("name", "")), str(owner.get("lei", ""))
    place = Place(inventory, ("inventory", "owner"))
    for record in view.get("organisations", ()):
        if (lei and record.get("lei") == lei) or (name and record.get("name") == name):
            return Entry(str(record["id"]), ORGANISATION, (name,), place, lei=lei)
    # No id of an inventory has a blank: it is nobody else's.
    return Entry(f"owner of {inventory}", ORGANISATION, (name,) if name else (), place, lei=lei)


def _links(view: Mapping[str, Any], owner: str) -> Iterator[Link]:
    inventory = str(view.get("id", ""))
    for index, vendor in enumerate(view.get("vendors", ())):
        told = {record.get("client") for record in vendor.get("clients", ())}
        if owner not in told:
            place = Place(inventory, ("vendors", index))
            yield Link(str(vendor["id"]), owner, SERVES, place)
