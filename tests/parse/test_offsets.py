"""A character of a YAML text is found where the file has it, however the text was written."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.parse import document
from checker.parse.offsets import offsets, place

EXPRESSION = "vendor.id == 'a b' && vendor.kind != 'x'"

WRITTEN = {
    "plain": "require: vendor.id == 'a b' && vendor.kind != 'x'\n",
    "double quotes": "require: \"vendor.id == 'a b' && vendor.kind != 'x'\"\n",
    "single quotes": "require: 'vendor.id == ''a b'' && vendor.kind != ''x'''\n",
    "literal block": "require: |-\n  vendor.id == 'a b' && vendor.kind != 'x'\n",
    "folded block": "require: >-\n  vendor.id == 'a b'\n  && vendor.kind != 'x'\n",
    "plain over lines": "require: vendor.id == 'a b'\n  && vendor.kind\n  != 'x'\n",
    "tagged flow": "{require: vendor.id == 'a b' && vendor.kind != 'x'}\n",
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("word", ["vendor.id", "'a b'", "&&", "kind", "!=", "x'"])
def test_words_are_found_in_every_style(text: str, word: str) -> None:
    document_ = document.parse("p.yaml", text.encode())
    value = document_.data["require"]
    assert value == EXPRESSION

    found = place(document_.positions, ("require",), value, value.index(word))

    lines = text.splitlines()
    rest = lines[found.line - 1][found.column - 1 :].replace("''", "'")
    assert rest.startswith(word.split(maxsplit=1)[0])


ESCAPED = {
    "quotes in JSON": (r'{"a": "\u0022x\u0022\n== y\\z end"}', '"x"\n== y\\z end'),
    "a pair in JSON": (r'{"a": "\ud83d\ude00 end"}', "\U0001f600 end"),
    "code points": (r'a: "\x41\u0042\U00000043 end"', "ABC end"),
    "white space": (r'a: "b\tc\x20\u00a0\ d\_e end"', "b\tc \xa0 d\xa0e end"),
    "a line that goes on": ('a: "b\\\n   c\\\r\n   d\n\n  e end"', "bcd\ne end"),
    "one character": (r'a: "\/b \"c\" \\ end"', '/b "c" \\ end'),
    "doubled quotes": ("a: '''b'' c'' end'", "'b' c' end"),
    "behind an anchor": ('a: &x "\\u0041 end"', "A end"),
    "a header with a comment": ("a: >-2 # end\n    b\n    end\n", "  b\n  end"),
}


@pytest.mark.parametrize("text, value", ESCAPED.values(), ids=ESCAPED)
def test_escapes_are_followed_as_they_were_read(text: str, value: str) -> None:
    document_ = document.parse("p.yaml", text.encode())
    assert document_.data["a"] == value

    found = offsets(document_.positions, ("a",), value)

    read = document_.positions.text
    assert found[value.index("end")] == read.rindex("end")
    assert found[-1] == read.rindex("end") + 3
    assert found == sorted(found)


def test_behind_an_alias_a_place_is_where_the_text_is_written() -> None:
    document_ = document.parse("p.yaml", b"a: &x b == c\nd: *x\n")

    found = place(document_.positions, ("d",), "b == c", 5)

    assert (found.line, found.column) == (1, 12)


_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Cf", "Co", "Zl", "Zp"])


@given(st.text(st.one_of(_CHARACTERS, st.sampled_from("\"'\\\n\t /\U0001f600")), max_size=20))
def test_every_character_of_json_is_found_where_json_wrote_it(value: str) -> None:
    text = json.dumps({"a": value})
    document_ = document.parse("p.json", text.encode())
    assert document_.data["a"] == value

    found = offsets(document_.positions, ("a",), value)

    for index, character in enumerate(value):
        if not character.isspace():
            assert found[index] == len(json.dumps({"a": value[:index]})) - len('"}')


def test_the_end_is_after_the_last_character() -> None:
    text = "require: a ==\n"
    document_ = document.parse("p.yaml", text.encode())

    found = place(document_.positions, ("require",), "a ==", len("a =="))

    assert (found.line, found.column) == (1, len("require: a ==") + 1)
