"""What the compiled functions decide, and what they raise."""

import json
import sys
import threading
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cel.compile.compile import Compiler
from checker.cel.compile.frame import BUDGET, UNSET
from checker.cel.depth import DEEPEST
from checker.cel.parse.parse import parse
from checker.values import BudgetSpent, CelError, Missing, Timestamp, TypeValue

VENDOR = {
    "id": "acme",
    "score": 4.0,
    "nothing": None,
    "security": {"mfa": "all", "deep": {"er": {"est": 1}}},
    "data": [
        {"id": "a", "records": 1, "encryption": {"at_rest": "full"}},
        {"id": "b", "records": 2, "encryption": {"at_rest": "none"}},
        {"id": "c", "records": 3},
    ],
    "tags": {"one": 1, "two": 2},
}
NAMES = ("vendor", "params", "t", "f", "e", "m")
# The four outcomes of an operand: true, false, an error of the policy, a gap in the evidence.
OUTCOMES = {"t": True, "f": False, "1/0 == 0": CelError, "m.absent": Missing}


def evaluate(text: str, budget: int = BUDGET, **variables: str) -> Any:
    """The value, or the class of what was raised."""
    compiler = Compiler(NAMES)
    for name, source in variables.items():
        compiler.variable(name, parse(source))
    evaluator = compiler.compile(parse(text))
    frame = compiler.frame()
    frame[0] = budget
    frame[1:7] = [VENDOR, {"classes": ["a", "b"], "most": 2}, True, False, None, {}]
    try:
        return evaluator(frame)
    except KeyError:
        return Missing
    except (CelError, BudgetSpent) as raised:
        return type(raised)


def conjunction(outcomes: list[Any]) -> Any:
    """What the specification says of `&&`, with CelError before Missing."""
    return next((each for each in (False, CelError, Missing) if each in outcomes), True)


def disjunction(outcomes: list[Any]) -> Any:
    """What the specification says of `||`, with CelError before Missing."""
    return next((each for each in (True, CelError, Missing) if each in outcomes), False)


@pytest.mark.parametrize("operands", [*product(OUTCOMES, repeat=2)], ids=" ".join)
def test_two_operands_absorb_whatever_their_order(operands: tuple[str, ...]):
    outcomes = [OUTCOMES[operand] for operand in operands]
    assert evaluate(" && ".join(operands)) == conjunction(outcomes)
    assert evaluate(" || ".join(operands)) == disjunction(outcomes)


@pytest.mark.parametrize("operands", [*product(OUTCOMES, repeat=3)], ids=" ".join)
def test_three_operands_absorb_whatever_their_order(operands: tuple[str, ...]):
    outcomes = [OUTCOMES[operand] for operand in operands]
    assert evaluate(" && ".join(operands)) == conjunction(outcomes)
    assert evaluate(" || ".join(operands)) == disjunction(outcomes)


@pytest.mark.parametrize("length", [0, 1, 2, 3])
def test_all_and_exists_absorb_as_their_elements_would_in_a_chain(length: int):
    # Element 0 is true, 1 false, 2 an error, 3 a gap.
    body = "x < 2 ? x == 0 : (x == 2 ? 1/0 == 0 : m.absent)"
    for elements in product(range(4), repeat=length):
        outcomes = [(True, False, CelError, Missing)[element] for element in elements]
        assert evaluate(f"{list(elements)}.all(x, {body})") == conjunction(outcomes)
        assert evaluate(f"{list(elements)}.exists(x, {body})") == disjunction(outcomes)
        assert evaluate(f"{list(elements)}.all(i, x, {body})") == conjunction(outcomes)
        assert evaluate(f"{list(elements)}.exists(i, x, {body})") == disjunction(outcomes)


