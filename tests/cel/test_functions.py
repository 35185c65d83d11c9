"""Every function does what its docstring shows, is declared once, and builds nothing huge."""

import math
import re
import tracemalloc
from datetime import date
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cel.compile.compile import Compiler
from checker.cel.functions import table
from checker.cel.functions.conversions import to_double, to_string
from checker.cel.functions.deadlines import within
from checker.cel.functions.declare import Functions, signature
from checker.cel.functions.lists import sort_by
from checker.cel.functions.location_index import MODULES
from checker.cel.functions.moments import instant
from checker.cel.functions.table import FUNCTIONS
from checker.cel.limits import MAX_SIZE
from checker.cel.operators import compare, equals
from checker.cel.parse.parse import parse
from checker.time.text import DAY, HOUR, format_timestamp
from checker.values import BudgetSpent, CelError, Duration, Missing, Timestamp

ALL = [(name, each) for name, overloads in FUNCTIONS.items() for each in overloads]
_EXAMPLE = re.compile(r"^ +(\S.*?)  // (.+)$", re.MULTILINE)


class Example(NamedTuple):
    expression: str
    result: str


def _documents() -> list[str]:
    return list(dict.fromkeys(each.implementation.__doc__ or "" for _, each in ALL))


EXAMPLES = [Example(*found) for document in _documents() for found in _EXAMPLE.findall(document)]


def run(expression: str, **roots: Any) -> Any:
    """The value of an expression, or which of the three ways of having none."""
    compiler = Compiler(list(roots))
    evaluate = compiler.compile(parse(expression))
    frame = compiler.frame()
    frame[1 : 1 + len(roots)] = roots.values()
    try:
        return evaluate(frame)
    except BudgetSpent:
        return BudgetSpent
    except CelError:
        return CelError
    except KeyError:
        return Missing


def test_every_function_does_what_its_docstring_shows():
    for example in EXAMPLES:
        got = run(example.expression)
        if example.result in {"error", "missing"}:
            assert got is {"error": CelError, "missing": Missing}[example.result], example
        else:
            expected = run(example.result)
            assert type(got) is type(expected), example
            assert equals(got, expected), (example, got, expected)


def test_every_overload_is_documented():
    for name, overload in ALL:
        document = overload.implementation.__doc__
        assert signature(name, overload) in map(str.strip, document.splitlines()), overload
        call = f".{name}(" if overload.method else f"{name}("
        assert any(call in shown for shown, _ in _EXAMPLE.findall(document)), overload


def test_no_example_is_passed_over():
    """A line with a comment that the pattern above does not find would never be run."""
    assert sum(document.count("  // ") for document in _documents()) == len(EXAMPLES) > 100


def test_ids_are_unique():
    ids = [overload.id for _, overload in ALL]

    assert len(ids) == len(set(ids))


def test_every_function_is_found_in_the_modules_that_declare_it():
    declared: dict[str, list[str]] = {}
    for path in sorted(Path(table.__file__).parent.glob("*.py")):
        module = import_module(f"checker.cel.functions.{path.stem}")
        for name, _ in getattr(module, "DECLARED", Functions()).overloads:
            declared.setdefault(name, []).append(path.stem)

    found = {name: sorted(modules) for name, modules in MODULES.items()}
    assert found == {name: sorted(set(modules)) for name, modules in declared.items()}


# What the contract names; the macros are not functions.
def test_the_table_holds_what_is_promised():
    assert set(FUNCTIONS) == {
        *("size", "type", "dyn", "bool", "int", "double", "string", "timestamp", "duration"),
        *("contains", "startsWith", "endsWith", "matches", "find", "findAll"),
        *("isURL", "url", "getScheme", "getHost", "getHostname", "getPort"),
        *("charAt", "indexOf", "lastIndexOf", "lowerAscii", "upperAscii", "replace", "split"),
        *("substring", "trim", "join", "reverse", "strings.quote", "format"),
        *("slice", "flatten", "distinct", "lists.range", "sort"),
        *("isSorted", "sum", "min", "max"),
        *("sets.contains", "sets.equivalent", "sets.intersects"),
        *(f"math.{name}" for name in ("greatest", "least", "abs", "sign", "ceil", "floor")),
        *(f"math.{name}" for name in ("round", "trunc", "sqrt", "isNaN", "isInf", "isFinite")),
        *(f"math.bit{name}" for name in ("And", "Or", "Xor", "Not", "ShiftLeft", "ShiftRight")),
        *(f"get{part}" for part in ("FullYear", "Month", "Date", "DayOfMonth", "DayOfYear")),
        *(f"get{part}" for part in ("DayOfWeek", "Hours", "Minutes", "Seconds", "Milliseconds")),
        *("instant", "before", "earliest", "latest", "elapsed", "readable", "howLong"),
        *("due", "relieved", "within", "overdue", "atMost"),
    }


