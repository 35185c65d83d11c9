"""Places: where in which document the value of a CEL path stands, or what it was made of."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from checker.inventory import DERIVED, LISTS, Inventory
from checker.model.view import in_document, in_view
from checker.parse.document import Path


class Source(NamedTuple):
    """A place that a value was read from.

    Attributes:
        document: the index of the inventory.
        path: in its document; empty for the portfolio, which stands in none.
    """

    document: int
    path: Path


def sources(
    path: Path, document: int, standing: Path, inventories: Sequence[Inventory]
) -> tuple[Source, ...]:
    """The places of the value that CEL's variables have at a path, the deciding ones first.

    One that stands in the document has one; a fact has those of the records that it follows from.

    Args:
        path: `vendor`, `data`, 2, `id`.
        document: the index of the inventory of the subject, negative for the portfolio.
        standing: the path of the subject in it.
    """
    source = written(path, document, standing)
    if not is_derived(source.path):
        return (source,)
    places = origins(inventories[source.document], source.path)
    return tuple(Source(source.document, each) for each in places)


def origins(inventory: Inventory, path: Path) -> tuple[Path, ...]:
    """The places in the document that the fact at a path was made of, the deciding ones first."""
    if inventory.facts is None:
        raise KeyError(path)
    return inventory.facts.places(inventory.view, path)


def written(path: Path, document: int, standing: Path) -> Source:
    """The place that a path of CEL's variables names, be it that of a record or of a fact."""
    root, *rest = path
    document = max(document, 0)
    if root == "vendor":
        return Source(document, (*standing[:2], *rest))
    if root in LISTS:
        return Source(document, (*standing, *rest))
    if root == "inventory":
        return Source(document, in_document(tuple(rest)))
    if len(rest) < 2:
        return Source(document, ())
    return Source(int(rest[1]), in_document(tuple(rest[2:])))


def is_derived(path: Path) -> bool:
    """Return whether a path names a fact, and no record of the document."""
    return len(path) > 2 and path[0] == "vendors" and path[2] in DERIVED.values()


def at(inventory: Inventory, path: Path) -> Any:
    """The value at a path of the document, None where there is none."""
    return _sought(inventory, path)[1]


def stands(inventory: Inventory, path: Path) -> bool:
    """Return whether something stands at a path of the document, be it null."""
    return _sought(inventory, path)[0]


def _sought(inventory: Inventory, path: Path) -> tuple[bool, Any]:
    value: Any = inventory.view
    for step in in_view(path):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False, None
    return True, value
