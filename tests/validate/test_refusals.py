"""Everything for which a document is refused: at its place, with a way out, all at once."""

import pytest

from checker.errors import InputError
from checker.parse.document import parse

REFUSED: dict[str, tuple[str | bytes, str]] = {
    # keys
    "duplicate key": (
        "a: 1\nb:\n  c: 1\n  d: 1\n  c: 2\na: 2\n",
        """\
5:3: key 'c' stands twice in one mapping (first on line 3)
  hint: remove one of them: only one value can be meant
6:1: key 'a' stands twice in one mapping (first on line 1)
  hint: remove one of them: only one value can be meant
""",
    ),
    "duplicate key behind collections": (
        "x: [1,\n  {y: 2}]\ny:\n- [[]]\nz: 1\ny: 2\nz: 3\n",
        """\
6:1: key 'y' stands twice in one mapping (first on line 3)
  hint: remove one of them: only one value can be meant
7:1: key 'z' stands twice in one mapping (first on line 5)
  hint: remove one of them: only one value can be meant
""",
    ),
    "the same key, composed and not": (
        "e\u0301: 1\nx: [1]\n\xe9: 2\n",
        """\
3:1: key '\xe9' stands twice in one mapping (first on line 1)
  hint: remove one of them: only one value can be meant
""",
    ),
    "the same key, not composed and composed": (
        "\xe9: 1\nx: [1]\ne\u0301: 2\n",
        """\
3:1: key 'e\u0301' stands twice in one mapping (first on line 1)
  hint: remove one of them: only one value can be meant
""",
    ),
    "a Kelvin sign is a K": (
        "\u212a: 1\nK: 2\n",
        """\
2:1: key 'K' stands twice in one mapping (first on line 1)
  hint: remove one of them: only one value can be meant
""",
    ),
    "a key by alias": (
        "- &k a\n- a: 1\n  *k : 2\n",
        """\
3:3: key 'a' stands twice in one mapping (first on line 2)
  hint: remove one of them: only one value can be meant
""",
    ),
    "keys that are not text": (
        "1: a\n1.0: b\ntrue: c\n~: d\n",
        """\
1:1: key '1' is not text (expected text)
  hint: write "1"
2:1: key '1.0' is not text (expected text)
  hint: write "1.0"
3:1: key 'true' is not text (expected text)
  hint: write "true"
4:1: key '~' is not text (expected text)
  hint: write "~"
""",
    ),
    "an empty key": (
        "?\n: 1",
        """\
1:2: key '' is not text (expected text)
  hint: leave no key empty
""",
    ),
    "a list as a key": (
        "? [a, b]\n: 1\n",
        """\
1:3: a list or a mapping is used as a key (expected text)
  hint: text that starts with [ or { needs quotes
""",
    ),
    "a mapping as a key": (
        "{a: b}: 1\n",
        """\
1:1: a list or a mapping is used as a key (expected text)
  hint: text that starts with [ or { needs quotes
""",
    ),
    "a template that was not filled": (
        "name: {{ name }}\n",
        """\
1:8: a list or a mapping is used as a key (expected text)
  hint: text that starts with [ or { needs quotes
""",
    ),
    "merge keys": (
        "x: &x {a: 1}\ny:\n  <<: *x\n  a: 2\n",
        """\
3:3: merge key '<<' (YAML 1.2 has none: which of two values wins would be hidden)
  hint: write the keys out, or alias the whole mapping: encryption: *full
""",
    ),
    "a question mark that libyaml takes for a key": (
        "{?foo: bar}",
        """\
1:2: a question mark directly before text (expected quotes around both)
  hint: text that starts with ? needs quotes in brackets
""",
    ),
    # tags, anchors, aliases
    "tags": (
        'a: !!int "x"\nb: !secret y\nc: !!python/object/apply:os.system [ls]\nd: ! x\n',
        """\
1:4: tag '!!int' (expected a plain value without a tag)
2:4: tag '!secret' (expected a plain value without a tag)
  hint: text that starts with ! needs quotes
3:4: tag '!!python/object/apply:os.system' (expected a plain value without a tag)
4:4: tag '!' (expected a plain value without a tag)
  hint: text that starts with ! needs quotes
""",
    ),
    "an alias without an anchor": (
        "a: *none\nb: [*.tar.gz]\n",
        """\
1:4: alias '*none' has no anchor before it (expected '&none')
  hint: text that starts with * needs quotes
2:6: '*' starts an alias (expected a name behind it)
  hint: text that starts with * needs quotes
""",
    ),
    "a cycle": (
        "a: &a\n  self: *a\nb: !x 1\n",
        """\
2:9: alias '*a' stands inside its own anchor (a cycle)
  hint: write the value out
3:4: tag '!x' (expected a plain value without a tag)
  hint: text that starts with ! needs quotes
""",
    ),
    "an anchor twice": (
        "a: &x 1\nb: &x [2]\n",
        """\
2:4: anchor '&x' is defined twice (first on line 1)
  hint: give one of them another name
""",
    ),
    "an anchor that libyaml cuts": (
        "a: &b:c d\n",
        """\
1:4: anchor '&b' goes on with a character that no name has
  hint: text that starts with & needs quotes; a name is of letters, digits, - and _
""",
    ),
    # documents
    "nothing": (
        "",
        """\
1:1: there is nothing in the file (expected a mapping)
""",
    ),
    "a comment only": (
        "# x\n",
        """\
1:1: there is nothing in the file (expected a mapping)
""",
    ),
    "two documents": (
        "a: 1\n---\na: 2\n",
        """\
2:1: a second document begins here (expected one document a file)
  hint: put it into a file of its own
""",
    ),
    "a bracket too many": (
        '{"a": 1}}',
        """\
1:9: text behind the end of the document (expected nothing more)
  hint: check the indentation of this line, and the quotes before it
""",
    ),
    "a directive": (
        "# c\n%YAML 1.2\n---\na: !x 1\n",
        """\
2:1: a YAML directive (expected none: files are YAML 1.2)
  hint: remove the line
4:4: tag '!x' (expected a plain value without a tag)
  hint: text that starts with ! needs quotes
""",
    ),
    "a directive of the next YAML": (
        "%YAML 2.0\n---\na: 1\n",
        """\
1:1: a YAML directive (expected none: files are YAML 1.2)
  hint: remove the line
""",
    ),
    "a directive of one's own": (
        "%FOO bar\n---\na: 1\n",
        """\
1:5: a YAML directive (expected none: files are YAML 1.2)
  hint: remove the line
""",
    ),
    # characters
    "UTF-16 with a mark": (
        b"\xff\xfea\x00:\x00 \x001\x00",
        """\
1:1: UTF-16 or UTF-32 text (expected UTF-8)
  hint: save the file as UTF-8
""",
    ),
    "UTF-32 without a mark": (
        b"\x00\x00\x00a\x00\x00\x00:\x00\x00\x00 \x00\x00\x001",
        """\
1:1: UTF-16 or UTF-32 text (expected UTF-8)
  hint: save the file as UTF-8
""",
    ),
    "Latin-1, and what else is wrong": (
        b"a: caf\xe9\nb: \xfc\nc: !x 1\n",
        """\
1:7: byte 0xe9 is not UTF-8 (expected UTF-8 text)
  hint: save the file as UTF-8
2:4: byte 0xfc is not UTF-8 (expected UTF-8 text)
  hint: save the file as UTF-8
3:4: tag '!x' (expected a plain value without a tag)
  hint: text that starts with ! needs quotes
""",
    ),
    "a surrogate in UTF-8": (
        b"a: \xed\xa0\x80",
        """\
1:4: byte 0xed is not UTF-8 (expected UTF-8 text)
  hint: save the file as UTF-8
1:5: byte 0xa0 is not UTF-8 (expected UTF-8 text)
  hint: save the file as UTF-8
1:6: byte 0x80 is not UTF-8 (expected UTF-8 text)
  hint: save the file as UTF-8
""",
    ),
    "a terminal sequence": (
        "a: 1\nb: \x1b[1A\x1b[2KPASS\nc: [",
        """\
2:4: control character U+001B (expected text that can be seen)
  hint: remove it
2:8: control character U+001B (expected text that can be seen)
  hint: remove it
""",
    ),
    "line breaks of YAML 1.1": (
        "a: b\x85c: d\u2028e: f\u2029",
        """\
1:5: control character U+0085 (expected text that can be seen)
  hint: remove it
1:10: control character U+2028 (expected text that can be seen)
  hint: remove it
1:15: control character U+2029 (expected text that can be seen)
  hint: remove it
""",
    ),
    "text direction": (
        "\U0001f600: '\u202e'\nb: \u2066",
        """\
1:5: text direction character U+202E (expected text that can be seen)
  hint: remove it
2:4: text direction character U+2066 (expected text that can be seen)
  hint: remove it
""",
    ),
    "a second byte order mark": (
        "\ufeff\ufeffa: 1",
        """\
1:1: control character U+FEFF (expected text that can be seen)
  hint: remove it
""",
    ),
    "a noncharacter": (
        "a: \uffff",
        """\
1:4: control character U+FFFF (expected text that can be seen)
  hint: remove it
""",
    ),
    "escapes that hide": (
        'a: "\\e[32mPASS"\nb: "\\0"\nc: "\\x7f"\nd: "\\u202e"\ne: "\\N"\n"\\a": 1\n',
        """\
1:4: control character U+001B (expected text that can be seen)
  hint: remove it
2:4: control character U+0000 (expected text that can be seen)
  hint: remove it
3:4: control character U+007F (expected text that can be seen)
  hint: remove it
4:4: text direction character U+202E (expected text that can be seen)
  hint: remove it
5:4: control character U+0085 (expected text that can be seen)
  hint: remove it
6:1: control character U+0007 (expected text that can be seen)
  hint: remove it
""",
    ),
    "a carriage return in a value": (
        'a: "x\\ry"\r\nb: "x\\r\\ny"\r\n',
        """\
1:4: carriage return in a text (expected line feeds only)
  hint: write "\\n" for a line break
2:4: carriage return in a text (expected line feeds only)
  hint: write "\\n" for a line break
""",
    ),
    "half a pair": (
        '{"a": "\\ud83d"}',
        """\
1:10: an escape that is no character (expected a code point)
  hint: write the character itself, or \\U and eight digits
""",
    ),
    # syntax
    "a tab before a key": (
        "a:\n\tb: 1\n",
        """\
2:1: a tab in the indentation (expected spaces)
  hint: replace tabs by spaces
""",
    ),
    "a tab behind spaces": (
        "a:\n  b: 1\n \tc: 1\n",
        """\
3:2: a tab in the indentation (expected spaces)
  hint: replace tabs by spaces
""",
    ),
    "a quote that is not closed": (
        "a: 1\nb: 'x\nc: 1\n",
        """\
2:4: a quote opens here and is not closed
  hint: close it where its text ends
""",
    ),
    "a bracket that is not closed": (
        "a: 1\nb: [x, y\n",
        """\
2:4: not readable as YAML: did not find expected ',' or ']' (while parsing a flow sequence)
  hint: a bracket is not closed, or a comma is missing
""",
    ),
    "a colon in text": (
        "a: b: c\n",
        """\
1:5: not readable as YAML: mapping values are not allowed in this context
  hint: text that holds ': ' needs quotes; if it is a key, check its indentation
""",
    ),
    "a colon on the next line": (
        '{"a"\n: 1}',
        """\
2:1: not readable as YAML: did not find expected ',' or '}' (while parsing a flow mapping, line 1)
  hint: text with ': ' needs quotes; a key and its colon stand close, on one line
""",
    ),
    "a forbidden first character": (
        "a: @x\n",
        """\
1:4: not readable as YAML: found character that cannot start any token
  hint: text that starts with this character needs quotes
""",
    ),
    "a key without a colon": (
        "a: 1\nb\nc: 1\n",
        """\
3:1: not readable as YAML: could not find expected ':' (while scanning a simple key, line 2)
  hint: a key needs a colon and a space after it: 'key: value'
""",
    ),
    "indentation": (
        "a: 1\n- b\n",
        """\
2:1: not readable as YAML: did not find expected key (while parsing a block mapping, line 1)
  hint: check the indentation of this line and the ones above
""",
    ),
    "a list that ends in keys": (
        "- a\nb: 1\n",
        """\
2:1: no '- ' where a list goes on (expected an item)
  hint: check the indentation of this line
""",
    ),
    "a Windows path": (
        'a: "C:\\q"\n',
        """\
1:7: not readable as YAML: found unknown escape character (while parsing a quoted scalar)
  hint: a backslash in double quotes needs a second one
""",
    ),
    "everything before the syntax breaks": (
        "a: 0777\nb: *c\nc: &d x\nd: !y 1\ne: 1\ne: 2\nf: [}",
        """\
1:4: '0777' has a leading zero (expected a number without, or text in quotes)
  hint: write "0777" for text, or 0o777 for octal
2:4: alias '*c' has no anchor before it (expected '&c')
  hint: text that starts with * needs quotes
4:4: tag '!y' (expected a plain value without a tag)
  hint: text that starts with ! needs quotes
6:1: key 'e' stands twice in one mapping (first on line 5)
  hint: remove one of them: only one value can be meant
7:5: not readable as YAML: did not find expected node content (while parsing a flow node)
""",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_document_is_refused_with_every_problem_at_its_place(name: str) -> None:
    content, expected = REFUSED[name]
    with pytest.raises(InputError) as caught:
        parse("x", content if isinstance(content, bytes) else content.encode())
    said = "".join(f"{problem}\n" for problem in caught.value.problems)
    assert said == "".join(
        line if line.startswith("  hint: ") else f"x:{line}"
        for line in expected.splitlines(keepends=True)
    )