@pytest.mark.parametrize(
    "expression",
    [
        "1.startsWith('a')",
        "'a'.startsWith(1)",
        "'a'.startsWith(null)",
        "size(true)",
        "size(null)",
        "int(true)",
        "bool(1)",
        "string([1])",
        "string({})",
        "string(int)",
        "timestamp(1.5)",
        "duration(5)",
        "'a'.charAt(1.0)",
        "'a'.replace('a', 1)",
        "'a'.split('a', '1')",
        "['a'].join(1)",
        "math.ceil(1)",
        "math.abs('1')",
        "math.bitAnd(1, 1.0)",
        "math.isNaN(1)",
        "timestamp(0).getHours(1)",
        "duration('1h').getHours('UTC')",
        "duration('1h').getFullYear()",
        "within('2024-01-01', '2024-01-01', '1h')",
        "instant(now)",
        "[1].slice(0, 1.0)",
        "sets.contains([1], 1)",
        "'a'.format('a')",
        "{}.flatten()",
    ],
)
def test_values_of_other_types_are_errors(expression):
    assert run(expression, now=Timestamp(0)) is CelError


@pytest.mark.parametrize(
    "expression",
    [
        "'a'.charAt(-1)",
        "'a'.substring(-1)",
        "'a'.substring(2)",
        "'abc'.substring(2, 1)",
        "'abc'.substring(1, 4)",
        "'abc'.indexOf('a', -1)",
        "'abc'.indexOf('', 4)",
        "'abc'.lastIndexOf('a', 4)",
        "[1, 2].slice(-1, 1)",
        "[1, 2].slice(0, 3)",
        "[1, 2].slice(2, 1)",
        "[1, '1'].sort()",
        "[null].sort()",
        "[[1]].sort()",
        "[0.0 / 0.0, 1.0].sort()",
        "[true, 1].sort()",
        "[true, 'a'].sort()",
        "[timestamp(1), duration('1s')].sort()",
        "[true].sum()",
        "['a'].sum()",
        "[[1]].sum()",
        "[null].sum()",
        "[1, duration('1s')].sum()",
        "[9223372036854775807, 1].sum()",
        "[null].min()",
        "[[1]].max()",
        "[1, '2'].min()",
        "[].max()",
        "[null, null].isSorted()",
        "int('9223372036854775808')",
        "int('')",
        "int('-')",
        "int('１')",
        "int(' 1')",
        "int('1_0')",
        "int(9223372036854775808.0)",
        "int(0.0 / 0.0)",
        "double('')",
        "double('.')",
        "double('1e')",
        "double('1_0')",
        "double('-1e999')",
        "double('0x10')",
        "bool('yes')",
        "bool('')",
        "bool('T')",
        "timestamp(253402300800)",
        "timestamp(-62135596801)",
        "timestamp(9223372036854775807)",
        "timestamp(0).getHours('../UTC')",
        "math.greatest('a', 'b', 'c')",
        "math.greatest([1, '2'])",
        "math.least([])",
        "math.abs(-9223372036854775808)",
        "math.bitShiftLeft(1, -1)",
        "math.bitShiftRight(1, -9223372036854775808)",
        "'%'.format([])",
        "'%%%'.format([])",
        "'%q'.format([1])",
        "'%.f'.format([1])",
        "'%.1001f'.format([1])",
        "'%.99999999999999999999f'.format([1])",
        "'%5d'.format([1])",
        "'%f'.format(['1'])",
        "'%e'.format([true])",
        "'%b'.format([1.5])",
        "'%o'.format([true])",
        "'%x'.format([[1]])",
        "instant('')",
        "within('2024-01-01', 'yesterday', duration('1h'))",
        "within('2023-02-29', '2024-01-01', duration('1h'))",
    ],
)
def test_values_out_of_range_are_errors(expression):
    assert run(expression) is CelError


