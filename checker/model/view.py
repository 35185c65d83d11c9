"""The view: what CEL calls `inventory` and `portfolio`, made of documents.

An inventory is the fields of the document's header, with the lists and the calendar that stand
beside it. A calendar that nobody declared is there, and says nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from checker.facts.facts import Facts
from checker.inventory import Inventory, WholeFacts
from checker.parse.document import Document, Path
from checker.schema.custom import NO_FIELDS, CustomFields

HEADER: Final = "inventory"
BESIDE: Final = ("calendar", "organisations", "vendors")
"""What a document has beside its header."""

_NONE: Final[Mapping[int, Mapping[str, Any]]] = MappingProxyType({})


def inventory_of(
    document: Document,
    facts: Facts | None = None,
    fields: CustomFields = NO_FIELDS,
    before: Inventory | None = None,
) -> Inventory:
    """The inventory that a valid document holds.

    Args:
        facts: what is to be added to the records of each vendor.
        fields: those that its records may have beyond the inventory's schema.
        before: one that may hold some of the very same records, whose facts need not be found anew.
    """
    data = document.data
    view = view_of({**data[HEADER], **{key: data[key] for key in BESIDE if key in data}})
    if facts is not None:
        known = {} if before is None or before.facts != facts else _known(before, view)
        view = facts.added(view, known)
    vendors = view["vendors"]
    return Inventory(document, view["id"], vendors, range(len(vendors)), view, facts, fields)


def _known(before: Inventory, view: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    """By identity of a record of a vendor what it was with its facts, where these are the same."""
    around = ("calendar", "organisations")
    if any(repr(before.view.get(key)) != repr(view.get(key)) for key in around):
        return {}
    written = before.document.data["vendors"]
    return dict(zip(map(id, written), before.view["vendors"], strict=True))


def view_of(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The value that CEL calls `inventory`: its fields, with a calendar."""
    return {**fields, "calendar": fields.get("calendar", {})}


def derived(
    inventory: Inventory, facts: Facts, known: Mapping[int, Mapping[str, Any]] = _NONE
) -> Inventory:
    """An inventory with the facts of its own records.

    Args:
        known: vendors with their facts, by identity of their records.
    """
    view = facts.added(inventory.view, known)
    vendors = [view["vendors"][index] for index in inventory.numbers]
    return inventory._replace(view=view, vendors=vendors, facts=facts)


def portfolio_of(inventories: Sequence[Inventory]) -> dict[str, Any]:
    """The value that CEL calls `portfolio`: every inventory of the run, and what follows of all."""
    facts = inventories[0].portfolio if inventories else None
    return {
        "inventories": [inventory.view for inventory in inventories],
        **({} if facts is None else facts.whole),
    }


def with_portfolio(inventories: Sequence[Inventory], asked: Iterable[str]) -> list[Inventory]:
    """The inventories of a run with those facts of the portfolio that are asked for.

    Args:
        asked: the names of the facts.
    """
    facts = shared_facts(inventories, asked)
    if facts is None:
        return [*inventories]
    return [joined(inventory, number, facts) for number, inventory in enumerate(inventories)]


def shared_facts(inventories: Sequence[Inventory], asked: Iterable[str]) -> WholeFacts | None:
    """The facts of all inventories of a run together; None where nobody asks for any."""
    names = frozenset(asked)
    if not names:
        return None
    # Only a run in which somebody asks for them pays for the graph.
    from checker.facts.portfolio import of_views  # noqa: PLC0415

    return of_views([inventory.view for inventory in inventories], names)


def with_facts_of(
    inventories: Sequence[Inventory], facts: WholeFacts, number: int, index: int
) -> list[Inventory]:
    """The inventories of a run with the facts of the portfolio and of one vendor alone.

    Args:
        number: the index of the inventory of that vendor.
        index: of the vendor in it.
    """
    told = [inventory._replace(portfolio=facts) for inventory in inventories]
    view = told[number].view
    vendors = [*view["vendors"]]
    vendors[index] = facts.told(vendors[index], number, index)
    told[number] = told[number]._replace(view={**view, "vendors": vendors})
    return told


def joined(
    inventory: Inventory,
    number: int,
    facts: WholeFacts,
    before: tuple[Inventory, Inventory] | None = None,
) -> Inventory:
    """An inventory of a run with the facts of its portfolio.

    Args:
        number: its index in the run.
        before: one that may hold some of the very same vendors, without these facts and with them.
            A vendor whose facts are the same is the same object.
    """
    if before is None:
        view = facts.added(inventory.view, number)
    else:
        view = _added(inventory, number, facts, *before)
    vendors = [view["vendors"][index] for index in inventory.numbers]
    return inventory._replace(view=view, vendors=vendors, portfolio=facts)


def _added(
    inventory: Inventory, number: int, facts: WholeFacts, bare: Inventory, full: Inventory
) -> dict[str, Any]:
    """The value that CEL calls `inventory`, with the facts; of another one what is the same there.

    Args:
        bare: the other one, without facts.
        full: the same, with them.
    """
    own, old = inventory.view["vendors"], bare.view["vendors"]
    told = full.view["vendors"]
    stayed = {}
    if full.portfolio is facts:
        both = zip(own, old, told, strict=False)
        stayed = {index: found for index, (new, was, found) in enumerate(both) if new is was}
    view = facts.added(inventory.view, number, stayed)
    known = dict(zip(map(id, old), told, strict=True))
    view["vendors"] = [
        was if (was := known.get(id(vendor))) is new or was == new else new
        for vendor, new in zip(own, view["vendors"], strict=True)
    ]
    return view


def in_document(path: Path) -> Path:
    """The path in a document of a path in what CEL calls `inventory`."""
    return path if path and path[0] in BESIDE else (HEADER, *path)


def in_view(path: Path) -> Path:
    """The path in what CEL calls `inventory` of a path in a document."""
    return path[1:] if path[:1] == (HEADER,) else path