@pytest.mark.parametrize("operand", ["1", "'true'", "vendor", "null", "[]"])
def test_what_is_not_a_bool_is_an_error_that_is_absorbed_like_one(operand: str):
    assert evaluate(f"{operand} && f") is False
    assert evaluate(f"f && {operand}") is False
    assert evaluate(f"{operand} || t") is True
    assert evaluate(f"{operand} && t") is CelError
    assert evaluate(f"t && {operand}") is CelError
    assert evaluate(f"{operand} && t && t") is CelError
    assert evaluate(f"{operand} && m.absent") is CelError
    assert evaluate(f"m.absent && {operand}") is CelError
    assert evaluate(f"{operand} || f") is CelError
    assert evaluate(f"!{operand}") is CelError
    assert evaluate(f"{operand} ? 1 : 2") is CelError
    for macro in ("all", "exists", "exists_one", "filter"):
        assert evaluate(f"[1].{macro}(x, {operand})") is CelError
    assert evaluate(f"[1].map(x, {operand}, x)") is CelError
    assert evaluate(f"[1, 2].all(x, x == 1 ? {operand} : f)") is False
    assert evaluate(f"[1, 2].exists(x, x == 1 ? {operand} : t)") is True


@pytest.mark.parametrize(
    "text",
    [
        "[1, 2].exists_one(x, x == 2 ? m.absent : x == 1)",
        "[1, 2].map(x, x == 2 ? m.absent : x)",
        "[1, 2].filter(x, x == 2 ? m.absent : true)",
        "[1, 2].sortBy(x, x == 2 ? m.absent : x)",
        "[1, 2].map(x, x == 2 ? m.absent : true, x)",
        "[m.absent]",
        "{'a': m.absent}",
        "{m.absent: 1}",
        "m.absent ? 1 : 2",
        "!m.absent",
        "-m.absent",
        "m.absent == m.absent",
        "m.absent in [1]",
        "1 in m.absent",
        "m.absent.all(x, true)",
        "has(m.absent.field)",
        "m['absent']",
        "m[vendor.id]",
        "vendor.security.deep.absent",
        "vendor.security.deep.er.absent",
        "vendor.data[2].encryption.at_rest == 'full'",
    ],
)
def test_a_gap_goes_up_where_nothing_absorbs_it(text: str):
    assert evaluate(text) is Missing


@pytest.mark.parametrize(
    "text",
    [
        "vendor.id.field",
        "vendor.data.field",
        "vendor.nothing.field",
        "vendor.security.mfa.field",
        "vendor.security.deep.er.est.field",
        "vendor.data[0].id.field",
        "has(vendor.id.field)",
        "has(vendor.data.field)",
        "has(vendor.nothing.field)",
        "vendor.data['id']",
        "vendor.data[3]",
        "vendor.data[-1]",
        "vendor.id[0]",
        "vendor.id.all(c, true)",
        "vendor.score.map(c, c)",
        "vendor.tags.sortBy(x, x)",
        "[1, 'a'].sortBy(x, x)",
        "[1, 0.0/0.0].sortBy(x, x)",
        "[[1]].sortBy(x, x)",
        "[null].sortBy(x, x)",
        "nowhere",
        "nowhere.field",
        "variables",
        "variables.nowhere",
        "int.field",
        "{'a': 1, 'a': 2}",
        "{1.5: 1}",
        "{null: 1}",
        "{[]: 1}",
        "true < 1",
        "vendor.nothing < 5",
        "'a' < 1",
    ],
)
def test_an_error_is_no_gap(text: str):
    assert evaluate(text) is CelError


