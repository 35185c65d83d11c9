"""What a document is, and everything for which it is refused: with its place, and a way out."""

import hashlib
import json
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unicodedata import bidirectional, category

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.document import parse
from checker.errors import InputError
from checker.limits import MAX_ALIASED, MAX_DEPTH, MAX_FAULTS, MAX_RATIO, MAX_SCALAR

QUOTES = "text that starts with {} needs quotes"
ONCE = "remove one of them: only one value can be meant"
INDENTATION = "check the indentation of this line and the ones above"
UNSEEN = "(expected text that can be seen)"
UNCLOSED = "a bracket is not closed, or a comma is missing"


def broken(what: str, where: str) -> str:
    return f"not readable as YAML: {what} ({where})"


REFUSED: dict[str, tuple[str | bytes, list[tuple[int, int, str, str | None]]]] = {
    # keys
    "duplicate key": (
        "a: 1\nb:\n  c: 1\n  d: 1\n  c: 2\na: 2\n",
        [
            (5, 3, "key 'c' stands twice in one mapping (first on line 3)", ONCE),
            (6, 1, "key 'a' stands twice in one mapping (first on line 1)", ONCE),
        ],
    ),
    "duplicate key behind collections": (
        "[{x: [1, {y: 2}], z: 1}, {x: [[]], z: 1, 'z': 2}]",
        [(1, 42, "key 'z' stands twice in one mapping (first on line 1)", ONCE)],
    ),
    "the same key, composed and not": (
        "e\u0301: 1\nx: [1]\n\u00e9: 2\n",
        [(3, 1, "key '\u00e9' stands twice in one mapping (first on line 1)", ONCE)],
    ),
    "the same key, not composed and composed": (
        "\u00e9: 1\nx: [1]\ne\u0301: 2\n",
        [(3, 1, "key 'e\u0301' stands twice in one mapping (first on line 1)", ONCE)],
    ),
    "a Kelvin sign is a K": (
        "\u212a: 1\nK: 2\n",
        [(2, 1, "key 'K' stands twice in one mapping (first on line 1)", ONCE)],
    ),
    "a key by alias": (
        "- &k a\n- a: 1\n  *k : 2\n",
        [(3, 3, "key 'a' stands twice in one mapping (first on line 2)", ONCE)],
    ),
    "keys that are not text": (
        "1: a\n1.0: b\ntrue: c\n~: d\n",
        [
            (1, 1, "key '1' is not text (expected text)", 'write "1"'),
            (2, 1, "key '1.0' is not text (expected text)", 'write "1.0"'),
            (3, 1, "key 'true' is not text (expected text)", 'write "true"'),
            (4, 1, "key '~' is not text (expected text)", 'write "~"'),
        ],
    ),
    "an empty key": (
        "?\n: 1",
        [(1, 2, "key '' is not text (expected text)", "leave no key empty")],
    ),
    "a list as a key": (
        "? [a, b]\n: 1\n",
        [(1, 3, "a list or a mapping is used as a key (expected text)", QUOTES.format("[ or {"))],
    ),
    "a mapping as a key": (
        "{a: b}: 1\n",
        [(1, 1, "a list or a mapping is used as a key (expected text)", QUOTES.format("[ or {"))],
    ),
    "a template that was not filled": (
        "name: {{ name }}\n",
        [(1, 8, "a list or a mapping is used as a key (expected text)", QUOTES.format("[ or {"))],
    ),
    "merge keys": (
        "x: &x {a: 1}\ny:\n  <<: *x\n  a: 2\n",
        [
            (
                3,
                3,
                "merge key '<<' (YAML 1.2 has none: which of two values wins would be hidden)",
                "write the keys out, or alias the whole mapping: encryption: *full",
            )
        ],
    ),
    "a question mark that libyaml takes for a key": (
        "{?foo: bar}",
        [
            (
                1,
                2,
                "a question mark directly before text (expected quotes around both)",
                "text that starts with ? needs quotes in brackets",
            )
        ],
    ),
    # tags, anchors, aliases
    "tags": (
        'a: !!int "x"\nb: !secret y\nc: !!python/object/apply:os.system [ls]\nd: ! x\n',
        [
            (1, 4, "tag '!!int' (expected a plain value without a tag)", None),
            (2, 4, "tag '!secret' (expected a plain value without a tag)", QUOTES.format("!")),
            (
                3,
                4,
                "tag '!!python/object/apply:os.system' (expected a plain value without a tag)",
                None,
            ),
            (4, 4, "tag '!' (expected a plain value without a tag)", QUOTES.format("!")),
        ],
    ),
    "an alias without an anchor": (
        "a: *none\nb: [*.tar.gz]\n",
        [
            (
                1,
                4,
                "alias '*none' has no anchor before it (expected '&none')",
                QUOTES.format("*"),
            ),
            (
                2,
                6,
                broken(
                    "did not find expected alphabetic or numeric character",
                    "while scanning an alias, line 2",
                ),
                None,
            ),
        ],
    ),
    "a cycle": (
        "a: &a\n  self: *a\nb: !x 1\n",
        [
            (2, 9, "alias '*a' stands inside its own anchor (a cycle)", "write the value out"),
            (3, 4, "tag '!x' (expected a plain value without a tag)", QUOTES.format("!")),
        ],
    ),
    "an anchor twice": (
        "a: &x 1\nb: &x [2]\n",
        [
            (
                2,
                4,
                "anchor '&x' is defined twice (first on line 1)",
                "give one of them another name",
            )
        ],
    ),
    "an anchor that libyaml cuts": (
        "a: &b:c d\n",
        [
            (
                1,
                4,
                "anchor '&b' goes on with a character that no name has",
                "text that starts with & needs quotes; a name is of letters, digits, - and _",
            )
        ],
    ),
    # documents
    "nothing": ("", [(1, 1, "the file holds no document (expected a mapping)", None)]),
    "a comment only": ("# x\n", [(1, 1, "the file holds no document (expected a mapping)", None)]),
    "two documents": (
        "a: 1\n---\na: 2\n",
        [
            (
                2,
                1,
                "a second document begins here (expected one document a file)",
                "put it into a file of its own",
            )
        ],
    ),
    "a bracket too many": (
        '{"a": 1}}',
        [
            (
                1,
                9,
                "text behind the end of the document (expected nothing more)",
                "check the indentation of this line, and the quotes before it",
            )
        ],
    ),
    "a directive": (
        "# c\n%YAML 1.2\n---\na: !x 1\n",
        [
            (2, 1, "a YAML directive (expected none: files are YAML 1.2)", "remove the line"),
            (4, 4, "tag '!x' (expected a plain value without a tag)", QUOTES.format("!")),
        ],
    ),
    "a directive of the next YAML": (
        "%YAML 2.0\n---\na: 1\n",
        [(1, 1, "a YAML directive (expected none: files are YAML 1.2)", "remove the line")],
    ),
    "a directive of one's own": (
        "%FOO bar\n---\na: 1\n",
        [(1, 5, "a YAML directive (expected none: files are YAML 1.2)", "remove the line")],
    ),
    # characters
    "UTF-16 with a mark": (
        "a: 1".encode("utf-16"),
        [(1, 1, "UTF-16 or UTF-32 text (expected UTF-8)", "save the file as UTF-8")],
    ),
    "UTF-32 without a mark": (
        "a: 1".encode("utf-32-be"),
        [(1, 1, "UTF-16 or UTF-32 text (expected UTF-8)", "save the file as UTF-8")],
    ),
    "Latin-1, and what else is wrong": (
        b"a: caf\xe9\nb: \xfc\nc: !x 1\n",
        [
            (1, 7, "byte 0xe9 is not UTF-8 (expected UTF-8 text)", "save the file as UTF-8"),
            (2, 4, "byte 0xfc is not UTF-8 (expected UTF-8 text)", "save the file as UTF-8"),
            (3, 4, "tag '!x' (expected a plain value without a tag)", QUOTES.format("!")),
        ],
    ),
    "a surrogate in UTF-8": (
        b"a: \xed\xa0\x80",
        [
            (1, 4, "byte 0xed is not UTF-8 (expected UTF-8 text)", "save the file as UTF-8"),
            (1, 5, "byte 0xa0 is not UTF-8 (expected UTF-8 text)", "save the file as UTF-8"),
            (1, 6, "byte 0x80 is not UTF-8 (expected UTF-8 text)", "save the file as UTF-8"),
        ],
    ),
    "a terminal sequence": (
        "a: 1\nb: \x1b[1A\x1b[2KPASS\nc: [",
        [
            (2, 4, f"control character U+001B {UNSEEN}", "remove it"),
            (2, 8, f"control character U+001B {UNSEEN}", "remove it"),
        ],
    ),
    "line breaks of YAML 1.1": (
        "a: b\x85c: d\u2028e: f\u2029",
        [
            (1, 5, f"control character U+0085 {UNSEEN}", "remove it"),
            (1, 10, f"control character U+2028 {UNSEEN}", "remove it"),
            (1, 15, f"control character U+2029 {UNSEEN}", "remove it"),
        ],
    ),
    "text direction": (
        "\U0001f600: '\u202e'\nb: \u2066",
        [
            (1, 5, f"text direction character U+202E {UNSEEN}", "remove it"),
            (2, 4, f"text direction character U+2066 {UNSEEN}", "remove it"),
        ],
    ),
    "a second byte order mark": (
        "\ufeff\ufeffa: 1",
        [(1, 1, f"control character U+FEFF {UNSEEN}", "remove it")],
    ),
    "a noncharacter": ("a: \uffff", [(1, 4, f"control character U+FFFF {UNSEEN}", "remove it")]),
    "escapes that hide": (
        'a: "\\e[32mPASS"\nb: "\\0"\nc: "\\x7f"\nd: "\\u202e"\ne: "\\N"\n"\\a": 1\n',
        [
            (1, 4, f"control character U+001B {UNSEEN}", "remove it"),
            (2, 4, f"control character U+0000 {UNSEEN}", "remove it"),
            (3, 4, f"control character U+007F {UNSEEN}", "remove it"),
            (4, 4, f"text direction character U+202E {UNSEEN}", "remove it"),
            (5, 4, f"control character U+0085 {UNSEEN}", "remove it"),
            (6, 1, f"control character U+0007 {UNSEEN}", "remove it"),
        ],
    ),
    "a carriage return in a value": (
        'a: "x\\ry"\r\nb: "x\\r\\ny"\r\n',
        [
            (
                line,
                4,
                "carriage return in a text (expected line feeds only)",
                'write "\\n" for a line break',
            )
            for line in (1, 2)
        ],
    ),
    "half a pair": (
        '{"a": "\\ud83d"}',
        [
            (
                1,
                10,
                broken(
                    "found invalid Unicode character escape code",
                    "while parsing a quoted scalar, line 1",
                ),
                "write the character itself, or \\U and eight digits",
            )
        ],
    ),
    # syntax
    "a tab before a key": (
        "a:\n\tb: 1\n",
        [(2, 1, "a tab in the indentation (expected spaces)", "replace tabs by spaces")],
    ),
    "a tab behind spaces": (
        "a:\n  b: 1\n \tc: 1\n",
        [(3, 2, "a tab in the indentation (expected spaces)", "replace tabs by spaces")],
    ),
    "a quote that is not closed": (
        "a: 1\nb: 'x\nc: 1\n",
        [
            (
                2,
                4,
                broken("found unexpected end of stream", "while scanning a quoted scalar"),
                "a quote is not closed",
            )
        ],
    ),
    "a bracket that is not closed": (
        "a: 1\nb: [x, y\n",
        [
            (
                2,
                4,
                broken("did not find expected ',' or ']'", "while parsing a flow sequence"),
                UNCLOSED,
            )
        ],
    ),
    "a colon in text": (
        "a: b: c\n",
        [
            (
                1,
                5,
                "not readable as YAML: mapping values are not allowed in this context",
                "text that holds ': ' needs quotes; if it is a key, check its indentation",
            )
        ],
    ),
    "a colon on the next line": (
        '{"a"\n: 1}',
        [
            (
                2,
                1,
                broken("did not find expected ',' or '}'", "while parsing a flow mapping, line 1"),
                "text with ': ' needs quotes; a key and its colon stand close, on one line",
            )
        ],
    ),
    "a forbidden first character": (
        "a: @x\n",
        [
            (
                1,
                4,
                broken(
                    "found character that cannot start any token",
                    "while scanning for the next token, line 1",
                ),
                QUOTES.format("this character"),
            )
        ],
    ),
    "a key without a colon": (
        "a: 1\nb\nc: 1\n",
        [
            (
                3,
                1,
                broken("could not find expected ':'", "while scanning a simple key, line 2"),
                "a key needs a colon and a space after it: 'key: value'",
            )
        ],
    ),
    "indentation": (
        "a: 1\n- b\n",
        [
            (
                2,
                1,
                broken("did not find expected key", "while parsing a block mapping, line 1"),
                INDENTATION,
            )
        ],
    ),
    "a list that ends in keys": (
        "- a\nb: 1\n",
        [
            (
                2,
                1,
                broken(
                    "did not find expected '-' indicator",
                    "while parsing a block collection, line 1",
                ),
                "check the indentation of this line",
            )
        ],
    ),
    "a Windows path": (
        'a: "C:\\q"\n',
        [
            (
                1,
                7,
                broken("found unknown escape character", "while parsing a quoted scalar, line 1"),
                "a backslash in double quotes needs a second one",
            )
        ],
    ),
    "everything before the syntax breaks": (
        "a: 0777\nb: *c\nc: &d x\nd: !y 1\ne: 1\ne: 2\nf: [}",
        [
            (
                1,
                4,
                "'0777' has a leading zero (expected a number without, or text in quotes)",
                'write "0777" for text, or 0o777 for octal',
            ),
            (2, 4, "alias '*c' has no anchor before it (expected '&c')", QUOTES.format("*")),
            (4, 4, "tag '!y' (expected a plain value without a tag)", QUOTES.format("!")),
            (6, 1, "key 'e' stands twice in one mapping (first on line 5)", ONCE),
            (
                7,
                5,
                broken("did not find expected node content", "while parsing a flow node, line 7"),
                None,
            ),
        ],
    ),
}


