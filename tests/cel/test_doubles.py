"""A double as text is the shortest that names it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cel.doubles import format_double, plain_double, spelt

FINITE = st.floats(allow_nan=False, allow_infinity=False)


@given(FINITE)
def test_the_text_names_the_double_and_has_the_shortest_digits(number):
    for text in (format_double(number), plain_double(number)):
        assert float(text) == number
        assert math.copysign(1, float(text)) == math.copysign(1, number)
    assert "e" not in plain_double(number)
    digits = format_double(number).partition("e")[0].replace(".", "").strip("-0")
    assert digits == repr(number).partition("e")[0].replace(".", "").strip("-0")


@pytest.mark.parametrize(
    "number,general,plain",
    [
        (0.0, "0", "0"),
        (-0.0, "-0", "-0"),
        (1.0, "1", "1"),
        (-4.5e-3, "-0.0045", "-0.0045"),
        (0.0001, "0.0001", "0.0001"),
        (0.00001, "1e-05", "0.00001"),
        (100000.0, "100000", "100000"),
        (999999.5, "999999.5", "999999.5"),
        (1000000.0, "1e+06", "1000000"),
        (1234567.5, "1.2345675e+06", "1234567.5"),
        (1e21, "1e+21", "1" + "0" * 21),
        (1e100, "1e+100", "1" + "0" * 100),
        (0.1 + 0.2, "0.30000000000000004", "0.30000000000000004"),
        (5e-324, "5e-324", "0." + "0" * 323 + "5"),
        (math.inf, "inf", "Infinity"),
        (-math.inf, "-inf", "-Infinity"),
        (math.nan, "nan", "NaN"),
        (-math.nan, "nan", "NaN"),
    ],
)
def test_the_two_notations(number, general, plain):
    assert format_double(number) == general
    assert plain_double(number) == plain


def test_words_for_doubles_without_digits():
    assert [spelt(x) for x in (math.nan, math.inf, -math.inf)] == ["NaN", "Infinity", "-Infinity"]
