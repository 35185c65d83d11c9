"""The laws of CEL's operators, where Python's own would break them."""

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cel import operators
from checker.cel.limits import INT_MAX, INT_MIN
from checker.time.limits import TIMESTAMP_MAX, TIMESTAMP_MIN
from checker.values import CelError, Duration, Missing, Timestamp, TypeValue

INTS = st.one_of(
    st.integers(-3, 3),
    st.sampled_from([2**53, 2**53 + 1, -(2**53) - 1, INT_MIN, INT_MAX]),
    st.integers(INT_MIN, INT_MAX),
)
DOUBLES = st.one_of(
    st.sampled_from([0.0, -0.0, 1.0, 2.0, 2.0**53, 2.0**63, math.inf, -math.inf]),
    st.floats(allow_nan=False),
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    INTS,
    DOUBLES,
    st.sampled_from(["", "a", "b", "é", "😀"]),
    st.builds(Timestamp, st.integers(-2, 2)),
    st.builds(Duration, st.integers(-2, 2)),
    st.sampled_from([TypeValue("int"), TypeValue("bool")]),
)
KEYS = st.one_of(st.sampled_from(["a", "b"]), st.integers(0, 3))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=6,
)
ORDERED = (
    st.one_of(INTS, DOUBLES),
    st.booleans(),
    st.text(max_size=3),
    st.builds(Timestamp, INTS),
    st.builds(Duration, INTS),
)


@given(VALUES)
def test_every_value_without_nan_equals_itself(value: Any):
    assert operators.equals(value, value)


@given(VALUES, VALUES)
def test_equality_is_symmetric(a: Any, b: Any):
    assert operators.equals(a, b) is operators.equals(b, a)


@given(st.lists(st.one_of(INTS, DOUBLES), min_size=3, max_size=3))
def test_equality_of_numbers_is_transitive(numbers: list[Any]):
    a, b, c = numbers
    if operators.equals(a, b) and operators.equals(b, c):
        assert operators.equals(a, c)


@given(SCALARS, SCALARS)
def test_values_of_different_types_are_unequal_unless_both_are_numbers(a: Any, b: Any):
    numbers = {int, float}
    if type(a) is not type(b) and not {type(a), type(b)} <= numbers:
        assert not operators.equals(a, b)


@pytest.mark.parametrize(
    "a, b, expected",
    [
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        (0.0, False, False),
        (0.0, -0.0, True),
        (2**53 + 1, 2.0**53, False),
        (INT_MAX, 2.0**63, False),
        (INT_MIN, -(2.0**63), True),
        (math.nan, math.nan, False),
        ([math.nan], [math.nan], False),
        (None, 0, False),
        (None, False, False),
        ("1", 1, False),
        ([1], [1.0], True),
        ([1], [True], False),
        ([[True]], [[1]], False),
        ({"a": 1}, {"a": 1.0}, True),
        ({"a": 1}, {"a": True}, False),
        ({1: "a"}, {True: "a"}, False),
        ({"a": 1}, {"b": 1}, False),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        (Timestamp(5), Duration(5), False),
        (Timestamp(5), 5, False),
        (Timestamp(5), (5,), False),
        (TypeValue("int"), ("int",), False),
        (TypeValue("int"), TypeValue("int"), True),
        ([], {}, False),
        ("", [], False),
    ],
)
def test_equality_where_python_and_cel_part(a: Any, b: Any, expected: Any):
    assert operators.equals(a, b) is expected


def test_one_object_holding_nan_does_not_equal_itself():
    value = [math.nan]
    assert not operators.equals(value, value)
    assert not operators.contains(value[0], value)


@given(st.one_of(*(st.tuples(kind, kind) for kind in ORDERED)))
def test_order_is_antisymmetric_and_total(pair: tuple[Any, Any]):
    a, b = pair
    compared = operators.compare(a, b)
    assert compared == -operators.compare(b, a)
    assert operators.less(a, b) is (compared < 0)
    assert operators.less_equal(a, b) is (compared <= 0)
    assert (compared == 0) is operators.equals(a, b)


@given(st.one_of(*(st.lists(kind, min_size=3, max_size=3) for kind in ORDERED)))
def test_order_is_transitive(values: list[Any]):
    a, b, c = values
    if operators.less_equal(a, b) and operators.less_equal(b, c):
        assert operators.less_equal(a, c)