def problems(content: str | bytes) -> list[tuple[int, int, str, str | None]]:
    raw = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(InputError) as caught:
        parse("x.yaml", raw)
    assert {problem.place.path for problem in caught.value.problems} == {"x.yaml"}
    return [
        (problem.place.line, problem.place.column, problem.message, problem.hint)
        for problem in caught.value.problems
    ]


def read(content: str | bytes) -> Any:
    return parse("x.yaml", content if isinstance(content, bytes) else content.encode()).data


@pytest.mark.parametrize("name", REFUSED)
def test_a_document_is_refused_with_every_problem_at_its_place(name: str) -> None:
    content, expected = REFUSED[name]
    assert problems(content) == expected


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
    assert read("a: \\ud83d\\ude00\nb: '\\ud83d\\ude00'") == {
        "a": "\\ud83d\\ude00",
        "b": "\\ud83d\\ude00",
    }


def test_depth_is_counted_on_the_way_down() -> None:
    deepest = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert read(deepest) == json.loads(deepest)
    too_deep = (f"nested too deep (expected at most {MAX_DEPTH} levels)", None)
    assert problems(f"[{deepest}]") == [(1, MAX_DEPTH + 1, *too_deep)]
    block = "".join(" " * level + "a:\n" for level in range(MAX_DEPTH + 1))
    assert problems(block) == [(MAX_DEPTH + 1, MAX_DEPTH + 1, *too_deep)]


