"""RE2 alone reads patterns: in linear time, quietly, compiled once."""

import subprocess
import sys
import time

import pytest

from checker.cel import regex
from checker.cel.regex import found, matches, pattern_problem
from checker.values import CelError

_BAD = ["[", "(", "a{1001}", "((a{100}){100}){100}", "(?<=a)b", r"(a)\1", "*", "\ud800", "(?P<a"]


@pytest.mark.parametrize(
    "text,pattern,is_found",
    [
        ("hubba", "ubb", True),
        ("hubba", "^ubb", False),
        ("", "", True),
        ("cows", "", True),
        ("a\nb", "a.b", False),
        ("a\nb", "^b", False),
        ("abc\n", "^abc$", False),  # Python's `$` would match before the line break
        ("٣", r"\d", False),  # nor is an Arabic digit one of RE2's
        ("mañana", "a+ñ+a+", True),
        ("😀", "^.$", True),
        ("Straße", r"^\pL+$", True),
        ("ABC", "(?i)b", True),
        ("a\0b", r"a\x00b", True),
    ],
)
def test_a_pattern_is_searched_for(text, pattern, is_found):
    assert matches(text, pattern) is is_found


@pytest.mark.parametrize("pattern", _BAD)
def test_a_bad_pattern_is_told_and_matches_nothing(pattern):
    problem = pattern_problem(pattern)
    assert problem is not None
    assert "invalid regular expression" in problem
    with pytest.raises(CelError, match="invalid regular expression"):
        matches("a", pattern)


def test_a_good_pattern_has_no_problem():
    assert pattern_problem("^[a-z0-9][a-z0-9-]*$") is None


def test_a_long_pattern_is_not_repeated_whole():
    assert len(pattern_problem("(" * 100_000) or "") < 200


def test_half_a_surrogate_pair_is_an_error_and_not_a_crash():
    with pytest.raises(CelError):
        matches("\ud800", "a")


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)+$", "(.*a){12}", "(x+x+)+y"])
def test_no_pattern_takes_long(pattern):
    start = time.perf_counter()
    matches("a" * 50_000 + "!", pattern)
    matches("x" * 50_000, pattern)
    assert time.perf_counter() - start < 2


def test_a_pattern_is_compiled_once_and_not_kept_for_ever():
    regex._compiled.cache_clear()
    for _ in range(3):
        matches("abc", "b")
    assert regex._compiled.cache_info().misses == 1
    for number in range(1000):
        matches("abc", f"b{number}")
    assert regex._compiled.cache_info().currsize <= 256


def test_a_bad_pattern_writes_nothing():
    code = f"from checker.cel.regex import pattern_problem; [pattern_problem(p) for p in {_BAD!r}]"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_who_matches_nothing_does_not_import_re2():
    code = "import sys, checker.cel.functions.table; sys.exit('re2' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    "text,pattern,parts",
    [  # what Go's FindAllString finds
        ("", "", [""]),
        ("abc", "", ["", "", "", ""]),
        ("123 abc 456", "[0-9]*", ["123", "", "", "", "", "456"]),
        ("é😀é", "", ["", "", "", ""]),
        ("baab", "a*", ["", "aa", ""]),
        ("abab", "^ab", ["ab"]),
        ("a b", r"\b", ["", "", "", ""]),
        ("aXbX", "(?i)x", ["X", "X"]),
        ("é1é2", "é.", ["é1", "é2"]),
        ("ab", "c", []),
    ],
)
def test_all_parts_are_found_from_the_left(text, pattern, parts):
    assert list(found(text, pattern)) == parts


@pytest.mark.parametrize("pattern", _BAD)
def test_a_bad_pattern_finds_nothing(pattern):
    with pytest.raises(CelError):
        list(found("a", pattern))
