"""What fits the shipped schema fits one with more fields: the cache relies on it."""

from typing import Any

import pytest
from pack import documents

from checker.errors import InputError
from checker.parse import document
from checker.parse.document import Document
from checker.policy.slots import Entry
from checker.policy.vet import vet
from checker.schema.custom import HOLDERS, NO_FIELDS, CustomFields, custom_fields

TEXT = {"type": "string", "description": "A text."}
FIELDS = custom_fields(
    {
        kind: {
            "status": TEXT,
            "id": {"type": "integer", "description": "A number."},
            "data": {"type": "array", "items": {"type": "boolean"}, "description": "A list."},
            "custom": {"type": "object", "properties": {"kind": TEXT}, "description": "An object."},
        }
        for kind in HOLDERS
    }
)


def entries(read: Document, fields: CustomFields) -> list[Entry]:
    return [
        Entry(("policies", number), policy, policy.get("params", {}), fields)
        for number, policy in enumerate(read.data["policies"])
    ]


@pytest.mark.parametrize("read", documents(), ids=lambda read: read.path)
def test_a_shipped_policy_fits_whatever_fields_are_declared(read: Document) -> None:
    assert vet(read, entries(read, FIELDS)) == vet(read, entries(read, NO_FIELDS))


READS: dict[str, Any] = {
    "a declared field": ("vendor.custom.status == 'x'", True),
    "a field of a list": ("vendor.data.all(d, d.custom.custom.kind == 'x')", True),
    "a field of a notice": (
        "vendor.incidents.all(i, i.notices.all(n, n.custom.id > 3))",
        True,
    ),
    "another field": ("vendor.custom.other == 'x'", False),
    "another type": ("vendor.custom.id == 'x'", False),
}


@pytest.mark.parametrize("name", READS)
def test_without_the_declaration_none_of_them_is_there(name: str) -> None:
    condition, fits = READS[name]
    text = f'policies: [{{id: a, title: A, severity: low, message: A, require: "{condition}"}}]'
    read = document.parse("a.yaml", text.encode())

    if fits:
        vet(read, entries(read, FIELDS))
    else:
        with pytest.raises(InputError):
            vet(read, entries(read, FIELDS))
    with pytest.raises(InputError):
        vet(read, entries(read, NO_FIELDS))