@pytest.mark.parametrize(
    "text, expected",
    [
        ("vendor", VENDOR),
        ("vendor.id", "acme"),
        ("vendor.security.mfa", "all"),
        ("vendor.security.deep.er.est", 1),
        ("vendor['security'].mfa == 'all'", True),
        ("vendor.data[1].encryption.at_rest", "none"),
        ("{'a': {'b': 1}}.a.b", 1),
        ("has(vendor.nothing)", True),
        ("has(vendor.absent)", False),
        ("has(vendor.security.mfa)", True),
        ("vendor.score == 4", True),
        ("4 == vendor.score", True),
        ("vendor.score >= 4", True),
        ("vendor.score == null", False),
        ("vendor.nothing == null", True),
        ("vendor.nothing != null", False),
        ("null != vendor.nothing", False),
        ("t == true", True),
        ("t != true", False),
        ("t == 1", False),
        ("t != 1", True),
        ("f == 0", False),
        ("f == 0.0", False),
        ("1 == 1.0", True),
        ("vendor.id == 1", False),
        ("vendor.id != 'acme'", False),
        ("vendor.id == params.most", False),
        ("vendor.data == vendor.data", True),
        ("vendor.data != vendor.data", False),
        ("vendor.id in params.classes", False),
        ("'a' in params.classes", True),
        ("1 in params.classes", False),
        ("vendor.id in ['acme', 'other']", True),
        ("vendor.data in ['acme']", False),
        ("vendor.id in []", False),
        ("1 in ['acme', 1.0]", True),
        ("'one' in vendor.tags", True),
        ("[1, 'a', null]", [1, "a", None]),
        ("[vendor.id]", ["acme"]),
        ("{vendor.id: 1, true: 2, 3: 4}", {"acme": 1, True: 2, 3: 4}),
        ("t ? 1 : m.absent", 1),
        ("f ? m.absent : 2", 2),
        ("1 + 2 * 3 - 4 / 2", 5),
        ("-vendor.score", -4.0),
        ("'a' + 'b'", "ab"),
        ("vendor.data.map(d, d.id)", ["a", "b", "c"]),
        ("vendor.data.map(d, d.records > 1, d.id)", ["b", "c"]),
        ("vendor.data.filter(d, d.records == 2).map(d, d.id)", ["b"]),
        ("vendor.data.exists_one(d, d.records == 2)", True),
        ("vendor.data.exists_one(d, d.records > 1)", False),
        ("vendor.data.sortBy(d, -d.records).map(d, d.id)", ["c", "b", "a"]),
        ("[3, 1, 2].sortBy(x, 0)", [3, 1, 2]),
        ("[2, 1.5, 1].sortBy(x, x)", [1, 1.5, 2]),
        ("[].sortBy(x, m.absent)", []),
        ("vendor.tags.all(k, k != 'three')", True),
        ("vendor.tags.exists(k, v, k == 'two' && v == 2)", True),
        ("vendor.tags.map(k, k)", ["one", "two"]),
        ("['a', 'b'].existsOne(i, v, i == 1)", True),
        ("['a', 'b'].transformList(i, v, [i, v])", [[0, "a"], [1, "b"]]),
        ("['a', 'b'].transformList(i, v, i > 0, v)", ["b"]),
        ("cel.bind(x, 1, cel.bind(y, x + 1, [x, y]))", [1, 2]),
        ("cel.bind(x, m.absent, true)", True),
        ("cel.bind(x, m.absent, has(m.absent) && x == 1)", False),
        ("cel.bind(x, vendor.security, x.mfa == 'all' && has(x.deep))", True),
        ("int", TypeValue("int")),
        ("google.protobuf.Timestamp", TypeValue("google.protobuf.Timestamp")),
    ],
)
def test_values(text: str, expected: Any):
    result = evaluate(text)
    assert (type(result), result) == (type(expected), expected)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("[1, 2].map(x, [10, 20].map(y, x + y))", [[11, 21], [12, 22]]),
        ("[1, 2].map(x, [10, 20].map(x, x))", [[10, 20], [10, 20]]),
        ("[1, 2].map(x, [10].map(x, x)[0] + x)", [11, 12]),
        ("[[1], [2]].map(x, x.map(x, x + 1))", [[2], [3]]),
        ("[1].map(vendor, vendor)", [1]),
        ("[1].map(vendor, vendor + 1)[0] == 2 && vendor.id == 'acme'", True),
        ("[1].map(x, cel.bind(x, x + 1, x))", [2]),
        ("cel.bind(x, 1, [5].map(x, x)[0] + x)", 6),
        ("cel.bind(x, 1, cel.bind(x, x + 1, x))", 2),
        ("[1, 2].map(x, cel.bind(y, x * 10, [3, 4].map(x, x + y)))", [[13, 14], [23, 24]]),
        ("cel.bind(vendor, 1, vendor) == 1 && vendor.id == 'acme'", True),
        ("cel.bind(x, 1, cel.bind(y, x, cel.bind(x, 2, x + y)))", 3),
        ("cel.bind(variables, {'a': 1}, variables.a)", 1),
        ("[1].map(int, int)", [1]),
        ("[{'a': 1}].map(variables, variables.a)", [1]),
        ("[{'a': 1}].map(variables, has(variables.b))", [False]),
        ("['a', 'b'].all(i, v, ['c'].all(v, i, v == 0 && i == 'c') && i < 2)", True),
    ],
)
def test_the_nearest_name_wins(text: str, expected: Any):
    assert evaluate(text) == expected


