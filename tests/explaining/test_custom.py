"""Declared fields are decided and explained alike, whatever a record has of them."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runs import checked, policy
from thorough import examples

from checker.cel.check.check import check
from checker.cel.check.issue import Level
from checker.cel.parse.parse import parse
from checker.cel.types import BOOL, Kind
from checker.model.view import inventory_of
from checker.parse import document
from checker.policy.inspect import names_of
from checker.schema.custom import custom_fields
from checker.validate import consistency, schema

FIELDS = custom_fields(
    {
        "vendor": {
            "until": {"type": "string", "format": "date", "description": "A day."},
            "tier": {"type": "string", "enum": ["gold", "silver"], "description": "A word."},
            "seats": {"type": "integer", "minimum": 0, "description": "A count."},
            "share": {"type": "number", "description": "A share."},
            "scoped": {"type": "boolean", "description": "Whether."},
            "drills": {
                "type": "array",
                "description": "Exercises.",
                "items": {
                    "type": "object",
                    "properties": {
                        "held": {"type": "string", "format": "moment", "description": "When."},
                        "passed": {"type": "boolean", "description": "Whether."},
                    },
                },
            },
        }
    }
)
DAYS = st.sampled_from(["2031-05-14", "2031-05-15", "2031-05-16"])
CUSTOM = st.fixed_dictionaries(
    {},
    optional={
        "until": DAYS,
        "tier": st.sampled_from(["gold", "silver"]),
        "seats": st.integers(0, 4),
        "share": st.sampled_from([0, 0.5, 1]),
        "scoped": st.booleans(),
        "drills": st.lists(
            st.fixed_dictionaries({}, optional={"held": DAYS, "passed": st.booleans()}), max_size=3
        ),
    },
)
VENDORS = st.one_of(st.just({}), CUSTOM.map(lambda custom: {"custom": custom}))
ATOMS = [
    "!overdue(vendor.custom.until, now)",
    "vendor.custom.until >= '2031-05-15'",
    "vendor.custom.tier == 'gold'",
    "vendor.custom.tier in ['silver']",
    "vendor.custom.seats > 2",
    "vendor.custom.seats * 2 <= 3",
    "vendor.custom.share == vendor.custom.seats",
    "vendor.custom.scoped",
    "has(vendor.custom)",
    "has(vendor.custom.scoped)",
    "vendor.custom.drills.exists(d, d.passed)",
    "vendor.custom.drills.all(d, before(d.held, '2031-05-15'))",
    "vendor.custom.drills.filter(d, d.passed).size() == 1",
    "inventory.vendors.exists(v, v.custom.seats == 3)",
]
CONDITIONS = st.recursive(
    st.sampled_from(ATOMS),
    lambda inner: st.one_of(
        inner.map(lambda a: f"!({a})"),
        st.tuples(inner, st.sampled_from(["&&", "||"]), inner).map(
            lambda parts: "({}) {} ({})".format(*parts)
        ),
        st.tuples(inner, inner, inner).map(lambda parts: "({}) ? ({}) : ({})".format(*parts)),
    ),
    max_leaves=5,
)


@pytest.mark.parametrize("text", ATOMS)
def test_a_condition_on_declared_fields_is_well_typed(text: str) -> None:
    type_, issues = check(parse(text), names_of("vendor", {}, FIELDS), want=BOOL)

    assert type_.kind is Kind.BOOL
    assert [issue.message for issue in issues if issue.level is Level.ERROR] == []


def inventory_with(vendors: list[dict[str, Any]]) -> document.Document:
    data = {
        "schema_version": "1",
        "inventory": {
            "id": "ours",
            "owner": {"name": "Lab"},
            "as_of": "2031-05-15",
            "perspective": "client",
        },
        "vendors": [
            {"id": f"v{number}", "legal_name": f"V {number}", "kind": "legal_person", **vendor}
            for number, vendor in enumerate(vendors)
        ],
    }
    return document.parse("ours.json", json.dumps(data, indent=1).encode())


@given(st.lists(VENDORS, min_size=1, max_size=4), st.lists(CONDITIONS, min_size=1, max_size=4))
@examples(100)
def test_deciding_and_explaining_agree_on_declared_fields(
    vendors: list[dict[str, Any]], conditions: list[str]
) -> None:
    """The explainer works every verdict out a second time, and raises where the two differ."""
    read = inventory_with(vendors)
    assert [
        *schema.problems(read, "inventory", FIELDS),
        *consistency.problems([read], FIELDS),
    ] == []
    policies = [
        policy(f"p{number}", require=condition, when=conditions[number - 1] if number else None)
        for number, condition in enumerate(conditions)
    ]
    done = checked(policies, inventory_of(read, fields=FIELDS))
    explainer = done.explainer()

    proofs = [explainer.proof(cell) for cell in done.report.cells]

    assert len(proofs) == len(vendors) * len(conditions)
    for proof in proofs:
        for remedy in proof.remedies:
            assert "custom" in remedy.path