@pytest.mark.parametrize(
    "expression,result",
    [
        ("''.split('')", [""]),
        ("''.split(',')", [""]),
        ("'abc'.split('', 1)", ["abc"]),
        ("'a,b,c'.split(',', -5)", ["a", "b", "c"]),
        ("'a,b,'.split(',', 9)", ["a", "b", ""]),
        ("''.replace('', '-')", "-"),
        ("'ab'.replace('', '-', 2)", "-a-b"),
        ("'ab'.replace('a', 'b', 0)", "ab"),
        ("'é😀x'.reverse()", "x😀é"),
        ("'\\u001cx\\u200b'.trim()", "\x1cx\u200b"),
        ("'\\u0085\\u2003x\\u3000'.trim()", "x"),
        ("'tacocat'.lastIndexOf('t', 0)", 0),
        ("'tacocat'.lastIndexOf('', 7)", 7),
        ("[[[]], []].flatten(9)", []),
        ("[1, [2]].flatten()", [1, 2]),
        ("[0.0 / 0.0, 0.0 / 0.0].distinct().size()", 2),
        ("[{'a': 1}, {'a': 1.0}, [1], [1.0], true, 1].distinct().size()", 4),
        ("[0.0, -0.0].distinct()", [0.0]),
        ("[1, 1.0].distinct()", [1]),
        ("[1.0, 1].distinct()", [1.0]),
        ("[1.5, 1, 2].sort()", [1, 1.5, 2]),
        ("[true, false].sort()", [False, True]),
        ("[duration('2h'), duration('90m')].max().getMinutes()", 120),
        ("[1, 1.0].max()", 1),
        ("[].isSorted()", True),
        ("[null].isSorted()", True),
        ("[0.1, 0.2, 0.3].sum()", 0.1 + 0.2 + 0.3),
        ("[true, 1].indexOf(1)", 1),
        ("[1, 2, 1.0].lastIndexOf(1)", 2),
        ("sets.contains([1, 2], [1.0])", True),
        ("sets.contains([true], [1])", False),
        ("sets.intersects([timestamp(5)], [duration('5s')])", False),
        ("sets.contains([0.0 / 0.0], [0.0 / 0.0])", False),
        ("math.round(0.49999999999999994)", 0.0),
        ("math.round(4503599627370497.5)", 4503599627370498.0),
        ("math.ceil(1.0 / 0.0)", math.inf),
        ("math.bitShiftRight(-1, 1)", 2**63 - 1),
        ("math.bitShiftRight(-1, 0)", -1),
        ("math.bitShiftLeft(3, 63)", -(2**63)),
        ("math.greatest(0.0 / 0.0, 1.0) == 1.0", False),
        ("'%s %s'.format([1e6, -0.0])", "1000000 -0"),
        ("'%s'.format([0.1 + 0.2])", "0.30000000000000004"),
        ("'%d %d'.format([2.5, 1e300]).size()", 305),
        ("'%.0f|%.3f'.format([2.5, 1])", "2|1.000"),
        ("'%e|%f'.format([0.0 / 0.0, -1.0 / 0.0])", "NaN|-Infinity"),
        ("'%b %o %x %X'.format([-5, -8, 'é', -255])", "-101 -10 c3a9 -FF"),
        ("'%s'.format([{2: 1, 10: 2, true: 3}])", "{10: 2, 2: 1, true: 3}"),
        ("'%s'.format([[timestamp(0), duration('90s'), int, null]])",
         "[1970-01-01T00:00:00Z, 90s, int, null]"),
        ("'a'.format([1])", "a"),
        ("string(1e21)", "1e+21"),
        ("string(-1.0 / 0.0)", "-inf"),
        ("string(0.0 / 0.0)", "nan"),
        ("double('inf') == double('Infinity')", True),
        ("int('-009223372036854775808')", -(2**63)),
        ("timestamp('9999-12-31T23:59:59Z').getFullYear('+01:00')", 10000),
        ("timestamp('0001-01-01T00:00:00Z').getFullYear('-01:00')", 0),
        ("timestamp('0001-01-01T00:00:00Z').getDayOfYear('-01:00')", 365),
        ("timestamp('1969-12-31T23:59:59.5Z').getMilliseconds()", 500),
        ("duration('-3730s').getMinutes()", -62),
    ],
)  # fmt: skip
def test_edges(expression, result):
    got = run(expression)
    assert (type(got), repr(got)) == (type(result), repr(result))