def test_a_variable_is_evaluated_once_per_frame_and_only_when_read():
    costly = "vendor.data.filter(d, d.records > 1)"
    assert evaluate("variables.a", budget=3, a=costly) == VENDOR["data"][1:]
    assert evaluate("variables.a == variables.a", budget=3, a=costly) is True
    assert evaluate("t || variables.a == []", budget=0, a=costly) is True
    assert evaluate("variables.a == []", budget=2, a=costly) is BudgetSpent


def test_a_bound_value_is_evaluated_once_and_only_when_read():
    bound = "cel.bind(x, [1, 2].map(y, y), {})"
    assert evaluate(bound.format("x[0] < x[1] && size(x) == 2"), budget=3) is True
    assert evaluate(bound.format("true"), budget=0) is True
    assert evaluate("[1, 2].all(z, cel.bind(x, [z].map(y, y), x[0] == z))", budget=4) is True


def test_a_bound_value_may_fail_again_and_be_absorbed_each_time():
    assert evaluate("cel.bind(x, m.absent, x || true) && true") is True
    assert evaluate("cel.bind(x, m.absent, (x || true) && x)") is Missing
    assert evaluate("cel.bind(x, 1/0, [true, x])") is CelError


@pytest.mark.parametrize("source, expected", [("1/0", CelError), ("m.absent", Missing)])
def test_a_variable_remembers_that_it_failed(source: str, expected: type[Exception]):
    for text in ("variables.a", "variables.a == 1 || variables.a == 2", "variables.a.b.c"):
        assert evaluate(text, a=source) is expected
    assert evaluate("[1, 2].all(x, variables.a == x)", a=f"[3].map(x, {source})[0]") is expected


def test_variables_read_those_before_them_and_no_others():
    assert evaluate("variables.b", a="1", b="variables.a + 1") == 2
    assert evaluate("variables.a", a="variables.b + 1", b="1") is CelError
    assert evaluate("variables.a", a="variables.a") is CelError
    assert evaluate("has(variables.a)", a="m.absent") is True
    assert evaluate("has(variables.b)", a="1") is False


def test_a_variable_read_within_a_comprehension_leaves_its_elements_alone():
    text = "[1, 2].map(x, variables.a[0] + x)"
    assert evaluate(text, a="[10, 20].map(x, x)") == [11, 12]


def test_a_variable_sees_roots_and_not_the_comprehension_around_its_read():
    assert evaluate("[1].map(vendor, variables.a)", a="vendor.id") == ["acme"]


def test_a_frame_is_used_again_when_its_memo_is_reset():
    compiler = Compiler(["n"])
    compiler.variable("twice", parse("n * 2"))
    evaluator = compiler.compile(parse("variables.twice + variables.twice"))
    frame = compiler.frame()
    results = []
    for n in (1, 10):
        frame[1] = n
        for slot in compiler.memo:
            frame[slot] = UNSET
        results.append(evaluator(frame))
    assert results == [4, 40]


def test_variables_come_before_expressions():
    compiler = Compiler([])
    compiler.compile(parse("1"))
    with pytest.raises(ValueError, match="after the first expression"):
        compiler.variable("late", parse("1"))


