"""Every function against Google's C++ runtime, on arguments at the edges.

Where the two differ, the difference is listed with its reason; a difference that is not listed
fails, and so does a listed one that is gone.
"""

import json
import math
import sys
from itertools import product
from typing import Any

import pytest

from checker.cel.compile.compile import Compiler
from checker.cel.doubles import format_double
from checker.cel.functions.location_index import MODULES
from checker.cel.functions.table import FUNCTIONS
from checker.cel.operators import type_name
from checker.cel.parse.parse import parse
from checker.time.text import format_duration, format_timestamp
from checker.values import CelError, Duration, Timestamp, TypeValue

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the oracle exists for Linux only")

_CONFIG = "extensions: [{name: strings}, {name: math}, {name: sets}, {name: lists}]"

TEXTS = ["''", "'a'", "'abcab'", "'é😀é'"]
PARTS = ["''", "'a'", "'ab'", "'é'", "'zz'"]
POSITIONS = ["-1", "0", "1", "3", "5", "6", "9223372036854775807"]
LIMITS = ["-9223372036854775808", "-1", "0", "1", "2", "9"]
WRONG = ["dyn(1)", "dyn(true)", "dyn('a')", "dyn(1.5)", "dyn(null)", "dyn([])", "dyn({})"]
DOUBLES = [
    *("0.0", "-0.0", "0.5", "-0.5", "1.5", "2.5", "-2.5", "0.1 + 0.2", "0.49999999999999994"),
    *("1e15", "1e16", "1e21", "4503599627370497.5", "9223372036854775807.0", "1e300", "5e-324"),
    *("9223372036854774784.0", "-9223372036854774784.0", "-9223372036854775808.0"),
    *("1.0 / 0.0", "-1.0 / 0.0"),
]
NAN = ["0.0 / 0.0"]
INTS = ["0", "1", "-1", "255", "9223372036854775807", "-9223372036854775808"]
SHIFTS = ["-1", "0", "1", "63", "64", "9223372036854775807"]
LISTS = [
    *("[]", "[1]", "[1, 2, 1]", "[dyn(1), 1.0, 2]", "['b', 'a', 'b']", "[dyn(1), 'a']", "[true]"),
    *("[[1], [1]]", "[dyn([1]), [[2]], 3]", "[0.0 / 0.0, 1.0]", "[dyn({'a': 1}), {'a': 1.0}]"),
    *("[timestamp(5), timestamp(1)]", "[duration('5s'), duration('1s')]", "[dyn(null)]"),
]
NUMERALS = [
    *("''", "'0'", "'-0'", "'+1'", "'007'", "' 1'", "'1 '", "'1_0'", "'0x10'", "'1.5'", "'.5'"),
    *("'5.'", "'1e3'", "'1e'", "'-'", "'１'", "'9223372036854775807'", "'9223372036854775808'"),
    *("'-9223372036854775808'", "'1e400'", "'inf'", "'-Infinity'", "'NaN'", "'INF'", "'0x1p3'"),
    *(
        "'-0X1.8P-1'",
        "'0x.8p0'",
        "'0x1.p1'",
        "'0xp1'",
        "'0x1p'",
        "'0x1p-1080'",
        "'0x0p99999999999'",
    ),
]
TRUTHS = ["true", "True", "TRUE", "tRUE", "t", "T", "1", "false", "F", "f", "0", "yes", "", " 1"]
INSTANTS = [
    *("1970-01-01T00:00:00Z", "2024-02-29T23:59:59.123456789Z", "2024-12-31T23:00:00-05:30"),
    *("0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "1969-12-31T23:59:59.5Z"),
    "2024-03-31T01:00:00Z",
]
NO_INSTANTS = [
    *("", "now", "10:00", "2024-03-01", "2024-03-01T00:00:00", "2024-03-01 00:00:00Z"),
    *("2024-03-01T00:00Z", "20240301T000000Z", "2024-3-01T00:00:00Z", " 2024-03-01T00:00:00Z"),
    *("2024-03-01T00:00:00,5Z", "2024-03-01T00:00:00.Z", "2024-03-01T00:00:00.1234567891Z"),
    *("2024-03-01T00:00:00+0100", "2024-03-01T00:00:00+24:00", "2024-03-01T24:00:00Z"),
    *("2024-03-01T23:59:60Z", "2023-02-29T00:00:00Z", "2024-04-31T00:00:00Z"),
    *("0000-12-31T00:00:00Z", "10000-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01"),
    *("9999-12-31T23:59:59-00:01", "2024-03-01t00:00:00z", "2024-03-01T00:00:00-00:00"),
]
LENGTHS = [
    *("0", "-0", "1h30m", "1.5s", "-1.5s", ".5s", "1.s", "1m1h", "1us", "1.5ns", "+2h", "0.1ns"),
    *("1h1h", "0.1234567891234h", "315576000000s", "315576000001s", "-315576000001s", "2562047h"),
    *("", "1", "s", ".", "1d", "1 s", " 1s", "1s ", "1e3s", "1h-1m", "--1h", "1µs", "inf", "1S"),
]
ZONES = [
    *("UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu", "+05:30", "-02:30", "02:00"),
    *("", "../UTC", "Europe", "Nowhere/X", "utc", "Z", "+1:00", "-0:30", "1:00", "+01", "+24:00"),
    "+00:60",
]
VALUES = [
    *("'é'", "''", "1", "-255", "9223372036854775807", "1.5", "2.5", "-0.0", "1.0", "12345.678"),
    *("1.0 / 0.0", "true", "false", "null", "[1, 'a', [null]]", "{'b': 1, 'a': [2]}", "int"),
    *("{1: 'a', false: 2, 'k': 3}", "timestamp(0)", "duration('90s')", "type(duration('1s'))"),
]
CLAUSES = ["%s", "%d", "%f", "%.0f", "%.3f", "%e", "%.1e", "%b", "%o", "%x", "%X"]
TEMPLATES = ["", "a", "%%", "%%%s%%", "%s %s", "%", "%%%", "%q", "%.f", "%5d", "%.1001f", "%.2s"]
ACCESSORS = [
    *("getFullYear", "getMonth", "getDate", "getDayOfMonth", "getDayOfYear", "getDayOfWeek"),
    *("getHours", "getMinutes", "getSeconds", "getMilliseconds"),
]
PATTERNS = [
    "''",
    "'a'",
    "'^b'",
    "'b$'",
    "'(ab)+'",
    "'['",
    "'.'",
    "'(?i)A'",
    "'a{1001}'",
    "'\\\\pL'",
]


def _texts(strings: list[str]) -> list[str]:
    return [json.dumps(string, ensure_ascii=False) for string in strings]


TABLE: list[tuple[str, *tuple[list[str], ...]]] = [
    ("size({})", [*TEXTS, *LISTS, "{}", "{1: 2}", "{'a': 1, 'b': 2}", "dyn(1)", "dyn(null)"]),
    ("{}.size()", [*TEXTS, "[1]", "{1: 2}", "dyn(true)"]),
    ("type({})", [*VALUES, "bool", "type"]),
    ("dyn({})", ["1", "'a'", "[1]"]),
    ("bool({})", [*_texts(TRUTHS), "true", *WRONG]),
    ("int({})", [*NUMERALS, *DOUBLES, *NAN, *INTS, *WRONG]),
    ("int(timestamp({}))", _texts(INSTANTS)),
    ("double({})", [*NUMERALS, *DOUBLES, *INTS, *WRONG]),
    ("string({})", [*TEXTS, *DOUBLES, *INTS, *WRONG, "true", "dyn(int)"]),
    ("string(timestamp({}))", [*_texts(INSTANTS), *_texts(NO_INSTANTS), *INTS, *WRONG]),
    ("string(duration({}))", [*_texts(LENGTHS), *WRONG]),
    ("timestamp({})", ["253402300799", "253402300800", "-62135596800", "-62135596801"]),
    ("{}.contains({})", TEXTS, [*PARTS, *WRONG]),
    ("{}.startsWith({})", [*TEXTS, *WRONG], PARTS),
    ("{}.endsWith({})", TEXTS, [*PARTS, *WRONG]),
    ("{}.matches({})", TEXTS, [*PATTERNS, "dyn(1)"]),
    ("matches({}, {})", TEXTS, PATTERNS),
    ("{}.charAt({})", TEXTS, [*POSITIONS, *WRONG]),
    ("{}.indexOf({})", TEXTS, [*PARTS, "dyn(1)"]),
    ("{}.indexOf({}, {})", TEXTS, PARTS, POSITIONS),
    ("{}.lastIndexOf({})", TEXTS, [*PARTS, "dyn(1)"]),
    ("{}.lastIndexOf({}, {})", TEXTS, PARTS, POSITIONS),
    ("{}.lowerAscii()", ["'AZaz[@É'", "dyn(1)"]),
    ("{}.upperAscii()", ["'AZaz{`é'", "dyn(1)"]),
    ("{}.replace({}, {})", TEXTS, PARTS, ["''", "'xy'", "dyn(1)"]),
    ("{}.replace({}, 'xy', {})", TEXTS, PARTS, LIMITS),
    ("{}.split({})", TEXTS, [*PARTS, "dyn(1)"]),
    ("{}.split({}, {})", TEXTS, PARTS, LIMITS),
    ("{}.substring({})", TEXTS, POSITIONS),
    ("{}.substring({}, {})", TEXTS, POSITIONS, POSITIONS),
    ("{}.trim()", ["' \\t\\u0085\\u2003a b\\u3000'", "'\\u001c\\u200b\\ufeff'", "''", "dyn(1)"]),
    ("{}.join()", ["[]", "['a']", "['a', 'é']", "['a', dyn(1)]", "dyn(1)"]),
    ("{}.join({})", ["[]", "['a']", "['a', 'é']", "dyn([1])"], ["''", "', '", "dyn(1)"]),
    ("{}.reverse()", [*TEXTS, *LISTS, "dyn(1)"]),
    ("strings.quote({})", ["'a\"b\\\\\\n\\t\\u0007\\u0001é😀'", "''", "dyn(1)"]),
    ("{}.format([{}])", _texts(CLAUSES), [*VALUES, *NAN]),
    ("'%s'.format([timestamp({})])", _texts([*INSTANTS, "2031-01-01T00:00:00.1Z"])),
    ("'%s'.format([[timestamp({})]])", _texts(["2031-01-01T00:00:00.12Z"])),
    ("!!{}", ["1.0", "'a'", "true", "dyn(1)"]),
    ("!!!{}", ["true", "dyn(false)"]),
    ("--{}", ["1", "1.0", "'a'"]),
    ("-{}", ["-1", "(-1)", "--1.5"]),
    ("{}.format([])", _texts(TEMPLATES)),
    ("{}.format(['é'])", _texts(TEMPLATES)),
    ("{}.slice({}, {})", ["[]", "[1, 2, 3]"], ["-1", "0", "2", "4"], ["-1", "0", "2", "4"]),
    ("{}.flatten()", LISTS),
    ("dyn({}).flatten({})", LISTS, ["-1", "0", "1", "2"]),
    ("{}.distinct()", LISTS),
    ("lists.range({})", ["0", "3", "dyn(1.0)"]),
    ("dyn({}).sort()", LISTS),
    ("sets.contains(dyn({}), dyn({}))", LISTS, LISTS),
    ("sets.equivalent(dyn({}), dyn({}))", LISTS, LISTS),
    ("sets.intersects(dyn({}), dyn({}))", LISTS, LISTS),
    *[
        (f"math.{name}({{}})", [*INTS, *DOUBLES, *NAN, *WRONG])
        for name in ("abs", "sign", "sqrt", "ceil", "floor", "round", "trunc")
    ],
    *[
        (f"math.{name}({{}})", [*DOUBLES, *NAN, *WRONG])
        for name in ("isNaN", "isInf", "isFinite", "greatest", "least")
    ],
    *[
        (f"math.{name}({{}}, {{}})", numbers, numbers)
        for name in ("greatest", "least")
        for numbers in [["1", "2", "1.0", "2.5", "0.0 / 0.0", "9223372036854775807", "dyn('a')"]]
    ],
    *[
        (f"math.{name}({{}})", ["[1, 2.5, 2]", "[1, 1.0]", "dyn(['a'])", "dyn([])", "[2.5]"])
        for name in ("greatest", "least")
    ],
    *[
        (f"math.{name}(1, {{}}, 2, 1.5)", ["0", "5", "5.5", "dyn('a')"])
        for name in ("greatest", "least")
    ],
    *[
        (f"math.{name}({{}}, {{}})", INTS, [*INTS, *WRONG])
        for name in ("bitAnd", "bitOr", "bitXor")
    ],
    ("math.bitNot({})", [*INTS, *WRONG]),
    ("math.bitShiftLeft({}, {})", INTS, SHIFTS),
    ("math.bitShiftRight({}, {})", INTS, SHIFTS),
    *[(f"timestamp({{}}).{name}()", _texts(INSTANTS)) for name in ACCESSORS],
    *[(f"timestamp({{}}).{name}({{}})", _texts(INSTANTS), _texts(ZONES)) for name in ACCESSORS],
    *[(f"duration({{}}).{name}()", _texts(LENGTHS)) for name in ACCESSORS],
]  # fmt: skip
CASES = [template.format(*given) for template, *arguments in TABLE for given in product(*arguments)]


def ours(expression: str) -> Any:
    """Its value; CelError where it has none."""
    compiler = Compiler([])
    try:
        return compiler.compile(parse(expression))(compiler.frame())
    except CelError:
        return CelError


@pytest.fixture(scope="module")
def oracle():
    """Whether a condition holds in cel-cpp; None where it has no value.

    Conditions are of type bool: a result that is null would break the process on Python 3.11.
    """
    cel = pytest.importorskip("cel_expr_python.cel")
    environment = cel.NewEnv(config=cel.NewEnvConfigFromYaml(_CONFIG))

    def holds(condition: str) -> bool | None:
        try:
            result = environment.compile(condition).eval(data={})
        except RuntimeError:
            result = environment.compile(condition, disable_check=True).eval(data={})
        if result.type() == cel.Type.ERROR:
            return None
        assert result.type() == cel.Type.BOOL
        return result.value() is True

    return holds


def literal(value: Any) -> str:
    """CEL text for a value."""
    match value:
        case None | bool() | str():
            return json.dumps(value, ensure_ascii=False)
        case float():
            return "0.0 / 0.0" if math.isnan(value) else f"double('{value!r}')"
        case Timestamp():
            return f"timestamp('{format_timestamp(value)}')"
        case Duration():
            return f"duration('{format_duration(value)}')"
        case TypeValue():
            return value.name
        case list():
            return f"[{', '.join(f'dyn({literal(each)})' for each in value)}]"
        case dict():
            entries = (f"{literal(k)}: dyn({literal(v)})" for k, v in value.items())
            return f"{{{', '.join(entries)}}}"
        case _:
            return repr(value)


def _same(expression: str, value: Any, holds: Any) -> bool:
    if value is CelError:
        return holds(f"type({expression}) == int") is None
    if not holds(f"type({expression}) == {type_name(value)}"):
        return False
    if type(value) is float:
        if math.isnan(value):
            return holds(f"math.isNaN({expression})") is True
        # As text, the sign of zero counts.
        return holds(f'string({expression}) == "{format_double(value)}"') is True
    if "0.0 / 0.0" in expression and type(value) is list:
        return holds(f"size({expression}) == {len(value)}") is True
    return holds(f"dyn({expression}) == dyn({literal(value)})") is True


def _filled(template: str, *arguments: list[str]) -> list[str]:
    return [template.format(*given) for given in product(*arguments)]


DISAGREEMENTS = {
    "the oracle skips white space around numbers, and reads 0x10 (cel-go asks for an exponent)": [
        *_filled("int({})", ["' 1'", "'1 '"]),
        *_filled("double({})", ["' 1'", "'1 '", "'0x10'"]),
    ],
    "the oracle makes infinity of a number that is beyond all doubles; cel-go refuses it": [
        "double('1e400')"
    ],
    "the oracle has int(bool) at run time, but its checker and the specification have not": [
        "int(dyn(true))"
    ],
    "the oracle is laxer than RFC 3339": _filled(
        'string(timestamp("{}"))',
        [
            "2024-3-01T00:00:00Z",
            " 2024-03-01T00:00:00Z",
            "2024-03-01T00:00:00+0100",
            "2024-03-01T23:59:60Z",  # and takes the leap second for the next day
        ],
    ),
    "the oracle's %s writes the year 1 in one digit; RFC 3339 and cel-go have four": [
        "'%s'.format([timestamp(\"0001-01-01T00:00:00Z\")])"
    ],
    "the oracle drops digits after the ninth; they are refused here": [
        'string(timestamp("2024-03-01T00:00:00.1234567891Z"))'
    ],
    "the oracle refuses an end of substring that is the text's own (cel-go takes it)": [
        "'a'.substring(0, 1)",
        *_filled("'abcab'.substring({}, 5)", ["0", "1", "3"]),
        *_filled("'é😀é'.substring({}, 3)", ["0", "1"]),
    ],
    "the oracle's %s drops digits after the sixth, its %d writes six; cel-go writes the shortest": [
        '"%s".format([12345.678])',
        *_filled('"%d".format([{}])', ["1.5", "2.5", "-0.0", "1.0", "12345.678"]),
    ],
    "the oracle sorts one type only; numbers of both types have an order": [
        "dyn([dyn(1), 1.0, 2]).sort()"
    ],
    "the oracle puts NaN last; it has no order": ["dyn([0.0 / 0.0, 1.0]).sort()"],
    "the oracle takes any count of hours and minutes for an offset": [
        f'timestamp("{instant}").{accessor}("{zone}")'
        for accessor in ACCESSORS
        for instant in INSTANTS
        for zone in ("+24:00", "+00:60")
    ],
}


@pytest.mark.slow
def test_functions_agree_with_the_oracle_but_where_it_is_said(oracle):
    different = {each for each in CASES if not _same(each, ours(each), oracle)}
    said = {each for expressions in DISAGREEMENTS.values() for each in expressions}
    assert (different - said, said - different) == (set(), set())


_OURS = {"bounds", "moments", "deadlines", "readable", "urls"}


def test_the_table_covers_every_function():
    """All but ours, and Kubernetes' (lists, URLs, find), which the oracle does not have."""
    called = {name for name in FUNCTIONS if any(f"{name}(" in template for template, *_ in TABLE)}
    absent = {"isSorted", "sum", "min", "max", "find", "findAll"}
    own = {name for name, modules in MODULES.items() if _OURS.issuperset(modules)}
    assert called == FUNCTIONS.keys() - absent - own


def test_the_comparison_sees_differences(oracle):
    for expression, value in [
        ("1 + 1", 3),
        ("1 + 1", 2.0),
        ("1 + 1", CelError),
        ("1 / 0", 1),
        ("-0.0", 0.0),
        ("'a'", "b"),
        ("[1]", [1, 1]),
    ]:
        assert not _same(expression, value, oracle)
