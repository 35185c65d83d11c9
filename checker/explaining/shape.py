"""Shape: what the schema allows at an address, for a value that nobody has written yet."""

from functools import lru_cache
from typing import Any

from checker.parse.positions import Path
from checker.record import NamedTuple
from checker.schema.custom import CustomFields
from checker.validate.accept import Acceptor
from checker.validate.schema import at

_SAMPLES = ("x", "2000-01-01T00:00:00Z", "2000-01-01", "XX", "x@example.com")
"""One text for each form that a text of an inventory can have, and that presence alone asks for."""


class Address(NamedTuple):
    """A place in an inventory.

    Attributes:
        document: the index of the inventory, and `path` in it.
        fields: those that its records may have beyond the inventory's schema.
        new: whether it is of a record that is to be added, of which also may be said what it is.
    """

    document: int
    path: Path
    fields: CustomFields
    new: bool = False


def allows(address: Address, value: Any) -> bool:
    """Return whether the value may stand there."""
    path, fields = address.path, address.fields
    # The entries of a list have one schema, and those of all vendors are looked at.
    every = tuple(0 if isinstance(step, int) else step for step in path)
    return at("inventory", every, fields).known and _acceptor(every, fields).accepts(value)


def choices(address: Address) -> tuple[Any, ...]:
    """Every value that may stand there, if they are few: words of a list, or true and false."""
    schema = at("inventory", address.path, address.fields)
    return (True, False) if schema.type == "boolean" else schema.words


def samples(address: Address) -> tuple[str, ...]:
    """Texts that may stand there where any text will do, empty where no text may."""
    return () if choices(address) else tuple(each for each in _SAMPLES if allows(address, each))


def sensitive(address: Address) -> bool:
    """Return whether what stands there must not be shown."""
    return at("inventory", address.path, address.fields).sensitive


@lru_cache(maxsize=1024)
def _acceptor(path: Path, fields: CustomFields) -> Acceptor:
    schema = at("inventory", path, fields)
    return Acceptor({**schema.keywords, "$defs": schema.document["$defs"]})