@pytest.mark.parametrize(
    "text, cost",
    [
        ("[1, 2, 3].all(x, x > 0)", 3),
        ("[1, 2, 3].all(x, x > 1)", 1),
        ("[1, 2, 3].exists(x, x == 2)", 2),
        ("[1, 2, 3].exists(x, x == 9)", 3),
        ("[1, 2, 3].map(x, x)", 3),
        ("[1, 2, 3].filter(x, true)", 3),
        ("[1, 2, 3].exists_one(x, true)", 3),
        ("[1, 2, 3].sortBy(x, x)", 3),
        ("[1, 2, 3].map(x, x > 1, x)", 3),
        ("[1, 2, 3].all(i, x, x > 0)", 3),
        ("[1, 2, 3].all(x, [1, 2].all(y, y < 3))", 9),
        ("t && f || t", 0),
    ],
)
def test_what_a_comprehension_costs(text: str, cost: int):
    assert evaluate(text, budget=cost) is not BudgetSpent
    if cost:
        assert evaluate(text, budget=cost - 1) is BudgetSpent


def test_nothing_absorbs_a_spent_budget():
    for text in (
        "f && [1, 2].all(x, true) || t",
        "[1, 2].all(x, true) || t",
        "t || t || [1, 2].all(x, true)",
        "[1].exists(y, [1, 2].all(x, true)) || t",
        "[1].all(y, [1, 2].map(x, x) == [])",
    ):
        expected = True if text.startswith(("f", "t")) else BudgetSpent
        assert evaluate(text, budget=1) is expected


def test_comparing_and_copying_much_is_paid_for():
    hundred = str([0] * 100)
    assert evaluate(f"{hundred} == {hundred}", budget=6) is True
    assert evaluate(f"{hundred} == {hundred}", budget=5) is BudgetSpent
    assert evaluate(f"1 in {hundred}", budget=6) is False
    assert evaluate(f"1 in {hundred}", budget=5) is BudgetSpent
    assert evaluate(f"'{'a' * 50}' + '{'b' * 50}' == ''", budget=6) is False
    assert evaluate(f"'{'a' * 50}' + '{'b' * 50}' == ''", budget=5) is BudgetSpent


def test_what_is_compared_is_paid_for_however_deep_it_lies():
    shared = "[['a', 'b'].map(x, [x, x])]" + ".map(x, [x, x])" * 30
    for text in (f"{shared} == {shared}", f"{shared} in [{shared}]", f"[1] in [{shared}]"):
        assert evaluate(text) is BudgetSpent
    assert evaluate(f"1 in [{shared}]") is False


def test_the_quadratic_and_the_doubling_end_soon():
    within = "x, xs.all(y, xs.all(z, xs.all(w, w >= 0)))"
    assert evaluate(f"cel.bind(xs, {list(range(60))}, xs.all({within}))") is BudgetSpent
    doubled = "'0123456789'"
    for _ in range(8):
        doubled = f"cel.bind(x, {doubled}, x + x + x + x + x + x + x + x)"
    assert evaluate(f"{doubled} != ''") is CelError


NESTINGS = {
    "not": ("!", "t", ""),
    "parenthesis": ("(1 + ", "1", ")"),
    "and": ("(t && ", "t", ")"),
    "and, absorbing": ("(m.absent && ", "f", ")"),
    "or of three": ("(f || f || ", "t", ")"),
    "list": ("[", "1", "]"),
    "map": ("{1: ", "1", "}"),
    "index": ("", "m", "[0]"),
    "choice": ("f ? 1 : ", "2", ""),
    "call": ("size(", "1", ")"),
    "negative": ("-(", "1", ")"),
    "bind": ("cel.bind(x, ", "1", ", x)"),
    "field": ("", "m", ".a"),
}


def _at_recursion_limit_of_a_thousand(text: str, **variables: str) -> Any:
    """Evaluate with the default limit, from a caller 50 frames deep."""
    results: list[Any] = []

    def deep(levels: int) -> None:
        if levels:
            deep(levels - 1)
        else:
            results.append(evaluate(text, **variables))

    def run() -> None:
        sys.setrecursionlimit(1000)
        deep(50)

    before = sys.getrecursionlimit()
    thread = threading.Thread(target=run)
    try:
        thread.start()
        thread.join()
    finally:
        sys.setrecursionlimit(before)
    return results


