"""Places: where in which document the value of a CEL path stands, or what it was made of."""

from collections.abc import Sequence
from typing import Any

from checker.inventory import DERIVED, LISTS, OF_PORTFOLIO, PORTFOLIO, Inventory
from checker.model.view import in_document, in_view
from checker.parse.document import Path
from checker.record import NamedTuple

WHOLE = "portfolio"


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
    return origins(source, inventories) if is_derived(source.path) else (source,)


def origins(fact: Source, inventories: Sequence[Inventory]) -> tuple[Source, ...]:
    """The places that a fact was made of, the deciding ones first."""
    number, path = fact
    inventory = inventories[number]
    if is_of_portfolio(path):
        if inventory.portfolio is None:
            raise KeyError(path)
        value = inventory.view["vendors"][path[1]] if path[0] != WHOLE else None
        return tuple([Source(*each) for each in inventory.portfolio.places(number, path, value)])
    if inventory.facts is None:
        raise KeyError(path)
    return tuple(Source(number, each) for each in inventory.facts.places(inventory.view, path))


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
    if rest[:1] and rest[0] in PORTFOLIO:
        return Source(0, path)
    if len(rest) < 2:
        return Source(document, ())
    return Source(int(rest[1]), in_document(tuple(rest[2:])))


def is_derived(path: Path) -> bool:
    """Return whether a path names a fact, and no record of the document."""
    return is_of_portfolio(path) or (
        len(path) > 2 and path[0] == "vendors" and path[2] in DERIVED.values()
    )


def is_of_portfolio(path: Path) -> bool:
    """Return whether a path names a fact that follows from all inventories together."""
    if path[:1] == (WHOLE,):
        return True
    return len(path) > 2 and path[0] == "vendors" and path[2] in OF_PORTFOLIO


def at(inventory: Inventory, path: Path) -> Any:
    """The value at a path of the document, None where there is none."""
    return sought(inventory, path)[1]


def stands(inventory: Inventory, path: Path) -> bool:
    """Return whether something stands at a path of the document, be it null."""
    return sought(inventory, path)[0]


def sought(inventory: Inventory, path: Path) -> tuple[bool, Any]:
    """Return whether something stands at a path of the document, and the value there."""
    value: Any = inventory.view
    for step in in_view(path):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False, None
    return True, value