@given(VALUES, VALUES)
def test_only_two_of_an_ordered_kind_have_an_order(a: Any, b: Any):
    kinds = {type(a), type(b)}
    if kinds <= {int, float} or (len(kinds) == 1 and kinds < {bool, str, Timestamp, Duration}):
        assert operators.compare(a, b) in (-1, 0, 1)
    else:
        for ask in (operators.compare, operators.less, operators.less_equal):
            with pytest.raises(CelError):
                ask(a, b)


@pytest.mark.parametrize("number", [1, 1.0, math.nan, -math.inf])
def test_nan_is_neither_less_nor_more_nor_equal(number: float):
    for a, b in ((number, math.nan), (math.nan, number)):
        assert not operators.less(a, b)
        assert not operators.less_equal(a, b)
        with pytest.raises(CelError):
            operators.compare(a, b)


def test_strings_order_by_code_point_not_by_utf_16():
    assert operators.less("￿", "😀")


@given(INTS, INTS)
def test_int_arithmetic_is_exact_or_an_error(a: int, b: int):
    for compute, exact in (
        (operators.add, a + b),
        (operators.subtract, a - b),
        (operators.multiply, a * b),
    ):
        if INT_MIN <= exact <= INT_MAX:
            assert compute(a, b) == exact
        else:
            with pytest.raises(CelError, match="overflow"):
                compute(a, b)


@given(INTS, INTS)
def test_quotient_and_remainder_rebuild_the_dividend_and_truncate_toward_zero(a: int, b: int):
    if b == 0 or (a, b) == (INT_MIN, -1):
        for compute in (operators.divide, operators.modulo):
            with pytest.raises(CelError):
                compute(a, b)
        return
    quotient, rest = operators.divide(a, b), operators.modulo(a, b)
    assert quotient * b + rest == a
    assert abs(rest) < abs(b)
    assert rest == 0 or (rest < 0) == (a < 0)


@pytest.mark.parametrize(
    "a, b, expected",
    [
        (1.0, 0.0, math.inf),
        (-1.0, 0.0, -math.inf),
        (1.0, -0.0, -math.inf),
        (math.inf, 0.0, math.inf),
        (-math.inf, -0.0, math.inf),
        (1e308, 1e-10, math.inf),
    ],
)
def test_double_division_follows_ieee_754(a: float, b: float, expected: float):
    assert operators.divide(a, b) == expected


@pytest.mark.parametrize("a, b", [(0.0, 0.0), (-0.0, 0.0), (math.nan, 0.0), (math.nan, 1.0)])
def test_zero_by_zero_and_nan_by_anything_is_nan(a: float, b: float):
    assert math.isnan(operators.divide(a, b))


def test_negation_overflows_only_at_the_least_int():
    assert operators.negate(INT_MAX) == INT_MIN + 1
    assert operators.negate(1.5) == -1.5
    with pytest.raises(CelError, match="overflow"):
        operators.negate(INT_MIN)


@pytest.mark.parametrize(
    "compute, a, b",
    [
        (compute, a, b)
        for compute in (
            operators.add,
            operators.subtract,
            operators.multiply,
            operators.divide,
            operators.modulo,
        )
        for a, b in ((1, 1.0), (1.0, 1), (True, True), (1, True), ("a", 1), (None, None), ({}, {}))
    ],
)
def test_arithmetic_takes_no_mixed_types_and_no_bools(compute: Any, a: Any, b: Any):
    with pytest.raises(CelError, match="does not take"):
        compute(a, b)


def test_modulo_takes_no_doubles_and_negation_no_strings():
    with pytest.raises(CelError):
        operators.modulo(1.0, 1.0)
    for value in ("a", True, None, Duration(1)):
        with pytest.raises(CelError):
            operators.negate(value)


def test_strings_and_lists_are_concatenated_up_to_a_size():
    assert operators.add("a", "b") == "ab"
    assert operators.add([1], ["b"]) == [1, "b"]
    for half in ("a" * 600_000, [0] * 600_000):
        with pytest.raises(CelError, match="longer than"):
            operators.add(half, half)


def test_concatenation_leaves_its_operands_alone():
    left, right = [1], [2]
    operators.add(left, right)
    assert (left, right) == ([1], [2])


def test_instants_and_lengths_of_time_combine():
    day = Duration(86_400 * 10**9)
    noon = Timestamp(43_200 * 10**9)
    assert operators.add(noon, day) == Timestamp(noon.nanoseconds + day.nanoseconds)
    assert operators.add(day, noon) == Timestamp(noon.nanoseconds + day.nanoseconds)
    assert operators.subtract(noon, day) == Timestamp(noon.nanoseconds - day.nanoseconds)
    assert type(operators.subtract(noon, day)) is Timestamp
    assert operators.equals(operators.subtract(noon, noon), Duration(0))
    assert operators.equals(operators.add(day, day), Duration(2 * day.nanoseconds))
    assert operators.equals(operators.subtract(day, day), Duration(0))


