"""The map between what policies read and the documents: one value, one type, all of its places."""

from collections.abc import Iterator
from typing import Any

import pytest
from pack import REPOSITORY, regimes

from checker.cel.check.schema_types import roots as types
from checker.cel.types import Kind, Type
from checker.facts.facts import Facts
from checker.inventory import DERIVED, LISTS, OF_PORTFOLIO, PORTFOLIO, Inventory
from checker.model.places import at, is_derived, sources, stands, written
from checker.model.roots import WHOLES, records, roots
from checker.model.schema import composed
from checker.model.view import in_document, in_view, inventory_of, with_portfolio
from checker.parse import document
from checker.validate import schema

INVENTORIES = tuple(
    with_portfolio(
        [
            inventory_of(document.parse(path.name, path.read_bytes()), Facts(regimes()))
            for path in sorted((REPOSITORY / "inventories").glob("*.yaml"))
        ],
        OF_PORTFOLIO | PORTFOLIO,
    )
)
TYPES = types(composed(schema.load("inventory"), schema.load("facts")))
Path = tuple[str | int, ...]


def subjects(inventory: Inventory) -> Iterator[tuple[str, Path]]:
    """A subject of every kind that an inventory has."""
    yield "inventory", ()
    for number, vendor in enumerate(inventory.view["vendors"]):
        yield "vendor", ("vendors", number)
        for kind, key in LISTS.items():
            for index in range(len(vendor.get(key, ()))):
                yield kind, ("vendors", number, key, index)


def leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    yield path, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))


def below(type_: Type, path: Path) -> Type:
    for step in path:
        if type_.kind is Kind.MAP:
            assert type_.element is not None
            type_ = type_.element
        elif isinstance(step, int):
            assert type_.kind is Kind.LIST, path
            assert type_.element is not None
            type_ = type_.element
        else:
            assert type_.fields is not None, path
            type_ = type_.fields[step].type
    return type_


@pytest.mark.parametrize("number", range(len(INVENTORIES)))
def test_every_value_that_a_policy_can_read_has_its_type_and_its_place(number: int) -> None:
    inventory = INVENTORIES[number]
    own = inventory.document.data
    for kind, standing in subjects(inventory):
        values = records(kind, INVENTORIES, number, standing)
        assert set(values) == set(roots(kind)) - {"params", "now"}
        name = "inventory" if kind == "inventory" else kind
        for path, value in leaves(values[name], (name,)):
            assert below(TYPES[name], path[1:]).kind is not Kind.DYN or path[1:] == ()
            if isinstance(value, dict | list):
                continue  # what holds facts, or a calendar that nobody declared, stands nowhere
            for document_, place in sources(path, number, standing, INVENTORIES):
                if is_derived(written(path, number, standing).path):
                    assert place[0] in INVENTORIES[document_].document.data
                    continue
                assert document_ == number
                assert at(inventory, place) == _of(own, place) == value


def _of(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def test_a_path_of_the_document_and_one_of_cel_are_each_others() -> None:
    for path in (("id",), ("calendar", "zone"), ("vendors", 3, "data"), ("organisations", 0)):
        assert in_view(in_document(path)) == path
    assert in_document(("as_of",)) == ("inventory", "as_of")


def test_a_fact_has_the_places_of_the_records_that_it_was_made_of() -> None:
    number = [each.id for each in INVENTORIES].index("incident-2031")
    vendors = INVENTORIES[number].view["vendors"]
    vendor = next(i for i, each in enumerate(vendors) if each["id"] == "quillforge")
    ids = [each["id"] for each in vendors[vendor]["obligations"]]
    standing = ("vendors", vendor, "obligations", ids.index("qf-2031-01/lab-aster/QF-ASTER-1"))

    found = sources(("obligation", "due"), number, standing, INVENTORIES)

    assert [each.path for each in found] == [
        ("vendors", vendor, "incidents", 0, "times", "vendor_detected"),
        ("vendors", vendor, "contracts", 0, "breach_notification_hours"),
    ]
    assert all(stands(INVENTORIES[number], each.path) for each in found)


def test_without_facts_the_schema_of_what_policies_read_has_none() -> None:
    bare = composed(schema.load("inventory"))

    assert "obligation" not in bare["properties"]
    assert "obligations" not in bare["$defs"]["vendor"]["properties"]
    assert set(bare["properties"]) == {"vendor", *LISTS, *WHOLES} - {*DERIVED}
