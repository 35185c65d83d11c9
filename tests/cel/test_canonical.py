"""Two stand-ins are equal in Python just where the values are equal in CEL."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cel.canonical import canonical
from checker.cel.limits import MAX_SIZE
from checker.cel.operators import equals
from checker.values import BudgetSpent, Duration, Timestamp, TypeValue

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, 1, 2**53, 2**53 + 1, -0.0, 0.0, 1.0, 2.0**53, math.nan, math.inf]),
    st.sampled_from(["", "1", "int", "a"]),
    st.sampled_from([Timestamp(0), Timestamp(1), Duration(0), Duration(1)]),
    st.sampled_from([TypeValue("int"), TypeValue("a")]),
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(st.sampled_from(["a", "b", 0, 2, True]), inner, max_size=2),
    ),
    max_leaves=4,
)


@given(VALUES, VALUES)
def test_equal_values_have_equal_stand_ins_and_others_have_not(a, b):
    first, second = canonical([a, b])
    assert (first == second) is equals(a, b)
    assert first != second or hash(first) == hash(second)


@pytest.mark.parametrize(
    "a,b,equal",
    [
        (1, 1.0, True),
        (2**53 + 1, 2.0**53, False),
        (0.0, -0.0, True),
        (True, 1, False),
        (False, 0.0, False),
        (None, False, False),
        (math.nan, math.nan, False),
        ([math.nan], [math.nan], False),
        ([1], [1.0], True),
        ([1, 2], [2, 1], False),
        ([], {}, False),
        ({"a": 1, "b": [2]}, {"b": [2.0], "a": 1}, True),
        ({True: 1}, {1: 1}, False),
        ({"a": 1}, {"a": 1, "b": 1}, False),
        (Timestamp(5), Duration(5), False),
        (Timestamp(5), 5, False),
        (TypeValue("int"), "int", False),
        ("a", ["a"], False),
    ],
)
def test_what_python_takes_for_equal_and_cel_does_not(a, b, equal):
    first, second = canonical([a, b])
    assert (first == second) is equal
    assert equals(a, b) is equal


def test_what_is_shared_is_counted_wherever_it_stands():
    shared: list[object] = [0]
    for _ in range(30):
        shared = [shared, shared]
    with pytest.raises(BudgetSpent, match=str(MAX_SIZE)):
        canonical(shared)
