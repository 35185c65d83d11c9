import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cel.depth import DEEPEST
from checker.cel.parse.macros import DEEPEST_MACROS
from checker.cel.parse.order import MOST_BRACKETS
from checker.cel.parse.parse import parse
from checker.cel.parse.screen import LONGEST
from checker.cel.syntax import (
    And,
    Bind,
    Call,
    CelSyntaxError,
    Comprehension,
    Conditional,
    Has,
    Index,
    ListLiteral,
    Literal,
    Macro,
    MapLiteral,
    Name,
    Operation,
    Or,
    Select,
    Span,
)
from checker.cel.walk import children

REPOSITORY = Path(__file__).resolve().parents[2]


def refusal(text):
    with pytest.raises(CelSyntaxError) as caught:
        parse(text)
    return caught.value.offset, caught.value.message, caught.value.hint


def test_a_condition_has_ids_from_the_top_and_spans_of_the_text():
    text = 'has(d.enc) && !d.enc["at"] || d.n in [1, -2]'

    assert parse(text).root == Or(
        0,
        Span(0, 44),
        (
            And(
                1,
                Span(0, 26),
                (
                    Has(2, Span(0, 10), Name(3, Span(4, 5), "d"), "enc", Span(6, 9)),
                    Operation(
                        4,
                        Span(14, 26),
                        "!",
                        (
                            Index(
                                5,
                                Span(15, 26),
                                Select(
                                    6, Span(15, 20), Name(7, Span(15, 16), "d"), "enc", Span(17, 20)
                                ),
                                Literal(8, Span(21, 25), "at"),
                            ),
                        ),
                    ),
                ),
            ),
            Operation(
                9,
                Span(30, 44),
                "in",
                (
                    Select(10, Span(30, 33), Name(11, Span(30, 31), "d"), "n", Span(32, 33)),
                    ListLiteral(
                        12,
                        Span(37, 44),
                        (Literal(13, Span(38, 39), 1), Literal(14, Span(41, 43), -2)),
                    ),
                ),
            ),
        ),
    )


def test_a_choice_of_maps_and_calls():
    text = "a ? {1: b} : size(c.f(2))"

    assert parse(text).root == Conditional(
        0,
        Span(0, 25),
        Name(1, Span(0, 1), "a"),
        MapLiteral(2, Span(4, 10), ((Literal(3, Span(5, 6), 1), Name(4, Span(8, 9), "b")),)),
        Call(
            5,
            Span(13, 25),
            "size",
            None,
            (
                Call(
                    6,
                    Span(18, 24),
                    "f",
                    Name(7, Span(18, 19), "c"),
                    (Literal(8, Span(22, 23), 2),),
                ),
            ),
        ),
    )


def test_a_binding_is_a_node():
    assert parse("cel.bind(x, 1, x + x)").root == Bind(
        0,
        Span(0, 21),
        "x",
        Literal(1, Span(12, 13), 1),
        Operation(2, Span(15, 20), "+", (Name(3, Span(15, 16), "x"), Name(4, Span(19, 20), "x"))),
    )


@pytest.mark.parametrize(
    "text,macro,variables,condition,body",
    [
        ("s.all(x, b)", Macro.ALL, ("x",), None, "b"),
        ("s.all(i, x, b)", Macro.ALL, ("i", "x"), None, "b"),
        ("s.exists(x, b)", Macro.EXISTS, ("x",), None, "b"),
        ("s.exists(i, x, b)", Macro.EXISTS, ("i", "x"), None, "b"),
        ("s.exists_one(x, b)", Macro.EXISTS_ONE, ("x",), None, "b"),
        ("s.existsOne(i, x, b)", Macro.EXISTS_ONE, ("i", "x"), None, "b"),
        ("s.filter(x, b)", Macro.FILTER, ("x",), None, "b"),
        ("s.map(x, b)", Macro.MAP, ("x",), None, "b"),
        ("s.map(x, c, b)", Macro.MAP, ("x",), "c", "b"),
        ("s.transformList(i, x, b)", Macro.MAP, ("i", "x"), None, "b"),
        ("s.transformList(i, x, c, b)", Macro.MAP, ("i", "x"), "c", "b"),
        ("s.sortBy(x, b)", Macro.SORT_BY, ("x",), None, "b"),
        ("s.all(_, b)", Macro.ALL, ("_",), None, "b"),
    ],
)
def test_macros_are_known_by_their_form(text, macro, variables, condition, body):
    def name(number, word):
        return Name(number, Span(text.rindex(word), text.rindex(word) + 1), word)

    last = 2 if condition is None else 3
    assert parse(text).root == Comprehension(
        0,
        Span(0, len(text)),
        macro,
        Name(1, Span(0, 1), "s"),
        variables,
        None if condition is None else Name(2, Span(text.index("c,"), text.index("c,") + 1), "c"),
        name(last, body),
    )