@pytest.mark.parametrize("count", [10_000, 100_000])
@pytest.mark.parametrize("opening", ["[", "{", "- ", "? ", "[{a: ", "!x [", "&a [", "- - ? "])
def test_nesting_without_end_is_refused_in_a_blink(opening: str, count: int) -> None:
    start = time.process_time()
    messages = [message for _, _, message, _ in problems(opening * count)]
    assert f"nested too deep (expected at most {MAX_DEPTH} levels)" in messages
    assert time.process_time() - start < 1


def test_aliases_do_not_nest_deeper_than_text_may() -> None:
    half = MAX_DEPTH // 2
    lines = ["- &a0 x"]
    lines += [
        f"- &a{n} {'[' * half}*a{n - 1}{']' * half}" for n in range(1, 4)
    ]  # each is half as deep as allowed
    assert problems("\n".join(lines)) == [
        (3, 7 + half, f"nested too deep by aliases (expected at most {MAX_DEPTH} levels)", None)
    ]
    assert read("\n".join(lines[:2]))


def test_a_billion_laughs_are_counted_not_told() -> None:
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    found = problems("\n".join(lines))
    expected = f"aliases repeat too much (expected at most {MAX_ALIASED:,} values in all)"
    assert [problem[2:] for problem in found] == [(expected, None)]


