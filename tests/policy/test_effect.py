"""An override is told as loosened or tightened where that follows from the conditions, else not."""

from collections.abc import Iterable
from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st

from checker.cel.follow import Growth, Parameter, Shape, growth
from checker.cel.parse.parse import parse
from checker.overridden import Effect, Overridden
from checker.policy.effect import overridden
from checker.policy.schedule import Phase
from checker.verdict import Severity, Verdict
from tests.runs import ours, policy, run


def effect(own: Any, value: Any, require: str, **conditions: Any) -> Effect:
    """The effect of another value of the parameter `p`."""
    changed = policy(require=require, params={"p": value}, **conditions)
    data = {"severity": "high", "params": {"p": own}}
    [change] = overridden(changed, data, {"params": {"p": value}}, Phase("", {"p": value}))
    assert (change.name, change.value, change.own) == ("params.p", value, own)
    return change.effect


@pytest.mark.parametrize(
    "own,value,require,expected",
    [
        (5, 9, "vendor.n <= params.p", Effect.LOOSENED),
        (5, 3, "vendor.n <= params.p", Effect.TIGHTENED),
        (5, 3, "vendor.n > params['p'] + 1", Effect.LOOSENED),
        (5, 9, "!(vendor.n <= params.p * 2)", Effect.TIGHTENED),
        (5, 9, "vendor.n * params.p < 3", Effect.CHANGED),
        (5, 9, "vendor.n == params.p", Effect.CHANGED),
        (5, 9, "vendor.n <= params.p && vendor.m >= params.p", Effect.CHANGED),
        (5, 9, "vendor.n <= params.p || vendor.ok", Effect.LOOSENED),
        (5, 9, "(vendor.ok ? params.p : 0) >= vendor.n", Effect.LOOSENED),
        (5, 9, "cel.bind(x, params.p, vendor.n <= x)", Effect.LOOSENED),
        (5, 9, "vendor.l.filter(x, x <= params.p).size() > 2", Effect.LOOSENED),
        (5, 9, "vendor.l.all(params, params.p > 3)", Effect.CHANGED),
        (["a"], ["a", "b"], "vendor.x in params.p", Effect.LOOSENED),
        (["a"], [], "vendor.x in params.p", Effect.TIGHTENED),
        (["a"], ["b"], "vendor.x in params.p", Effect.LOOSENED),
        (["a", "b"], ["a"], "sets.contains(vendor.l, params.p)", Effect.LOOSENED),
        (["a", "b"], ["a"], "params.p.all(x, x in vendor.l)", Effect.LOOSENED),
        (["a", "b"], [], "params.p.all(x, x in vendor.l)", Effect.LOOSENED),
        (["a"], ["a", "b"], "params.p.all(x, x in vendor.l)", Effect.TIGHTENED),
        (["a"], ["a", "b"], "params.p.exists(x, x in vendor.l)", Effect.LOOSENED),
        (["a"], ["a", "b"], "params.p.exists_one(x, x in vendor.l)", Effect.CHANGED),
        (["a"], ["a", "b"], "params.p.exists(i, x, i > 1)", Effect.CHANGED),
        (["a"], ["a", "b"], "params.p[0] == vendor.x", Effect.CHANGED),
        (["a", "b"], ["b", "a"], "vendor.x in params.p", Effect.CHANGED),
        (True, False, "vendor.ok || !params.p", Effect.LOOSENED),
        ("12 months", "24 months", "!overdue(due(vendor.d, params.p), now)", Effect.LOOSENED),
        ("12 months", "30 days", "!overdue(due(vendor.d, params.p), now)", Effect.TIGHTENED),
        ("1 month", "30 days", "!overdue(due(vendor.d, params.p), now)", Effect.CHANGED),
        ("72 hours", "3 days", "within(vendor.d, vendor.e, params.p)", Effect.CHANGED),
        ("72 hours", "96 hours", "within(vendor.d, vendor.e, params.p)", Effect.LOOSENED),
        ("9 days", "10 days", "vendor.d <= params.p", Effect.CHANGED),
        ("full", "partial", "vendor.x == params.p", Effect.CHANGED),
        ({"a": 1, "b": 2}, {"a": 3, "b": 2}, "vendor.n <= params.p[vendor.x]", Effect.LOOSENED),
        ({"a": 1, "b": 2}, {"a": 0, "b": 9}, "vendor.n <= params.p.a", Effect.LOOSENED),
        ({"a": 1}, {"b": 1}, "vendor.n <= params.p[vendor.x]", Effect.CHANGED),
        (5, 9, "true", Effect.CHANGED),
    ],
)
def test_the_effect_follows_from_the_condition(
    own: Any, value: Any, require: str, expected: Effect
) -> None:
    assert effect(own, value, require) is expected