def test_a_namespace_belongs_to_the_function_unless_a_variable_hides_it():
    assert parse("math.abs(1)").root == Call(
        0, Span(0, 11), "math.abs", None, (Literal(1, Span(9, 10), 1),)
    )
    inner = parse("s.all(math, math.abs(1))").root.body
    assert inner == Call(
        2, Span(12, 23), "abs", Name(3, Span(12, 16), "math"), (Literal(4, Span(21, 22), 1),)
    )


def test_a_type_of_protobuf_is_one_name():
    assert parse("type(a) == google.protobuf.Timestamp").root.operands[1] == Name(
        3, Span(11, 36), "google.protobuf.Timestamp"
    )


NO_OPTIONALS = "optional values are not supported: guard with has(…)"
NEW_NAMES = "the first arguments of a macro are new names for what it goes through"
LITERALS = [
    ("true", True),
    ("false", False),
    ("null", None),
    ("0", 0),
    ("007", 7),
    ("0xfF", 255),
    ("-0x10", -16),
    ("- 7", -7),
    ("9223372036854775807", 2**63 - 1),
    ("-9223372036854775808", -(2**63)),
    ("-0x8000000000000000", -(2**63)),
    ("1.5", 1.5),
    (".5", 0.5),
    ("1e3", 1000.0),
    ("-2.5E-1", -0.25),
    ('""', ""),
    ("''", ""),
    ('"a\'b"', "a'b"),
    ("'a\"b'", 'a"b'),
    (r'"\a\b\f\n\r\t\v\\\?\"\'\`"', "\a\b\f\n\r\t\v\\?\"'`"),
    (r'"\x41\X41\101\u0041\U0001F600"', "AAAA\U0001f600"),
    (r'r"\d+"', r"\d+"),
    (r"R'\'", "\\"),
    ('"""a\n"b" \'c\'"""', "a\n\"b\" 'c'"),
    ("'''\r\na\rb\r\n'''", "\na\nb\n"),
    (r"'''\r\n'''", "\r\n"),
    ('r"""\\n\r\n"""', "\\n\n"),
    ('"// no comment"', "// no comment"),
    ('"ü😀"', "ü😀"),
]


@pytest.mark.parametrize("text,value", LITERALS)
def test_literals_stand_for_what_the_specification_says(text, value):
    root = parse(text).root

    assert root == Literal(0, Span(0, len(text)), value)
    assert type(root.value) is type(value)


def shape(node):
    """A tree without ids and spans."""
    if isinstance(node, tuple):
        fields = getattr(node, "_fields", None)
        if fields is None:
            return tuple(map(shape, node))
        kept = (getattr(node, f) for f in fields if f not in {"id", "span", "field_span"})
        return type(node).__name__, *map(shape, kept)
    return repr(node)


def nodes(root):
    yield root
    for child in children(root):
        yield from nodes(child)