def test_a_large_document_may_repeat_in_proportion() -> None:
    shared = f"- &x [{', '.join('1' * 99)}]\n"
    within = shared + "- [*x, *x]\n" * (MAX_ALIASED // 200)
    assert len(read(within)) == 1 + MAX_ALIASED // 200
    large = shared + "- [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, *x]\n" * (2 * MAX_ALIASED // 100)
    assert len(read(large)) == 1 + 2 * MAX_ALIASED // 100
    assert MAX_RATIO == 10


def test_a_text_has_a_limit() -> None:
    assert read("a: " + "x" * MAX_SCALAR) == {"a": "x" * MAX_SCALAR}
    message = f"a text of {MAX_SCALAR + 1:,} characters (expected at most {MAX_SCALAR:,})"
    for text in ("x" * (MAX_SCALAR + 1), "'" + "1_" * (MAX_SCALAR // 2) + "1'"):
        assert problems(f"a: {text}") == [(1, 4, message, None)]


@pytest.mark.parametrize("character", ["x", "1", "_", " ", "#", "\u00e9"])
def test_a_line_of_many_megabytes_is_refused_quickly(character: str) -> None:
    start = time.process_time()
    found = problems("a: 1" + character * 10_000_000 + "1\na: 2")
    message = f"a text of 10,000,002 characters (expected at most {MAX_SCALAR:,})"
    twice = "key 'a' stands twice in one mapping (first on line 1)"
    assert found == [(1, 4, message, None), (2, 1, twice, ONCE)]
    assert time.process_time() - start < 5


def test_problems_are_listed_up_to_a_limit_that_is_said() -> None:
    found = problems("".join(f"- !x {n}\n" for n in range(MAX_FAULTS + 5)))
    assert [problem[0] for problem in found[:-1]] == list(range(1, MAX_FAULTS + 1))
    last = f"too many problems (only the first {MAX_FAULTS:,} are listed)"
    assert {problem[2] for problem in found} == {
        "tag '!x' (expected a plain value without a tag)",
        last,
    }
    assert found[-1] == (MAX_FAULTS, 3, last, None)


def test_unseen_characters_are_listed_up_to_a_limit_that_is_said() -> None:
    found = problems("a: " + "\x07" * 1000)
    assert len(found) == 21
    assert found[-1] == (
        1,
        24,
        "more characters of this kind (the first 20 are listed)",
        "look at the file with a hex viewer",
    )


def test_many_duplicates_cost_no_more_than_their_number() -> None:
    start = time.process_time()
    problems("".join(f"k{n}: 1\n" for n in range(20_000)) * 2)
    read("".join(f"\u00e9{n}: 1\n" for n in range(20_000)))
    problems("".join(f"e\u0301{n}: 1\n" for n in range(5_000)) * 2)
    assert time.process_time() - start < 10


@pytest.mark.parametrize("write", [yaml.safe_dump, json.dumps])
def test_memory_is_a_small_multiple_of_the_file(write: Callable[[Any], str]) -> None:
    vendors = [
        {
            "id": f"vendor-{n:05}",
            "legal_name": f"Vendor {n} Soci\u00e9t\u00e9",
            "hq_country": "NO",
            "services": [{"id": "labels", "type": "data_annotation", "reliance": "material"}],
            "data": [{"category": "biometrics", "records": n, "encryption": {"at_rest": "full"}}],
            "relationship": {"status": "active", "status_since": "2026-01-01"},
        }
        for n in range(3000)
    ]
    content = write({"vendors": vendors}).encode()
    tracemalloc.start()
    document = parse("x.yaml", content)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert document.data == {"vendors": vendors}
    assert peak < 9 * len(content)


def test_reading_takes_time_in_proportion() -> None:
    def took(count: int) -> float:
        content = ("vendors:\n" + "- {id: a, b: [c, 1, 'd']}\n" * count).encode()
        start = time.process_time()
        parse("x.yaml", content)
        return time.process_time() - start

    assert min(took(32_000) for _ in range(2)) < 8 * min(took(8_000) for _ in range(2))


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


@settings(max_examples=300)
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
