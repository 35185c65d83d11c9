"""Targets: the recorded value that a record stands for, or the place where it would stand."""

from collections.abc import Callable
from typing import Final, TypeAlias

from checker.cel.syntax import Has, Index, Literal, Select
from checker.cel.trace.dependencies import dependencies_of
from checker.cel.trace.record import Aspect, Path, Record
from checker.explaining.shape import Address

_NAMES: Final = frozenset(
    {"id", "client", "party", "ref", "category", "standard", "role", "to", "recipient", "type"}
    | {"kind", "name", "legal_name", "date", "granted_on", "object_until"}
)
"""Fields that say what a thing is: with another name it would be another thing, not a remedy."""

Find: TypeAlias = Callable[[Path], Address]
"""From a path of CEL's variables to the place in a document."""


def is_name(address: Address) -> bool:
    """Return whether a value says what the record is that it stands in, and the record is there."""
    return address.path[-1] in _NAMES and not address.new


def settled(record: Record) -> Record:
    """The record that has the value: of a name its binding, of a choice what was chosen."""
    while record.origin is not None:
        record = record.origin
    return record


def target(record: Record) -> Path | None:
    """The path of a record's value or, if it is missing, of its gap; None if it has none."""
    path = _sought(record)
    return None if path is None or _in_no_document(path) else path


def _in_no_document(path: Path) -> bool:
    """Return whether it is the portfolio, or the list of its inventories: no line holds either."""
    return path[0] == "portfolio" and len(path) <= len(("portfolio", "inventories"))


def _sought(record: Record) -> Path | None:
    record = settled(record)
    if record.sought is not None:
        return record.sought
    if not record.failed:
        return record.path if record.aspect is Aspect.VALUE else None
    field = _field(record)
    if field is None or not isinstance(record.outcome, KeyError) or len(record.children) != 1:
        return None
    above = _sought(record.children[0])
    return None if above is None else (*above, field)


def _field(record: Record) -> str | None:
    match record.node:
        case Select(field=field) | Has(field=field):
            return field
        case Index(key=Literal(value=str() as field)):
            return field
        case _:
            return None


def operands_of(record: Record) -> tuple[Record, ...]:
    """The operands, also those after the first without a value."""
    return (*record.children, *record.beyond)


def element(record: Record) -> Path | None:
    """The element of a list that a value is, or stands in."""
    path = settled(record).path
    while path and not isinstance(path[-1], int):
        path = path[:-1]
    # An inventory is a file, and no element of a list in one.
    return None if not path or _in_no_document(path[:-1]) else path


def given(record: Record) -> bool:
    """Return whether a value is stated by the policy or the run, and not read from an inventory."""
    return not record.failed and not dependencies_of(record)