@pytest.mark.parametrize(
    "compute, a, b",
    [
        (operators.add, Timestamp(TIMESTAMP_MAX), Duration(1)),
        (operators.add, Duration(-1), Timestamp(TIMESTAMP_MIN)),
        (operators.subtract, Timestamp(TIMESTAMP_MIN), Duration(1)),
        (operators.add, Duration(INT_MAX), Duration(1)),
        (operators.subtract, Duration(INT_MIN), Duration(1)),
        (operators.subtract, Timestamp(TIMESTAMP_MAX), Timestamp(TIMESTAMP_MIN)),
    ],
)
def test_time_beyond_its_range_is_an_error(compute: Any, a: Any, b: Any):
    with pytest.raises(CelError, match="overflow"):
        compute(a, b)


@pytest.mark.parametrize(
    "compute, a, b",
    [
        (operators.add, Timestamp(0), Timestamp(0)),
        (operators.subtract, Duration(0), Timestamp(0)),
        (operators.multiply, Duration(1), 2),
        (operators.add, Timestamp(0), 1),
    ],
)
def test_time_combines_in_no_other_way(compute: Any, a: Any, b: Any):
    with pytest.raises(CelError, match="does not take"):
        compute(a, b)


@given(VALUES, st.lists(VALUES, max_size=4))
def test_membership_is_equality_with_some_element(item: Any, among: list[Any]):
    assert operators.contains(item, among) is any(operators.equals(item, e) for e in among)


@pytest.mark.parametrize(
    "key, container, expected",
    [
        ("a", {"a": 1}, True),
        ("b", {"a": 1}, False),
        (1, {1: "x"}, True),
        (1.0, {1: "x"}, True),
        (1.5, {1: "x"}, False),
        (True, {1: "x"}, False),
        (1, {True: "x"}, False),
        (0, {False: "x"}, False),
        (False, {False: "x"}, True),
        (math.nan, {1: "x"}, False),
        (math.inf, {1: "x"}, False),
        (7, {7: "x"}, True),
        (7.0, {7: "x"}, True),
    ],
)
def test_keys_are_equal_as_cel_says(key: Any, container: dict[Any, Any], expected: Any):
    assert operators.contains(key, container) is expected
    if expected:
        assert operators.index(container, key) == next(iter(container.values()))
    else:
        with pytest.raises(Missing):
            operators.index(container, key)


@pytest.mark.parametrize("key", [None, [], {}, Timestamp(0), TypeValue("int")])
def test_other_values_are_no_keys(key: Any):
    for ask in (lambda: operators.contains(key, {"a": 1}), lambda: operators.index({"a": 1}, key)):
        with pytest.raises(CelError):
            ask()


@pytest.mark.parametrize("container", ["abc", 1, None, True, Timestamp(0)])
def test_what_has_no_elements_contains_nothing_and_has_no_index(container: Any):
    with pytest.raises(CelError):
        operators.contains("a", container)
    with pytest.raises(CelError):
        operators.index(container, 0)


@pytest.mark.parametrize("key", [-1, 2, INT_MIN, 1.5, -1.0, math.inf, math.nan, "0", True, None])
def test_a_list_has_no_other_positions(key: Any):
    with pytest.raises(CelError):
        operators.index(["a", "b"], key)


def test_a_list_is_indexed_by_ints_and_by_doubles_that_are_ints():
    assert [operators.index(["a", "b"], key) for key in (0, 1, 0.0, 1.0, -0.0)] == list("ababa")


def test_a_field_is_a_key_of_a_map():
    assert operators.select({"a": None}, "a") is None
    with pytest.raises(Missing) as absent:
        operators.select({"a": 1}, "b")
    assert absent.value.args == ("b",)
    for value in (None, "a", 1, [], Timestamp(0)):
        with pytest.raises(CelError, match="has no field 'a'"):
            operators.select(value, "a")


@pytest.mark.parametrize(
    "value, name",
    [
        (None, "null_type"),
        (True, "bool"),
        (1, "int"),
        (1.0, "double"),
        ("", "string"),
        ([], "list"),
        ({}, "map"),
        (Timestamp(0), "google.protobuf.Timestamp"),
        (Duration(0), "google.protobuf.Duration"),
        (TypeValue("int"), "type"),
    ],
)
def test_types_have_the_names_of_the_specification(value: Any, name: str):
    assert operators.type_name(value) == name
