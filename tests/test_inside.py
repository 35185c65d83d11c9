"""A character of a YAML text is found where the file has it, however the text was written."""

import pytest

from checker.parse import document
from checker.parse.inside import place

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


def test_the_end_is_after_the_last_character() -> None:
    text = "require: a ==\n"
    document_ = document.parse("p.yaml", text.encode())

    found = place(document_.positions, ("require",), "a ==", len("a =="))

    assert (found.line, found.column) == (1, len("require: a ==") + 1)
