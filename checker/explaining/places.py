"""Places: in which document a read of CEL's variables stands, and how it is shown."""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from checker.cel.trace.record import Path
from checker.cel.trace.trace import Read
from checker.explaining.redact import REDACTED, hides, redacted
from checker.facts.deadline import CALENDAR
from checker.inventory import Inventory
from checker.model.places import Source, at, is_derived, origins, sought, sources, written
from checker.parse.positions import Positions
from checker.problems import Place
from checker.record import NamedTuple
from checker.report.explanation import Evidence
from checker.report.subject import Subject
from checker.schema.custom import NO_FIELDS, CustomFields
from checker.shorten import shorten

_LONGEST = 200
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class LocatedRecord(NamedTuple):
    """A record that was read: its document by index, and its path there (none: the portfolio)."""

    document: int
    path: Path
    value: Any
    recorded: bool


class PlacedRecord(NamedTuple):
    """A record with the index of its document, the place to look at, and its path as text."""

    document: int
    place: Place
    path: str
    record: LocatedRecord


class Locator:
    """Finds what a policy read about a subject in the documents of a run."""

    def __init__(self, subject: Subject, inventories: Sequence[Inventory]) -> None:
        self.subject = subject
        self.inventories = inventories
        # To ask what a fact follows from is dear, and message, evidence and remedies all do.
        self._sources: dict[Path, tuple[Source, ...]] = {}

    def locate(self, read: Read) -> tuple[LocatedRecord, ...]:
        """The records that a read comes from, the deciding ones first.

        What stands in the document is one; of a fact it is those that it follows from.
        """
        source = self.written(read.path)
        if source.path == CALENDAR and not read.value:
            return ()  # nobody declared it, and it says nothing
        if not is_derived(source.path):
            return (LocatedRecord(*source, read.value, read.recorded),)
        return tuple([self._record(each) for each in self.sources(read.path)])

    def decisive(self, fact: Read) -> LocatedRecord:
        """The record that decides a fact: it may follow from thousands."""
        return self._record(self.sources(fact.path)[0])

    @property
    def standing(self) -> Path:
        """The path of the subject in its document; of a fact, of the record that it is about."""
        path = self.subject.path
        if not is_derived(path):
            return path
        return origins(Source(self.subject.document, path), self.inventories)[0].path

    def _record(self, source: Source) -> LocatedRecord:
        inventory = self.inventories[source.document]
        recorded, value = sought(inventory, source.path)
        return LocatedRecord(*source, value, recorded)

    def sources(self, path: Path) -> tuple[Source, ...]:
        """The places of a path of CEL's variables; of a fact, of the records it follows from."""
        known = self._sources.get(path)
        if known is None:
            subject = self.subject
            known = sources(path, subject.document, subject.path, self.inventories)
            self._sources[path] = known
        return known

    def written(self, path: Path) -> Source:
        """The place that a path of CEL's variables names, be it that of a record or of a fact."""
        return written(path, self.subject.document, self.subject.path)

    def secret(self, read: Read) -> bool:
        """Return whether what was read must not be shown, or holds something that must not."""
        source = self.written(read.path)
        if not is_derived(source.path):
            return bool(self._redacted(source.path, read.value) != read.value)
        return any(
            self._redacted(each.path, value := at(self.inventories[each.document], each.path))
            != value
            for each in self.sources(read.path)
            if hides(each.path, self._custom)
        )

    def shown(self, read: Read) -> Any:
        """The value of a read as a report shows it."""
        path = self.written(read.path).path
        if is_derived(path):
            return REDACTED if self.secret(read) else shown(read.value)
        return shown(self._redacted(path, read.value))

    def _redacted(self, path: Path, value: Any) -> Any:
        return redacted(path, value, self._custom)

    @property
    def _custom(self) -> CustomFields:
        # One configuration is about all inventories of a run; a portfolio may have none.
        return self.inventories[0].fields if self.inventories else NO_FIELDS


def placed(record: LocatedRecord, inventories: Sequence[Inventory]) -> PlacedRecord:
    """A record, with its place."""
    positions = inventories[record.document].document.positions
    return PlacedRecord(record.document, place(positions, record.path), spelt(record.path), record)


def evidence(placed: PlacedRecord, inventories: Sequence[Inventory]) -> Evidence:
    """A record as a report shows it: redacted, cut to size, with its place."""
    document, place, spelt, record = placed
    inventory = inventories[document]
    value = (
        shown(redacted(record.path, record.value, inventory.fields)) if record.recorded else None
    )
    return Evidence(
        spelt, value, record.recorded, place, anchor(inventory.document.positions, record.path)
    )


def shown(value: Any) -> Any:
    """The value itself if it is short, else its beginning, or how many things it holds."""
    if isinstance(value, str):
        return shorten(value, _LONGEST)
    if isinstance(value, list | dict) and len(json.dumps(value)) > _LONGEST:
        noun = "element" if isinstance(value, list) else "key"
        return f"({len(value)} {noun}{'' if len(value) == 1 else 's'})"
    return value


def spelt(path: Path) -> str:
    """`vendors[3].data[2].encryption.at_rest`; the portfolio has no path in any document."""
    if not path:
        return "portfolio"
    # There are more indexes than would be worth remembering.
    steps = [f"[{step}]" if type(step) is int else _step(step) for step in path]
    return "".join(steps).removeprefix(".")


@lru_cache(maxsize=1024)
def _step(step: str | int) -> str:
    if isinstance(step, str) and _WORD.fullmatch(step):
        return f".{step}"
    return f"[{json.dumps(step)}]"


def place(positions: Positions, path: Path) -> Place:
    """The place to change the value at a path, or the value that would hold it.

    Where an alias stands on the way, its use: what it stands for belongs to another vendor, too.
    """
    use = positions.alias(path)
    return positions.nearest(path)[1] if use is None else positions.value(use)


def anchor(positions: Positions, path: Path) -> Place | None:
    """The place at which the value is written, or would be, if an alias stands on the way to it."""
    use = positions.alias(path)
    if use is None:
        return None
    above, nearest = positions.nearest(path)
    return positions.anchor(use) if above == use else nearest