def _deepest(kind: str) -> str:
    """The deepest nesting of a kind that the parser takes."""
    opening, core, closing = NESTINGS[kind]
    from checker.cel.syntax import CelSyntaxError

    for levels in range(70, 0, -1):
        text = opening * levels + core + closing * levels
        try:
            parse(text)
        except CelSyntaxError:
            continue
        return text
    raise AssertionError(kind)


@pytest.mark.parametrize("kind", NESTINGS)
def test_no_expression_that_the_parser_takes_is_too_deep(kind: str):
    text = _deepest(kind)
    assert text.count(NESTINGS[kind][0] or NESTINGS[kind][2]) >= 10
    assert len(_at_recursion_limit_of_a_thousand(text)) == 1


@pytest.mark.parametrize("read", ["variables.v{}", 'variables["v{}"]'])
def test_variables_that_stack_too_deep_are_an_error_and_never_a_crash(read: str):
    one = "-" + "(-" * 20 + "{}" + ")" * 20
    variables = {"v0": "1"}
    for number in range(1, 40):
        variables[f"v{number}"] = one.format(read.format(number - 1))
    assert _at_recursion_limit_of_a_thousand(read.format(2), **variables) == [1]
    assert _at_recursion_limit_of_a_thousand(read.format(39), **variables) == [CelError]


@given(st.text(alphabet="abc", max_size=2), st.sampled_from([1, 1.0, True, None, "a", [], {}]))
def test_comparison_with_a_literal_is_comparison_with_its_value(text: str, value: Any):
    for literal in (f"'{text}'", "1", "0", "2", "1.0", "true", "false", "null", "-1", "2.5"):
        for sign in ("==", "!="):
            for left, right in ((literal, "x"), ("x", literal)):
                compiler = Compiler(["x", "y"])
                short = compiler.compile(parse(f"{left} {sign} {right}"))
                # The same question, without a literal that the compiler could see.
                long = compiler.compile(parse(f"cel.bind(y, {literal}, x {sign} y)"))
                frame = compiler.frame()
                frame[1] = value
                assert short(frame) is long(frame)


def test_a_timestamp_is_no_tuple_to_the_short_ways():
    compiler = Compiler(["now"])
    evaluators = [
        compiler.compile(parse(text))
        for text in ("now == 5", "now == '5'", "now == null", "now in ['a']", "now == [5]")
    ]
    frame = compiler.frame()
    frame[1] = Timestamp(5)
    assert [evaluator(frame) for evaluator in evaluators] == [False] * 5


HOSTILE = st.text(st.sampled_from(list("'\"\\\n\r\t{}#\0ab ()[]:;\u2028\u00e9")), max_size=12)


@given(HOSTILE, HOSTILE)
def test_no_text_of_a_policy_gets_out_of_its_literal(text: str, other: str) -> None:
    literal, key = (serialized(each) for each in (text, other))
    places = (
        f"{literal} == {literal}",
        f"{literal} in [{literal}, {key}]",
        f"{{{key}: {literal}}}[{key}] == {literal}",
        f"[{literal}].exists(x, x == {literal})",
        f"size({literal}) == {len(text)}",
        f"{literal} + {key} == {serialized(text + other)}",
    )

    assert [evaluate(each) for each in places] == [True] * len(places)


def serialized(text: str) -> str:
    return json.dumps(text)


@pytest.mark.parametrize("way", ["&&", "||", "? x.n == 1 :", "nested"])
def test_an_expression_as_deep_as_may_be_is_compiled(way: str) -> None:
    """Python allows twenty blocks within each other, and a hundred levels of lines."""
    text = "x.n == 1"
    for number in range(DEEPEST // 4 if way != "nested" else 3):
        if way == "nested":
            text = f"[{{'n': 1}}].all(x, 1 in [x.n].map(x{number}, {text} ? 1 : 2))"
        else:
            text = f"(x.n == 1 {way} ({text}))"
    assert evaluate(f"[{{'n': 1}}].exists(x, {text})") is True
