"""Reading: an inventory, as policies see it, becomes records of the graph."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress, count
from operator import is_not
from typing import Any, TypeAlias

from checker.graph.records import (
    NAMED,
    ORGANISATION,
    OWNED_BY,
    RELIES_ON,
    SERVES,
    VENDOR,
    Cost,
    Count,
    Entry,
    Holding,
    Link,
    Place,
    Records,
    Service,
)

View: TypeAlias = Mapping[str, Any]

Changed: TypeAlias = tuple[View, View, Iterable[int] | None]
"""An inventory as it was and as it is, and the indexes of the only vendors that may differ.

These are None where they are not known.
"""

LISTS = ("services", "clients", "data", "subprocessors", "contracts")


def records_of(views: Iterable[View]) -> Records:
    """The records of several inventories, merged.

    Args:
        views: what CEL calls `inventory`; keys may be missing, as in a test of a policy.
    """
    return Records.merged(
        part for view in views for part in (_of_vendors([*_vendors(view)]), _of_organisations(view))
    )


def records_since(view: View, before: View, records: Records) -> Records:
    """The records of an inventory, by those of one that has most of its vendors.

    Args:
        before: that one.
        records: of it; they are returned where no others have come.
    """
    if not _alike(view, before):
        return records_of([view])
    return changed(records, [(before, view, None)])


def changed(records: Records, views: Iterable[Changed]) -> Records:
    """The records of several inventories of which some were changed.

    Args:
        records: of all of them as they were; they are returned where no others have come.
    """
    for each in views:
        gone, came = _difference(*each)
        # Each tells its place, so that no two vendors have one in common.
        records = records if gone == came else records - gone | came
    return records


def _difference(before: View, view: View, touched: Iterable[int] | None) -> tuple[Records, Records]:
    """The records that went and that came; those of vendors that are the same are in neither."""
    if not _alike(view, before):
        return records_of([before]), records_of([view])
    if touched is None:
        touched = compress(count(), map(is_not, before["vendors"], view["vendors"]))
    differing = [*touched]
    gone, came = (
        _of_vendors([_vendor(each, index) for index in differing]) for each in (before, view)
    )
    if before.get("organisations") is view.get("organisations"):
        return gone, came
    return gone | _of_organisations(before), came | _of_organisations(view)


def _alike(view: View, before: View) -> bool:
    """Return whether vendors of both stand at the same places."""
    return len(before["vendors"]) == len(view["vendors"]) and before["id"] == view["id"]


def _of_organisations(view: View) -> Records:
    own = str(view.get("id", ""))
    return Records(
        entries=frozenset(_organisations(view, own)), links=frozenset(_parents(view, own))
    )


_Vendor: TypeAlias = tuple[View, str, Place]


def _vendors(view: View) -> Iterator[_Vendor]:
    """Every vendor, the id that it goes by, and its place; one without an id goes by that."""
    return (_vendor(view, index) for index in range(len(view.get("vendors", ()))))


def _vendor(view: View, index: int) -> _Vendor:
    vendor = view["vendors"][index]
    return vendor, id_of(vendor, index), Place(str(view.get("id", "")), ("vendors", index))


def id_of(vendor: View, index: int) -> str:
    """The id by which a vendor goes; in a test of a policy it may have none."""
    return str(vendor.get("id", f"vendors[{index}]"))


def _below(vendor: View, key: str, place: Place) -> Iterator[tuple[View, Place]]:
    for index, record in enumerate(vendor.get(key, ())):
        yield record, Place(place.inventory, (*place.path, key, index))


def _entries(vendors: Iterable[_Vendor]) -> Iterator[Entry]:
    for vendor, own, place in vendors:
        yield _entry(
            vendor,
            own,
            VENDOR,
            place,
            names=("legal_name", "trading_name"),
            lei=vendor.get("identifiers", {}).get("lei", ""),
        )._replace(chain="subprocessors" in vendor)
        for key, field in (("clients", "client"), ("subprocessors", "party")):
            for record, where in _below(vendor, key, place):
                if "name" in record and field in record:
                    yield Entry(record[field], NAMED, (record["name"],), where)


def _organisations(view: View, inventory: str) -> Iterator[Entry]:
    for index, record in enumerate(view.get("organisations", ())):
        where = Place(inventory, ("organisations", index))
        if "id" in record:
            lei = record.get("lei", "")
            yield _entry(record, record["id"], ORGANISATION, where, names=("name",), lei=lei)


def _entry(
    record: View, own: str, role: str, place: Place, *, names: tuple[str, ...], lei: str
) -> Entry:
    return Entry(
        own,
        role,
        tuple(record[name] for name in names if name in record),
        place,
        tuple(record.get("aliases", ())),
        lei,
        tuple(record.get("same_as", ())),
        tuple(record.get("distinct_from", ())),
    )


def _links(vendors: Iterable[_Vendor]) -> Iterator[Link]:
    for vendor, own, place in vendors:
        for record, where in _below(vendor, "subprocessors", place):
            if "party" in record:
                yield Link(
                    record.get("recipient", own),
                    record["party"],
                    RELIES_ON,
                    where,
                    record.get("kind", ""),
                    tuple(record["data"]) if "data" in record else None,
                )
        for record, where in _below(vendor, "clients", place):
            if "client" in record:
                detail = record.get("segregation", "")
                yield Link(own, record["client"], SERVES, where, detail)
        if "ultimate_parent" in vendor:
            where = Place(place.inventory, (*place.path, "ultimate_parent"))
            yield Link(own, vendor["ultimate_parent"], OWNED_BY, where)


def _parents(view: View, inventory: str) -> Iterator[Link]:
    for index, record in enumerate(view.get("organisations", ())):
        if "parent" in record and "id" in record:
            where = Place(inventory, ("organisations", index, "parent"))
            yield Link(record["id"], record["parent"], OWNED_BY, where)


def _of_vendors(vendors: Sequence[_Vendor]) -> Records:
    return Records(
        entries=frozenset(_entries(vendors)),
        links=frozenset(_links(vendors)),
        holdings=frozenset(
            _holding(record, own, where)
            for vendor, own, place in vendors
            for record, where in _below(vendor, "data", place)
        ),
        services=frozenset(
            Service(
                own,
                record.get("id", ""),
                where,
                tuple(record.get("functions", ())),
                record.get("supports_critical_function"),
            )
            for vendor, own, place in vendors
            for record, where in _below(vendor, "services", place)
        ),
        costs=frozenset(
            _cost(record.get("annual_cost", {}), own, where)
            for vendor, own, place in vendors
            for record, where in _below(vendor, "contracts", place)
        ),
        counts=frozenset(_count(*each) for each in vendors),
    )


def _holding(record: View, vendor: str, place: Place) -> Holding:
    category = record.get("category", "")
    return Holding(
        vendor,
        record.get("id", category),
        category,
        place,
        record.get("classification", ""),
        record.get("records"),
        record.get("owner_client", ""),
    )


def _cost(cost: View, vendor: str, place: Place) -> Cost:
    return Cost(vendor, place, cost.get("amount"), cost.get("currency", ""))


def _count(vendor: View, own: str, place: Place) -> Count:
    replaced = vendor.get("substitutability", {})
    alternatives = replaced.get("alternatives")
    return Count(
        own,
        place,
        frozenset(key for key in LISTS if key in vendor),
        vendor.get("clients_declared"),
        replaced.get("level", ""),
        None if alternatives is None else tuple(alternatives),
    )
