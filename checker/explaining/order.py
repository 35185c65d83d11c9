"""The order in which an explanation shows records: that of the documents."""

from bisect import bisect_right
from collections.abc import Collection, Iterable
from operator import itemgetter

from checker.cel.trace.trace import Read
from checker.explaining.places import LocatedRecord, Locator, PlacedRecord, placed

_ORDER = itemgetter(0, 1, 2)
"""Document, place and path of a placed record."""


def located(reads: Iterable[Read], locator: Locator) -> Collection[LocatedRecord]:
    """The records that reads come from, each once: CEL may have reached it under two names."""
    return {
        (record.document, record.path): record for read in reads for record in locator.locate(read)
    }.values()


def first(records: Collection[LocatedRecord], most: int, locator: Locator) -> list[PlacedRecord]:
    """The first records, at most so many, in the order of the documents."""
    near = _near(records, most, locator) if len(records) > most else records
    return sorted([placed(each, locator.inventories) for each in near], key=_ORDER)[:most]


def _near(
    records: Collection[LocatedRecord], most: int, locator: Locator
) -> Collection[LocatedRecord]:
    """The records of the first vendors, at least so many: only their places are looked up.

    A fact of the portfolio follows from thousands of records. Those of a vendor stand before those
    of the next one, but where all vendors are an alias of something else.
    """
    aliased = any(
        locator.inventories[document].document.positions.alias(("vendors",))
        for document in {record.document for record in records}
    )
    if aliased or not all(len(each.path) > 1 and each.path[0] == "vendors" for each in records):
        return records
    ordered = sorted(records, key=_vendor)
    return ordered[: bisect_right(ordered, _vendor(ordered[most - 1]), key=_vendor)]


def _vendor(record: LocatedRecord) -> tuple[int, int]:
    return record.document, int(record.path[1])