@given(st.floats())
def test_a_double_is_read_as_it_is_written(number):
    read = to_double(to_string(number))
    assert read == number or (math.isnan(read) and math.isnan(number))
    assert float(run("'%s'.format([x])", x=number)) == read or math.isnan(number)


_NUMBERS = st.one_of(st.integers(-5, 5), st.floats(-5, 5))


@given(st.one_of(st.lists(_NUMBERS), st.lists(st.text()), st.lists(st.booleans())))
def test_sorted_lists_are_sorted_and_stable(elements):
    got = run("xs.sort()", xs=elements)
    assert run("xs.isSorted()", xs=got) is True
    assert sorted(map(repr, got)) == sorted(map(repr, elements))
    numbered = sort_by(list(range(len(elements))), elements)
    for before, after in pairwise(numbered):
        order = compare(elements[before], elements[after])
        assert order < 0 or (order == 0 and before < after)
    if elements:
        assert equals(got[0], run("xs.min()", xs=elements))
        assert equals(got[-1], run("xs.max()", xs=elements))


@given(st.text(alphabet="ab,é😀"), st.sampled_from([",", "a", "ab", "é"]))
def test_what_is_split_can_be_joined(text, separator):
    assert run("s.split(p).join(p)", s=text, p=separator) == text


@given(st.text(alphabet="ab"), st.sampled_from(["", "a", "ab"]), st.integers(-1, 3))
def test_splitting_never_loses_text(text, separator, limit):
    parts = run("s.split(p, n)", s=text, p=separator, n=limit)
    assert limit < 0 or len(parts) <= limit
    assert limit == 0 or separator.join(parts) == text


_HUGE = [
    "s.replace('a', s)",
    "s.replace('', s)",
    "[s, s, s].join()",
    "['a', 'a', 'a'].join(s)",
    "'%s%s%s'.format([s, s, s])",
    "'%s'.format([[s, [s, [s]]]])",
    "'%s'.format([{s: s, 'b': s}])",
    "'%x'.format([s + 'a'])",
    "lists.range(1000001)",
    "lists.range(9223372036854775807)",
]