@pytest.mark.parametrize(
    "one,other",
    [
        ("a in-1", "a in -1"),
        ("a-1", "a - 1"),
        ("a--1", "a - (-1)"),
        ("a in'b'", 'a in "b"'),
        ("[1, 2,]", "[1, 2]"),
        ("{1: 2,}", "{1: 2}"),
        ("a // b\n&& c", "a && c"),
        ("((a))", "a"),
        ("a == b ? c : d ? e : f", "(a == b) ? c : (d ? e : f)"),
        ("-1.abs()", "(-1).abs()"),
        ("-a.b", "-(a.b)"),
        ("a + b * c - d", "(a + (b * c)) - d"),
        ("!a || b && c", "(!a) || (b && c)"),
        ("a.package.if", "a . package . if"),
        ("1.size()", "(1).size()"),
        ("a\f\t\r\n.b", "a.b"),
    ],
)
def test_two_ways_to_write_the_same(one, other):
    assert shape(parse(one).root) == shape(parse(other).root)


SAMPLES = [
    "a.b.c[1].d(e, [f], {g: h, 'i': j})",
    "s.filter(x, has(x.y) && x.y > 1).map(y, y.z).all(z, z != null)",
    "cel.bind(v, a + b, v * v - -v / 2 % 3)",
    "a ? b || c : !(d && e) == (f in g)",
    "math.greatest(1, 2.5) >= size(\"'\" + 'é')",
    "(a // comment ) \n + b) * c",
    "s.transformList(i, v, i > 0, [i, v]).exists_one(p, p[0] == p[1])",
    "type(a) == google.protobuf.Duration",
    "((a && b) && c) || ((d))",
]


@pytest.mark.parametrize("text", SAMPLES)
def test_ids_count_from_the_top_in_the_order_of_the_text(text):
    found = list(nodes(parse(text).root))

    assert [node.id for node in found] == list(range(len(found)))


@pytest.mark.parametrize("text", SAMPLES)
def test_the_text_of_a_span_is_the_sub_expression(text):
    for node in nodes(parse(text).root):
        source = text[node.span.start : node.span.end]
        assert shape(parse(source).root) == shape(node)
        if isinstance(node, Select | Has):
            assert text[node.field_span.start : node.field_span.end] == node.field


