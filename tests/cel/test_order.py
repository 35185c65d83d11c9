"""The order of a list never decides whether something is missing, an error or a value."""

from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cel.parse.parse import parse
from checker.values import CelError, Missing
from tests.cel.test_two_readers import compiled, traced

_ELEMENTS = st.sampled_from(
    [
        {},
        {"n": 1},
        {"n": 4, "d": 2},
        {"n": 1, "d": 0},
        {"n": 1, "d": 2},
        {"n": "a", "d": 1},
        {"d": 1},
    ]
)
_MACROS = [
    "vendor.x.all(e, e.n / e.d > 1)",
    "vendor.x.exists(e, e.n / e.d > 1)",
    "vendor.x.exists_one(e, e.n / e.d > 1)",
    "vendor.x.filter(e, e.n / e.d > 1)",
    "vendor.x.map(e, e.n / e.d)",
    "vendor.x.map(e, e.n / e.d > 1, e.d)",
    "vendor.x.map(e, e.d >= 0, e.n / e.d)",
    "vendor.x.sortBy(e, e.n / e.d)",
    "vendor.x.map(e, e.n / e.d).sum()",
    "vendor.x.exists_one(i, e, e.n / e.d > 1)",
]


def sort_of(outcome: Any) -> str:
    if isinstance(outcome, CelError):
        return "error"
    return "missing" if isinstance(outcome, KeyError) else "value"


@pytest.mark.parametrize("text", _MACROS)
@given(elements=st.lists(_ELEMENTS, min_size=2, max_size=4))
def test_no_order_of_a_list_changes_what_sort_of_outcome_there_is(
    text: str, elements: list[dict[str, Any]]
) -> None:
    expression = parse(text)
    sorts = {
        sort_of(read(expression, {"x": list(order)}))
        for order in permutations(elements)
        for read in (compiled, traced)
    }

    assert len(sorts) == 1


@pytest.mark.parametrize("text", _MACROS[2:])
def test_an_error_outranks_what_is_missing_before_it(text: str) -> None:
    expression = parse(text)
    data = {"x": [{}, {"n": 1, "d": 0}]}

    for read in (compiled, traced):
        assert isinstance(read(expression, data), CelError)
        assert isinstance(read(expression, {"x": [{}, {"n": 1, "d": 1}]}), Missing | KeyError)


def test_a_sum_is_in_range_or_not_whatever_the_order() -> None:
    for order in permutations(["9223372036854775807", "1", "-1"]):
        assert compiled(parse(f"[{', '.join(order)}].sum()"), {}) == 2**63 - 1


_MISSING, _ERROR = "vendor.nothing", "(1 / vendor.zero > 0)"
_STRICT = [
    "{0} == {1}",
    "{0} != {1}",
    "{0} < {1}",
    "{0} + {1}",
    "{0} - {1}",
    "{0} in {1}",
    "[{0}, {1}]",
    "[{0}, 1, {1}]",
    "{{'a': {0}, 'b': {1}}}",
    "{{{0}: {1}}}",
    "{0}[{1}]",
    "before({0}, {1})",
    "before({0}, '2031-01-01', {1})",
    "'%s %s'.format([{0}, {1}])",
    "{0}.matches({1})",
    "due({0}, {1}, vendor)",
]


@pytest.mark.parametrize("text", _STRICT)
@pytest.mark.parametrize("operands", list(permutations([f"dyn({_MISSING})", f"dyn({_ERROR})"])))
def test_an_operand_that_is_an_error_outranks_one_that_is_missing(
    text: str, operands: tuple[str, str]
) -> None:
    expression = parse(text.format(*operands))

    for read in (compiled, traced):
        assert sort_of(read(expression, {"zero": 0})) == "error"


@pytest.mark.parametrize("text", _STRICT)
def test_operands_that_are_missing_are_missing_whatever_stands_behind_them(text: str) -> None:
    expression = parse(text.format(f"dyn({_MISSING})", "dyn(vendor.other)"))

    for read in (compiled, traced):
        assert sort_of(read(expression, {})) == "missing"
