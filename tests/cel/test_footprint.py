"""The law of footprints, over random conditions on random data.

Data that agrees in the whole footprint of an expression, and is different everywhere else, has the
same outcome, for the same reasons, at the same cost.
"""

from collections.abc import Sequence
from random import Random
from typing import Any

import pytest
from expressions import PARAMS, VARIABLES, VENDORS, conditions
from hypothesis import given
from hypothesis import strategies as st
from thorough import examples, share

from checker.cel.footprint import Footprint, footprints
from checker.cel.parse.parse import parse
from checker.cel.projection import ABSENT, projection
from checker.cel.trace.dependencies import dependencies_of
from checker.cel.trace.tracer import Tracer
from checker.values import BudgetSpent, CelError, Timestamp
from tests.cel.generate import Policies
from tests.cel.strange_data import vendor as strange_vendor

NOW = Timestamp(1_924_992_000 * 10**9)
PARSED = {name: parse(text) for name, text in VARIABLES.items()}
FILLERS = (None, True, "junk", 7, {}, [])


def other(value: Any, footprint: Footprint, filler: Any) -> Any:
    """A value that agrees in the footprint; what does not matter becomes the filler, or goes."""
    each = footprint.elements
    if footprint.whole or value is ABSENT:
        return value
    if not footprint.fields and each is None and isinstance(value, str) and footprint.size:
        return value if footprint.among else "~" * len(value)
    if not footprint.fields and each is None and not footprint.size:
        return another(value, footprint.among) if footprint.among else filler
    if footprint.among:
        return value
    if isinstance(value, dict) and each is None:
        kept = {key: footprint.fields.get(key) for key in value}
        return {
            key: filler if below is None else other(value[key], below, filler)
            for key, below in kept.items()
            if below is not None or footprint.size
        }
    if isinstance(value, list) and not footprint.fields:
        return [filler if each is None else other(item, each, filler) for item in value]
    return value


def another(value: Any, sets: Sequence[frozenset[str]]) -> Any:
    """A text, if one there is, that is in the same of the sets."""
    if not isinstance(value, str):
        return value
    texts = sorted({"~", *value}.union(*sets) - {value})
    return next((t for t in texts if all((t in own) is (value in own) for own in sets)), value)


def footprint_of(text: str, params: Any = PARAMS) -> Footprint:
    return footprints([parse(text)], PARSED, params).get("vendor", Footprint())


def reasons(text: str, vendor: Any, budget: int = 100_000) -> Any:
    """What it comes to, and each read with its part in that; or that it costs too much."""
    tracer = Tracer({"vendor": vendor, "params": PARAMS, "now": NOW}, PARSED, budget)
    try:
        record = tracer.record(parse(text))
    except BudgetSpent:
        return None
    failed = isinstance(record.outcome, CelError | KeyError)
    outcome = str(record.outcome) if failed else repr(record.outcome)
    read = dependencies_of(record)
    return outcome, [(each.path, each.aspect, each.deciding) for each in read]


@given(conditions(), VENDORS, st.sampled_from(FILLERS), st.integers(0, 60))
@examples(400)
def test_data_that_agrees_in_the_footprint_has_the_same_outcome_for_the_same_reasons(
    text: str, vendor: Any, filler: Any, budget: int
) -> None:
    footprint = footprint_of(text)
    changed = other(vendor, footprint, filler)

    assert projection(footprint)(changed) == projection(footprint)(vendor)
    assert reasons(text, changed) == reasons(text, vendor)
    assert reasons(text, changed, budget) == reasons(text, vendor, budget)


def test_the_law_holds_for_all_functions_on_strange_data() -> None:
    rng = Random(11)
    policies = Policies(rng)
    for _ in range(share(60)):
        vendor = strange_vendor(rng)
        for _ in range(10):
            text = policies.next()
            footprint = footprints([parse(text)], {}, {}).get("vendor", Footprint())
            changed = other(vendor, footprint, rng.choice(FILLERS))

            assert reasons(text, changed) == reasons(text, vendor), text


ITEMS = [{"n": 2, "ok": False, "kind": "code"}, {"n": 1, "ok": True, "kind": "pii"}]