@pytest.mark.parametrize(
    "text,offset,message,hint",
    [
        ("", 0, "the expression is empty (expected a value)", None),
        ("// a", 4, "the expression is empty (expected a value)", None),
        ("a &&", 4, "the expression ends too soon (expected a value)", None),
        ("a.", 2, "the expression ends too soon (expected a value)", None),
        (
            "a ? b",
            5,
            "the expression ends too soon (expected ':')",
            "a choice is written: condition ? one : other",
        ),
        ("a = b", 2, "unexpected '='", "equality is '=='"),
        (
            "a.all(x => x > 0)",
            8,
            "unexpected '='",
            "what is asked of each element follows a comma: list.all(x, x > 0)",
        ),
        ("a === b", 4, "unexpected '='", "equality is '=='"),
        ("a <> b", 3, "unexpected '>' (expected a value)", "not equal is '!='"),
        ("a & b", 2, "unexpected '&'", "and is '&&'"),
        ("a | b", 2, "unexpected '|'", "or is '||'"),
        ("a and b", 2, "unexpected 'and' (expected an operator, or the end)", "and is '&&'"),
        ("a or b", 2, "unexpected 'or' (expected an operator, or the end)", "or is '||'"),
        ("not a", 0, "unexpected 'not'", "negation is '!'"),
        (
            "a not in b",
            2,
            "unexpected 'not' (expected an operator, or the end)",
            "negate the whole: !(a in b)",
        ),
        ("(a", 0, "'(' is never closed (expected ')')", None),
        ("[{a: b", 1, "'{' is never closed (expected '}')", None),
        ("a)", 1, "')' without its '('", None),
        ("(a]", 2, "']' cannot close the '(' of character 1", None),
        ("()", 1, "unexpected ')' (expected a value)", None),
        ("a[]", 2, "unexpected ']' (expected a value)", None),
        ("f(a,)", 4, "unexpected ')' (expected a value)", None),
        ("(a, b)", 2, "unexpected ',' (expected one value)", None),
        ("a : b", 2, "unexpected ':' (there is no '?' before it)", None),
        ("{a}", 2, "unexpected '}' (expected ':')", None),
        (
            'a == "b',
            5,
            'a quote that is never closed (expected ")',
            'a string ends on its own line; close it with ", or write \\n for a break',
        ),
        ("'''a''", 0, "a quote that is never closed (expected ''')", None),
        ("a b", 2, "unexpected 'b' (expected an operator, or the end)", None),
        ("a inb", 2, "unexpected 'inb' (expected an operator, or the end)", None),
        (
            "a.5",
            1,
            "unexpected '.5' (expected an operator, or the end)",
            "an element of a list is written a[0]",
        ),
        ("a(b)(c)", 4, "unexpected '(' (expected an operator)", None),
        (
            "1u",
            0,
            "unsigned number 1u (expected an int)",
            "inventories hold no unsigned numbers: write 1",
        ),
        (
            "b'a'",
            0,
            "bytes literal (expected a string)",
            "inventories hold no bytes: leave out the 'b'",
        ),
        ("a + 12ab", 4, "'12ab' is not a number", None),
        ("9223372036854775808", 0, "number outside of 64 bits", None),
        ("-9223372036854775809", 1, "number outside of 64 bits", None),
        ("9" * 5000, 0, "number outside of 64 bits", None),
        ("1e999", 0, "1e999 is larger than a double can be", None),
        (
            'a == "\\d"',
            6,
            "unknown escape '\\d' in a string",
            "write '\\\\' for a backslash, or r\"…\" for a raw string (as for a regex)",
        ),
        (r'"\ud800"', 1, r"'\ud800' is not a character of Unicode", None),
        (r'"\U00110000"', 1, r"'\U00110000' is not a character of Unicode", None),
        ("a.?b", 2, "unexpected '?' (expected a field)", NO_OPTIONALS),
        ("a[?b]", 2, "unexpected '?' (expected a value)", NO_OPTIONALS),
        (
            "T{a: 1}",
            1,
            "unexpected '{' (expected an operator)",
            'messages cannot be built: a map is written {"key": value}',
        ),
        (
            "a.`b-c`",
            2,
            "unexpected '`'",
            'write a field that is not a plain name in brackets: a["b-c"]',
        ),
        (".a", 0, "unexpected '.' (expected a value)", "names need no leading dot"),
        ("a.in", 2, "'in' is a keyword (expected a field)", 'write a["in"]'),
        (
            "a + for",
            4,
            "'for' is a reserved word",
            "CEL keeps this word for itself: use another name",
        ),
        ("if a", 0, "'if' is a reserved word", "a choice is written: condition ? one : other"),
        ("in a", 0, "unexpected 'in' (expected a value before it)", None),
        (
            "s.all(1, a)",
            6,
            "wrong use of 'all' (expected list.all(x, condition))",
            NEW_NAMES,
        ),
        (
            "a + s.exists(x)",
            6,
            "wrong use of 'exists' (expected list.exists(x, condition))",
            NEW_NAMES,
        ),
        ("s.all(x, x, a)", 9, "'all' names 'x' twice", None),
        ("has(a)", 4, "wrong use of 'has' (expected a field: has(a.b))", None),
        ("has()", 0, "wrong use of 'has' (expected a field: has(a.b))", None),
        (
            'has(a["b"])',
            4,
            "wrong use of 'has' (expected a field: has(a.b))",
            'ask for a key with: "key" in a',
        ),
        (
            "cel.bind(1, a, b)",
            4,
            "wrong use of 'cel.bind' (expected cel.bind(name, value, body))",
            None,
        ),
        (
            "s.transformMap(k, v, v)",
            2,
            "'transformMap' is not supported",
            "make a list with map(…) or transformList(…)",
        ),
        (
            "a\u202e",
            1,
            "invisible character U+202E",
            'if a string needs it, write it as an escape: "\\u202e"',
        ),
        (
            '"\u200b"',
            1,
            "invisible character U+200B",
            'if a string needs it, write it as an escape: "\\u200b"',
        ),
        (
            "a\x00",
            1,
            "invisible character U+0000",
            'if a string needs it, write it as an escape: "\\u0000"',
        ),
        ("\ud800", 0, "invisible character U+D800", None),
        (
            "a\U000e0041",
            1,
            "invisible character U+E0041",
            'if a string needs it, write it as an escape: "\\U000e0041"',
        ),
    ],
)
def test_what_is_refused_is_said_where_it_is_and_with_the_way_out(text, offset, message, hint):
    assert refusal(text) == (offset, message, hint)