def test_where_a_policy_applies_counts_the_other_way_round() -> None:
    assert effect(["a", "b"], ["a"], "vendor.ok", when="vendor.x in params.p") is Effect.LOOSENED
    assert effect(["a"], ["a", "b"], "vendor.ok", when="vendor.x in params.p") is Effect.TIGHTENED
    assert effect(3, 5, "vendor.n <= params.p", when="vendor.n >= params.p") is Effect.LOOSENED
    assert effect(3, 5, "vendor.n >= params.p", when="vendor.n >= params.p") is Effect.CHANGED


def test_variables_are_looked_into() -> None:
    variables = {"most": "params.p + 1", "fits": "vendor.n <= variables.most"}

    assert effect(3, 5, "variables.fits", variables=variables) is Effect.LOOSENED


def test_a_lower_severity_and_a_disabled_policy_are_loosened() -> None:
    lower = policy(severity=Severity.LOW, enabled=False)

    changes = {"severity": "low", "enabled": False}
    assert overridden(lower, {"severity": "high"}, changes, Phase("", {})) == (
        Overridden("enabled", value=False, own=True, effect=Effect.LOOSENED),
        Overridden("severity", "low", "high", Effect.LOOSENED),
    )
    [raised] = overridden(
        policy(severity=Severity.CRITICAL), {"severity": "high"}, {}, Phase("", {})
    )
    assert raised.effect is Effect.TIGHTENED


NUMBERS = st.recursive(
    st.sampled_from(["params.p", "vendor.n", "1", "2"]),
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*"), inner)
        | st.builds("(-{})".format, inner)
        | st.builds("vendor.l.filter(x, x <= {}).size()".format, inner)
        | st.builds("(vendor.ok ? {} : {})".format, inner, inner)
    ),
    max_leaves=6,
)
COMPARED = st.builds(
    "({} {} {})".format, NUMBERS, st.sampled_from(["<", "<=", ">", ">=", "=="]), NUMBERS
)
CONDITIONS = st.recursive(
    COMPARED | st.builds("vendor.l.exists(x, x > {})".format, NUMBERS),
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from(["&&", "||"]), inner)
        | st.builds("(!{})".format, inner)
        | st.builds("vendor.l.all(x, x > 0 || {})".format, inner)
    ),
    max_leaves=4,
)
ELEMENTS = st.recursive(
    st.sampled_from(
        [
            "(vendor.n in params.p)",
            "params.p.exists(x, x in vendor.l)",
            "params.p.all(x, x in vendor.l)",
            "sets.contains(params.p, vendor.l)",
            "sets.contains(vendor.l, params.p)",
            "sets.intersects(vendor.l, params.p)",
            "(params.p.size() > 1)",
            "(size(params.p.filter(x, x > 1)) < 2)",
            "(params.p.map(x, x + 1).size() < vendor.n)",
            "(vendor.n in params.p + vendor.l)",
        ]
    ),
    lambda inner: (
        st.builds("({} {} {})".format, inner, st.sampled_from(["&&", "||"]), inner)
        | st.builds("(!{})".format, inner)
    ),
    max_leaves=4,
)


VENDORS = [
    {"id": f"v{number}", "n": n, "l": elements, "ok": ok}
    for number, (n, elements, ok) in enumerate(
        product(range(-2, 4), ([], [1], [0, 2], [3, 3, 1]), (True, False))
    )
]
CHAINS = [[], [1], [1, 1], [1, 2, 1], [0, 1, 2, 1]], [[], [0], [3, 0], [3, 0, 2]]


def verdicts(require: str, parameter: Any) -> list[Verdict]:
    done = run([policy(require=require, params={"p": parameter})], ours(*VENDORS))
    return [cell.verdict for cell in done.cells]


@forall(CONDITIONS)
def test_a_condition_that_follows_a_number_never_turns_back(require: str) -> None:
    _assert_followed(require, Shape.NUMBER, range(-3, 5))


@forall(st.lists(ELEMENTS, min_size=3, max_size=6))
def test_a_condition_that_follows_a_list_never_turns_back(requires: list[str]) -> None:
    for require in requires:
        for chain in CHAINS:
            _assert_followed(require, Shape.LIST, chain)


def _assert_followed(require: str, shape: Shape, growing: Iterable[Any]) -> None:
    told = growth(parse(require).root, Parameter("p", shape, mapping=False, variables={}))
    turned = {
        (before, after)
        for less, more in pairwise(verdicts(require, each) for each in growing)
        for before, after in zip(less, more, strict=True)
        if before is not after
    }
    assert told is not Growth.NONE or not turned
    assert told is not Growth.UP or (Verdict.PASS, Verdict.FAIL) not in turned
    assert told is not Growth.DOWN or (Verdict.FAIL, Verdict.PASS) not in turned
