"""What a document is: data as YAML 1.2 says, whatever the bytes; nothing else comes out."""

import hashlib
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import bidirectional, category

import pytest
import yaml
from documents import problems, read
from hypothesis import given
from hypothesis import strategies as st
from thorough import examples

from checker.errors import InputError, UsageError
from checker.parse.document import parse


def test_a_document_knows_its_path_and_the_digest_of_its_very_bytes() -> None:
    content = b"\xef\xbb\xbfa: 1\r\n"
    document = parse("in/a.yaml", content)
    digest = hashlib.sha256(content).hexdigest()
    assert (document.path, document.sha256, document.data) == ("in/a.yaml", digest, {"a": 1})


@pytest.mark.parametrize(
    "content, expected",
    [
        ("a: &x [1, {b: c}]\nd: *x\n", {"a": [1, {"b": "c"}], "d": [1, {"b": "c"}]}),
        ("- &k a\n- *k : 1\n", ["a", {"a": 1}]),
        ('"<<": 1\nx: <<\n', {"<<": 1, "x": "<<"}),
        ("a: 'x\n  y'\nb: |\n  t\tu\n", {"a": "x y", "b": "t\tu\n"}),
        ('"a\\tb\\nc": "\\xe9\\_"\n', {"a\tb\nc": "\xe9\xa0"}),
        ("---\na: 1\n...\n# end\n", {"a": 1}),
        ("a: 1\r\nb:\r  - 2\n", {"a": 1, "b": [2]}),
        ("x: {y: [], z: {}}", {"x": {"y": [], "z": {}}}),
        (
            "a: what?\nb: [why?, 'x?y', x?y]\n? c\n: d",
            {"a": "what?", "b": ["why?", "x?y", "x?y"], "c": "d"},
        ),
        ("e\u0301: 1\nE\u0301: 2\n", {"e\u0301": 1, "E\u0301": 2}),
        ("hello", "hello"),
        ("- 1", [1]),
        ("---\n", None),
    ],
)
def test_what_is_allowed_is_read(content: str, expected: Any) -> None:
    assert read(content) == expected


def test_json_is_yaml() -> None:
    written = (
        '{\n\t"a\\/b":\t"\\ud83d\\ude00 \\\\ud83d\\\\ude00",'
        ' "\\uD83D\\uDE00" : ["\\ud83d\\ude00\\ud83d\\ude01"]}'
    )
    document = parse("x.json", written.encode())
    assert document.data == json.loads(written)
    assert document.positions.key(("\U0001f600",)).column == written.index('"\\uD83D') - 1
    assert document.positions.value(("\U0001f600", 0)).column == written.rindex('"\\ud83d') - 1


def test_what_looks_like_a_json_escape_is_left_alone_in_yaml() -> None:
    pair = "\\ud83d\\ude00"
    text = f"a: {pair}\nb: '{pair}'\nc: 'say \"{pair}\"'\n"
    assert read(text) == {"a": pair, "b": pair, "c": f'say "{pair}"'}
    assert json.loads('"\\\\ud83d\\ude00"') == "\\ud83d\ude00"
    for lone in ('"\\\\ud83d\\ude00"', f'a: "{pair}"'):
        [(_, _, message, _)] = problems(lone)
        assert message == "an escape that is no character (expected a code point)"


@pytest.mark.parametrize(
    "written, column",
    [
        ('{"a": "\\ud83d\\ude00" "b": 1}', 21),
        ('{"a": "\\ud83d\\ude00", b: 1}', 22),
        ('["\\ud83d\\ude00", 01]', 18),
        ('["\\ud83d\\ude00" ', 18),
    ],
)
def test_a_slip_in_json_is_told_and_not_the_sound_escapes_before_it(
    written: str, column: int
) -> None:
    [(line, found, message, _)] = problems(written)

    assert message.startswith("no JSON from here on")
    assert (line, abs(found - column) <= 1) == (1, True)


def test_a_pair_that_is_no_pair_is_told_itself() -> None:
    [(_, column, message, _)] = problems('{"a": "\\ude00\\ud83d" "b": 1}')

    assert (column, message) == (10, "an escape that is no character (expected a code point)")


def test_a_parser_that_is_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml._yaml", None)
    with pytest.raises(UsageError, match="built without libyaml") as caught:
        read("a: 1")
    assert caught.value.hint is not None


def test_naughty_strings_are_values_and_keys_unless_they_hide(
    reference: Callable[..., Path],
) -> None:
    strings = json.loads(reference("naughty-strings", "blns.json").read_text(encoding="utf-8"))
    for text in strings:
        data = {text[:100]: text}  # libyaml reads no key beyond 1,024 characters
        for written in (
            json.dumps(data),
            json.dumps(data, ensure_ascii=False),
            yaml.safe_dump(data, allow_unicode=True, default_style="'"),
        ):
            if hides(text):
                assert {message.split(" (")[-1] for _, _, message, _ in problems(written)} <= {
                    "expected text that can be seen)",
                    "the first 20 are listed)",
                    "expected line feeds only)",
                }
            else:
                assert read(written) == data
    assert (len(strings), sum(map(hides, strings))) == (515, 17)


def hides(text: str) -> bool:
    """By Unicode's own tables, which the product does not read."""
    return any(
        (category(each) == "Cc" and each not in "\t\n")
        or bidirectional(each) in {"LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        or each in "\u061c\u200e\u200f\u2028\u2029\ufeff"
        or ord(each) & 0xFFFE == 0xFFFE
        for each in text
    )


TOKENS = st.sampled_from(
    [
        *[
            "?",
            ":",
            "-",
            "[",
            "]",
            "{",
            "}",
            ",",
            "#",
            "&",
            "*",
            "!",
            "|",
            ">",
            "'",
            '"',
            "%",
            "@",
            "`",
            "<<",
            "---",
            "...",
            "&a",
            "*a",
            "!x",
            "a",
            "1",
            "017",
            ".nan",
            "1_0",
            "\\",
            "\\ud8",
        ],
        *[" ", "  ", "\t", "\r", "\n", "\x85", "\u2028", "\x00", "\ufeff", "\U0001f600", "e\u0301"],
    ]
)


@examples(300)
@given(st.binary(max_size=80) | st.lists(TOKENS, max_size=25).map("".join).map(str.encode))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        document = parse("x", content)
    except InputError as error:
        assert error.problems
        assert list(error.problems) == sorted(error.problems, key=lambda each: each.place)
        assert all(each.place.line > 0 and each.place.column > 0 for each in error.problems)
    else:
        json.dumps(document.data, allow_nan=False)