PROBE = """
import sys
from checker.cel.parse.parse import parse
before = {"celpy", "lark"} & {*sys.modules}
parse("a")
print(before, sys.getrecursionlimit())
"""


def test_only_parsing_imports_the_parser_and_it_leaves_the_stack_as_it_was():
    command = [sys.executable, "-c", PROBE]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=REPOSITORY)

    assert done.stdout == "set() 1000\n"


TOO_DEEP = f"more than {DEEPEST} levels of operators, fields and calls"


@pytest.mark.parametrize(
    "text,message",
    [
        ("(" * 100 + "a" + ")" * 100, f"more than {MOST_BRACKETS} brackets inside each other"),
        ("[" * 5000, f"more than {MOST_BRACKETS} brackets inside each other"),
        ("!(" * 9000, f"more than {MOST_BRACKETS} brackets inside each other"),
        ("+".join("1" * 1000), TOO_DEEP),
        ("a" + ".a" * 3000, TOO_DEEP),
        ("a" + "[0]" * 3000, TOO_DEEP),
        ("!" * 5000 + "a", TOO_DEEP),
        ("-" * 5000 + "a", TOO_DEEP),
        ("a ? b : " * 2000 + "c", TOO_DEEP),
        ("a" + ".f()" * 3000, TOO_DEEP),
        (
            "s.all(x, " * (DEEPEST_MACROS + 1) + "x" + ")" * (DEEPEST_MACROS + 1),
            f"more than {DEEPEST_MACROS} macros inside each other",
        ),
        (
            "a" * (LONGEST + 1),
            f"expression of {LONGEST + 1} characters (expected at most {LONGEST})",
        ),
    ],
)
def test_what_is_too_deep_or_too_long_is_refused_before_any_stack_ends(text, message):
    limit = sys.getrecursionlimit()

    assert refusal(text)[1] == message
    assert sys.getrecursionlimit() == limit


@pytest.mark.parametrize(
    "text",
    [
        "||".join(["a"] * 5000),
        "[" + ",".join(["1"] * 5000) + "]",
        "(" * MOST_BRACKETS + "a" + ")" * MOST_BRACKETS,
        "+".join("1" * DEEPEST),
        "s.filter(x, a)" + ".filter(x, a)" * 20,
    ],
)
@pytest.mark.slow
def test_what_is_long_but_flat_is_taken(text):
    assert parse(text).text == text


_WORDS = """
a b has all map in true null for not 1 2.5 0x1 1u 'x' "y" r'\\' ''' && || ! == = <= - + * / %
? : . , ( ) [ ] { } // cel.bind math.abs .all(x, has(a.b) \\ ` é \u200b -9223372036854775808
"""
WORDS = st.sampled_from([*_WORDS.split(), "\n"])


@given(st.one_of(st.text(max_size=40), st.lists(WORDS, max_size=25).map(" ".join)))
def test_any_text_is_parsed_or_refused_inside_of_it(text):
    try:
        expression = parse(text)
    except CelSyntaxError as error:
        assert 0 <= error.offset <= len(text)
    else:
        assert [node.id for node in nodes(expression.root)] == list(
            range(sum(1 for _ in nodes(expression.root)))
        )


@given(st.lists(WORDS, max_size=12).map("".join))
def test_words_without_spaces_do_not_confuse_the_positions(text):
    try:
        root = parse(text).root
    except CelSyntaxError:
        return
    for node in nodes(root):
        assert shape(parse(text[node.span.start : node.span.end]).root) == shape(node)


@given(st.text(max_size=30))
def test_every_text_can_be_quoted(text):
    escaped = "".join(f"\\U{ord(c):08x}" for c in text if not 0xD800 <= ord(c) < 0xE000)

    expected = "".join(c for c in text if not 0xD800 <= ord(c) < 0xE000)
    assert parse(f"'{escaped}'").root.value == expected