@pytest.mark.parametrize("expression", _HUGE)
def test_nothing_huge_is_built(expression):
    tracemalloc.start()
    try:
        got = run(expression, s="a" * (MAX_SIZE // 2))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert got in (CelError, BudgetSpent)
    assert peak < 8 * MAX_SIZE


@pytest.mark.parametrize(
    "expression,outcome",
    [
        ("xs.flatten(99)", BudgetSpent),
        ("xs.distinct()", BudgetSpent),
        ("sets.contains(xs, [1])", BudgetSpent),
        ("'%s'.format([xs])", BudgetSpent),
    ],
)
@pytest.mark.slow
def test_a_list_that_holds_itself_many_times_ends(expression, outcome):
    nested: list[Any] = []
    for _ in range(40):
        nested = [nested, nested]
    assert run(expression, xs=nested) is outcome


def test_doubling_ends():
    expression = "''.replace('', 'aaaaaaaaaa')" + ".replace('a', 'aaaaaaaaaa')" * 7
    assert run(expression) is CelError


def test_what_is_large_costs_more_than_a_unit():
    costly = [
        each.id
        for _, each in ALL
        if each.cost is None and any(p.kind.value == "list" for p in each.parameters)
    ]
    assert costly == ["size_list", "list_size"]
    for _, each in ALL:
        if each.cost is not None:
            kinds: dict[str, Any] = {
                "string": "a" * 10_000,
                "list": [0] * 10_000,
                "int": 10_000,
                "variable": 0,
            }
            kinds |= {
                "map": {"holidays": [""] * 10_000},
                "timestamp": Timestamp(0),
                "duration": Duration(0),
            }
            assert each.cost(*(kinds[p.kind.value] for p in each.parameters)) >= 100


_INSTANTS = st.integers(0, 4 * 10**9).map(lambda seconds: Timestamp(seconds * 10**9))


@given(_INSTANTS, _INSTANTS, st.integers(0, 10**9))
def test_within_on_instants_is_arithmetic(start, end, seconds):
    limit = Duration(seconds * 10**9)
    expected = end.nanoseconds <= start.nanoseconds + limit.nanoseconds
    assert within(format_timestamp(start), format_timestamp(end), limit) is expected


def _possible(day: str) -> list[str]:
    """Instants at the edges of the day anywhere on Earth, and within it."""
    return [
        f"{day}T00:00:00+14:00",
        f"{day}T00:00:00Z",
        f"{day}T12:34:56.789-03:00",
        f"{day}T23:59:59.999999999-12:00",
    ]


@given(
    st.dates(min_value=date(2024, 2, 20)).map(str),
    st.integers(-5, 9),
    st.integers(0, 200).map(lambda hours: Duration(hours * HOUR)),
)
def test_within_on_days_is_what_all_their_instants_say(day, later, limit):
    first = run("timestamp(d + 'T00:00:00Z')", d=day).nanoseconds
    end = Timestamp(min(max(first + later * DAY, 0), 250_000 * 10**15))
    other = format_timestamp(end)[:10]
    answers = {within(a, b, limit) for a in _possible(day) for b in _possible(other)}
    if len(answers) == 1:
        assert within(day, other, limit) is answers.pop()
    else:
        with pytest.raises(Missing, match="would decide it"):
            within(day, other, limit)


def test_a_deadline_met_to_the_nanosecond_is_met():
    start = "2024-03-01T00:00:00Z"
    assert within(start, "2024-03-04T00:00:00Z", Duration(72 * HOUR)) is True
    assert within(start, "2024-03-04T00:00:00.000000001Z", Duration(72 * HOUR)) is False
    # A day ends with its last nanosecond, 12 hours after UTC's.
    assert within(start, "2024-03-03", Duration(72 * HOUR + 12 * HOUR - 1)) is True
    with pytest.raises(Missing):
        within(start, "2024-03-03", Duration(72 * HOUR + 12 * HOUR - 2))


def test_a_day_begins_in_the_east_and_ends_in_the_west():
    at_once = Duration(0)
    assert within("2024-03-02", "2024-03-01T10:00:00Z", at_once) is True
    assert within("2024-03-02", "2024-03-03T12:00:00Z", at_once) is False
    assert within("2024-03-03T12:00:00Z", "2024-03-02", at_once) is True
    assert within("2024-03-01T09:59:59.999999999Z", "2024-03-02", at_once) is False
    for start, end in [
        ("2024-03-02", "2024-03-01T10:00:00.000000001Z"),
        ("2024-03-02", "2024-03-03T11:59:59.999999999Z"),
        ("2024-03-03T11:59:59.999999998Z", "2024-03-02"),
        ("2024-03-01T10:00:00Z", "2024-03-02"),
    ]:
        with pytest.raises(Missing):
            within(start, end, at_once)


def test_a_number_of_many_digits_is_out_of_range_and_not_python_s_error():
    assert run("int(s)", s="9" * 5000) is CelError
    assert run("int(s)", s="0" * 5000 + "7") == 7
    assert run("double(s)", s="9" * 5000) is CelError


def test_an_instant_is_no_day():
    assert instant("2024-03-01T01:00:00+01:00") == Timestamp(19783 * DAY)
    with pytest.raises(Missing, match="2024-03-01"):
        instant("2024-03-01")
