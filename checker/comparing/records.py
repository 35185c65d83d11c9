"""Records that came, went or changed: inventories, vendors, and entries of their lists."""

from collections.abc import Iterator, Mapping

from checker.comparing.grounds import LISTED, Grounds, Record
from checker.comparing.snapshot import Renamed, Side
from checker.report.diff import Presence, RecordChange
from checker.report.report import Report


def renamed(before: Report, after: Report) -> Renamed:
    """The inventories that have another id now: in the same file, or of the same vendors."""
    one, two = (_by_id(report) for report in (before, after))
    gone = [id_ for id_ in one if id_ not in two]
    new = [id_ for id_ in two if id_ not in one]
    found: dict[str, str] = {}
    for part in (0, 1):
        for old in gone:
            alike = [id_ for id_ in new if one[old][part] and one[old][part] == two[id_][part]]
            if len(alike) == 1 and old not in found and alike[0] not in found.values():
                found[old] = alike[0]
    return found


def _by_id(report: Report) -> dict[str, tuple[object, object]]:
    """The path and the vendors of each inventory."""
    return {
        entry.id: (entry.path, sorted(roster.vendors))
        for entry, roster in zip(report.inventories, report.cells.rosters, strict=True)
    }


def records(before: Side, after: Side, names: Renamed) -> Iterator[RecordChange]:
    """Every record that came, went or changed, by inventory, vendor, kind and id."""
    inventories = [{each.id for each in side.report.inventories} for side in (before, after)]
    known = {names.get(id_, id_) for id_ in inventories[0]}
    for id_ in sorted(known ^ inventories[1]):
        presence = Presence.CAME if id_ in inventories[1] else Presence.WENT
        yield RecordChange(presence, "inventory", id_, "", id_)
    for old, id_ in sorted(names.items()):
        yield RecordChange(Presence.CHANGED, "inventory", id_, "", id_, old)
    one, two = _vendors(before, names), _vendors(after, {})
    for key in sorted(one.keys() | two.keys()):
        if key in one and key in two:
            yield from _changed(key, one[key], two[key])
        else:
            presence = Presence.CAME if key in two else Presence.WENT
            yield RecordChange(presence, "vendor", *key, key[1])


def _vendors(side: Side, names: Renamed) -> Mapping[tuple[str, str], Record | None]:
    """By inventory and vendor the records; None of a report, which knows names alone."""
    grounds: Grounds | None = side.snapshot.grounds
    if grounds is not None:
        return {
            (names.get(inventory, inventory), vendor): record
            for (inventory, vendor), record in grounds.records.items()
        }
    return {
        (names.get(roster.inventory, roster.inventory), vendor): None
        for roster in side.report.cells.rosters
        for vendor in roster.vendors
    }


def _changed(
    key: tuple[str, str], before: Record | None, after: Record | None
) -> Iterator[RecordChange]:
    if before is None or after is None or before == after:
        return
    inventory, vendor = key
    yield RecordChange(Presence.CHANGED, "vendor", inventory, vendor, vendor)
    for kind in LISTED:
        one, two = (set(each.lists.get(kind, ())) for each in (before, after))
        for id_ in sorted(one ^ two):
            presence = Presence.CAME if id_ in two else Presence.WENT
            yield RecordChange(presence, kind, inventory, vendor, id_)
