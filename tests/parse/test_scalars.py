"""What a plain word means: the core schema of YAML 1.2, or a refusal that says what to write."""

import math
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.parse.scalars import INT64_MAX, INT64_MIN, ScalarProblem, resolve

RANGE = f"(expected {INT64_MIN} to {INT64_MAX})"


@pytest.mark.parametrize(
    "words, value",
    [
        ("null Null NULL ~", None),
        ("true True TRUE", True),
        ("false False FALSE", False),
        ("0 -0 +0 0x0 0o0 0x0000000000000000000000000000", 0),
        ("12 +12 0xc 0xC 0o14", 12),
        (f"{INT64_MAX} +{INT64_MAX} 0x7fffffffffffffff 0o777777777777777777777", INT64_MAX),
        (f"{INT64_MIN}", INT64_MIN),
        ("1.5 +1.5 15e-1 15E-1 0.15e1 .15e+1 1.50", 1.5),
        ("5. 5.0 5e0 .5e1", 5.0),
        ("-.5 -0.5", -0.5),
        ("1e3 1E3", 1000.0),
    ],
)
def test_a_word_is_what_the_core_schema_says(words: str, value: Any) -> None:
    for word in words.split():
        resolved = resolve(word)
        assert (resolved, type(resolved)) == (value, type(value))


def test_an_empty_word_is_null() -> None:
    assert resolve("") is None


@pytest.mark.parametrize(
    "words",
    [
        "NO no No yes on off y n ON",  # Norway is not false
        "nUll nil none None tRUE",
        "2026-03-01 2024-02-30 0000-01-01 2024-01-02T03:04:05Z",  # dates are read by the policies
        "12:30:00 22:22 1:30.5 190:20:30",  # no base sixty
        "0o8 0xg 0O17 0X1F +0o7 0b 0b2",
        "= << - + . .. -. e3 1e 1e+ 1.2.3 1-2 +-1 --1",
        "_1 1_a a_1 1,000 $1 1% 0.0.0.0 +49-30-1",
        ".Inf1 inf nan NaN infinity +.nan .NAn",
        "\u0661\u0662 \uff11 1\u00b2 \u00bd",  # digits of other scripts
    ],
)
def test_every_other_word_is_text(words: str) -> None:
    for word in words.split():
        assert resolve(word) == word


@pytest.mark.parametrize(
    "word, message, hint",
    [
        (
            "017",
            "'017' has a leading zero (expected a number without, or text in quotes)",
            'write "017" for text, or 0o17 for octal',
        ),
        (
            "00",
            "'00' has a leading zero (expected a number without, or text in quotes)",
            'write "00" for text, or 0o0 for octal',
        ),
        *(
            (
                word,
                f"'{word}' has a leading zero (expected a number without, or text in quotes)",
                f'write "{word}" for text',
            )
            for word in ("08", "-017", "+017", "00.5", "01e3", "0123456789")
        ),
        (
            "1_000",
            "'1_000' has underscores (expected digits only, or text in quotes)",
            'write 1000 for a number, or "1_000" for text',
        ),
        (
            "-1_0.5_0",
            "'-1_0.5_0' has underscores (expected digits only, or text in quotes)",
            'write -10.50 for a number, or "-1_0.5_0" for text',
        ),
        *(
            (
                word,
                f"'{word}' is no number of YAML 1.2 (expected decimal digits, or quotes)",
                f'write the decimal number, or "{word}" for text',
            )
            for word in ("0b11", "-0b1_0", "-0x1F", "0x1_F")
        ),
        *(
            (
                word,
                f"'{word}' is not a number that can be compared (expected a finite number)",
                "leave the key out where the value is not known",
            )
            for word in (".inf", "-.Inf", "+.INF", ".nan", ".NaN", ".NAN")
        ),
        *(
            (
                word,
                f"'{word}' does not fit 64 bits {RANGE}",
                "put it in quotes if it is an identifier",
            )
            for word in (
                str(INT64_MAX + 1),
                str(INT64_MIN - 1),
                "0x8000000000000000",
                "0o1000000000000000000000",
            )
        ),
        (
            "9" * 5000,
            f"'{'9' * 39}…' does not fit 64 bits {RANGE}",
            "put it in quotes if it is an identifier",
        ),
        (
            "-1e400",
            "'-1e400' is too large for a number (expected a finite number)",
            "put it in quotes if it is text",
        ),
    ],
)
def test_what_could_be_mistaken_is_refused(word: str, message: str, hint: str) -> None:
    assert resolve(word) == ScalarProblem(message, hint)


@given(st.integers(INT64_MIN, INT64_MAX))
def test_every_int_of_64_bits_is_read_back(number: int) -> None:
    assert resolve(str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_float_is_read_back(number: float) -> None:
    resolved = resolve(repr(number))
    assert isinstance(resolved, float)
    assert (resolved, math.copysign(1, resolved)) == (number, math.copysign(1, number))


@given(st.text("0123456789+-._eExobinfaN~ ", max_size=12))
def test_every_word_is_a_value_or_a_refusal(word: str) -> None:
    resolved = resolve(word)
    if isinstance(resolved, float):
        assert math.isfinite(resolved)
    elif isinstance(resolved, int):
        assert INT64_MIN <= resolved <= INT64_MAX
    elif isinstance(resolved, str):
        assert resolved == word
    else:
        assert resolved is None or isinstance(resolved, ScalarProblem)


@pytest.mark.parametrize("end", ["", "x", "_x", "_", ".", "e", "-"])
@pytest.mark.parametrize("start", ["1", "_", "0", "+1", "1_", "0x1", "0b1", "0o1", ".1", "1e"])
def test_a_long_word_takes_time_in_proportion(start: str, end: str) -> None:
    began = time.process_time()
    resolve(start * 100_000 + end)
    resolve(start + "1" * 300_000 + end)
    resolve(start + "_" * 300_000 + end)
    assert time.process_time() - began < 1