@pytest.mark.parametrize("filler", FILLERS)
@pytest.mark.parametrize(
    "text",
    [
        "vendor.data.filter(d, d.ok)[0].n == 1",
        "vendor.data.filter(d, d.ok) == []",
        "vendor.data.sortBy(d, d.n).map(d, d.kind) == ['pii', 'code']",
        "vendor.data.sortBy(d, d.n)[0].ok",
        "vendor.data.map(d, d.n > 1, d)[0].kind == 'pii'",
        "vendor.data.map(d, {'k': d}).exists(d, d.k.ok)",
        "[vendor.data, [vendor.at]][vendor.at].exists_one(d, d.ok)",
        "(vendor.at == 0 ? vendor.data : [])[1].ok",
        "cel.bind(d, vendor.data, d.exists(x, x.n == 1) && size(d) == 2)",
        "(vendor.data + vendor.data).all(d, d.n > 0)",
        "vendor.owner.exists(key, key == 'name')",
        "vendor.owner.transformList(key, value, value) == ['x']",
        "vendor.owner['name'] == 'x' && has(vendor.data)",
        "vendor.owner[vendor.name] == 'x'",
        "size(vendor.owner) == 2",
        "size(vendor.data.filter(d, d.ok)) == 1",
        "vendor.data[0] == vendor.data[1]",
        "vendor.data.map(d, d.kind) == 'pii' || vendor.data.exists(d, d.kind in ['code'])",
        "vendor.data.exists(params, params.kind in params.kinds)",
        "vendor.data.all(d, d.kind in params.kinds && d.kind != 'pii')",
        "size(vendor.name) == 4 && vendor.owner.name != vendor.name",
    ],
)
def test_what_a_value_is_found_or_made_by_matters_too(text: str, filler: Any) -> None:
    owner = {"name": "x", "team": "y"}
    vendor = {"data": ITEMS, "at": 0, "name": "team", "owner": owner, "more": [1, 2]}
    changed = other(vendor, footprint_of(text), filler)

    assert changed != vendor
    assert reasons(text, changed) == reasons(text, vendor)


@pytest.mark.parametrize(
    "text, same, different",
    [
        ("has(vendor.a)", [{"a": 1}, {"a": [2]}], [{}]),
        ("size(vendor.a) == 1", [{"a": [1]}, {"a": [2]}], [{"a": []}, {"a": "x"}, {"a": 1}]),
        ("vendor.a == 1", [{"a": 1}, {"a": 1, "b": 2}], [{"a": 1.0}, {"a": True}, {"a": "1"}, {}]),
        ("vendor.a == 0.0", [{"a": 0.0}], [{"a": -0.0}, {"a": 0}, {"a": False}]),
        ("vendor.a.all(x, x.b)", [{"a": [{"b": 1}]}, {"a": [{"b": 1, "c": 2}]}], [{"a": [{}]}]),
        ("vendor.a == []", [{"a": []}], [{"a": {}}, {"a": [[]]}, {"a": [{}]}]),
        ("vendor.a == {}", [{"a": {"x": [1]}}], [{"a": {"x": [True]}}, {"a": {"x": 1}}]),
        ("vendor.a == 'x'", [{"a": "y"}, {"a": "z"}], [{"a": "x"}, {"a": 1}, {"a": ["y"]}, {}]),
        ("vendor.a in params.kinds", [{"a": "pii"}, {"a": "code"}], [{"a": "x"}, {"a": 1}]),
        ("vendor.a in ['x', 'y']", [{"a": "x"}, {"a": "y"}], [{"a": "z"}, {"a": True}, {}]),
        ("vendor.a in ['x'] || vendor.a in ['x', 'y']", [{"a": "x"}], [{"a": "y"}, {"a": "z"}]),
        ("vendor.a in ['x', vendor.b]", [{"a": "y", "b": 1}], [{"a": "z", "b": 1}]),
        ("vendor.a == 'x' && vendor.a < 'z'", [{"a": "v"}], [{"a": "w"}]),
        ("size(vendor.a) == 1", [{"a": "x"}, {"a": "y"}], [{"a": "xy"}, {"a": ["x"]}]),
        ("size(vendor.a) == 1 && vendor.a != 'x'", [{"a": "y"}], [{"a": "x"}, {"a": "z"}]),
    ],
)
def test_a_projection_tells_apart_what_may_matter_and_nothing_else(
    text: str, same: list[Any], different: list[Any]
) -> None:
    project = projection(footprint_of(text))

    assert len({project(value) for value in same}) == 1
    assert project(same[0]) not in {project(value) for value in different}


def test_without_params_all_that_a_text_says_matters() -> None:
    project = projection(footprint_of("vendor.a == 'x'", None))

    assert project({"a": "y"}) != project({"a": "z"})
