"""What is printed can be read, and nothing obeys it."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checker.formats.escape import plain

HOSTILE = st.text(
    st.one_of(
        st.sampled_from("#:[\\ \n\r\t\x1b\x00\x7f\x9b\xa0\u200b\u202e\u2028\ud800\ufffe\ufeff"),
        st.characters(exclude_categories=()),
        st.sampled_from(["vso", "error"]).flatmap(st.sampled_from),
    )
)


@given(HOSTILE)
@example("##[error]x")
@example("###[")
@example(":::")
@example(" ::a ::b")
def test_twice_is_once(text):
    assert plain(plain(text)) == plain(text)


@given(HOSTILE)
def test_every_character_of_the_result_is_printable(text):
    invisible = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}

    result = plain(text)

    assert {c for c in result if unicodedata.category(c) in invisible} == set()
    assert {c for c in result if unicodedata.category(c) == "Zs"} <= {" "}
    assert {c for c in result if ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF} == set()


@pytest.mark.parametrize("plane", range(17))
def test_every_code_point_of_a_plane_is_printable_or_spelt(plane):
    start = plane << 16
    text = "".join(map(chr, range(start, start + 0x10000)))

    survivors = [c for c in plain(text) if not c.isascii()]

    assert [c for c in survivors if not (c.isprintable() or unicodedata.category(c) == "Cn")] == []


@given(HOSTILE)
def test_no_runner_finds_a_command(text):
    result = plain(text)

    assert re.search(r"##[\w.]*\[", result) is None
    assert re.search(r"(?:^|\s)::", result) is None


@given(st.text(st.characters(categories=("L", "N", "P", "S")), max_size=40))
def test_what_people_write_stays_as_it_is(text):
    kept = "".join(c for c in text if c.isprintable() and not is_drawn_as_nothing(c))
    kept = re.sub("[#:]", "", kept)

    assert plain(kept) == kept


def is_drawn_as_nothing(character):
    return character in "\u115f\u1160\u3164\uffa0"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Acme Labels GmbH & Co. KG", "Acme Labels GmbH & Co. KG"),
        ("Überprüfung 東京 데이터 😀", "Überprüfung 東京 데이터 😀"),
        ("C++ std::string at 2001:db8::1", "C++ std::string at 2001:db8::1"),
        ("a \\x1b that somebody typed", "a \\x1b that somebody typed"),
        ("two\nlines\r\tand", "two\\nlines\\r\\tand"),
        ("\x1b[1A\x1b[2K\x1b[32mPASS", "\\x1b[1A\\x1b[2K\\x1b[32mPASS"),
        ("\x9b31m\x7f\x00", "\\x9b31m\\x7f\\x00"),
        ("\x1b]8;;https://evil\x07x", "\\x1b]8;;https://evil\\x07x"),
        ("abc\u202edef\u2066", "abc\\u{202e}def\\u{2066}"),
        ("a\u200bb\u2028c\xa0d\u3000", "a\\u{200b}b\\u{2028}c\\xa0d\\u{3000}"),
        ("a\u061cb", "a\\u{61c}b"),
        ("bad\udcff.yaml", "bad\\u{dcff}.yaml"),
        (
            "\ufffe\U0010ffff\ufdd0\ufe0f\U000e0041",
            "\\u{fffe}\\u{10ffff}\\u{fdd0}\\u{fe0f}\\u{e0041}",
        ),
        ("Acme ##[error]x", "Acme #\\x23[error]x"),
        ("##vso[task.setvariable]x", "#\\x23vso[task.setvariable]x"),
        ("##VSO[x] ##teamcity[y]", "#\\x23VSO[x] #\\x23teamcity[y]"),
        ("::error file=x::y", ":\\x3aerror file=x::y"),
        ("  ::error::y", "  :\\x3aerror::y"),
        ("say ::add-mask::a", "say :\\x3aadd-mask::a"),
        ("# 1 of ## heading", "# 1 of ## heading"),
    ],
)
def test_examples(text, expected):
    assert plain(text) == expected
