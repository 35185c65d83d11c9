"""One row is one rule; the rows that stay clean are its good neighbours."""
# ruff: noqa: E501

import pytest
from hypothesis import given
from hypothesis import strategies as st
from thorough import examples

from checker.cel.check.check import check
from checker.cel.check.issue import Issue, Level
from checker.cel.check.schema_types import type_of_schema, type_of_value
from checker.cel.compile.compile import Compiler
from checker.cel.parse.parse import parse
from checker.cel.types import (
    BOOL,
    DOUBLE,
    DURATION,
    DYN,
    INT,
    STRING,
    TIMESTAMP,
    Field,
    Kind,
    Type,
    list_of,
)
from checker.schema.navigator import navigator
from checker.values import CelError, Missing

SCHEMA = {
    "$defs": {
        "item": {
            "title": "item",
            "type": "object",
            "required": ["id", "kind"],
            "properties": {
                "id": {"type": "string"},
                "kind": {"enum": ["pii", "code", "logs"]},
                "size": {"type": "integer"},
                "enc": {
                    "title": "encryption",
                    "type": "object",
                    "properties": {"at_rest": {"enum": ["none", "full"]}},
                },
                "end": {"type": ["string", "null"]},
            },
        }
    },
    "title": "vendor",
    "type": "object",
    "required": ["id", "ok", "tier", "tags", "score", "from", "items", "labels", "end"],
    "properties": {
        "id": {"type": "string"},
        "ok": {"type": "boolean"},
        "tier": {"enum": ["gold", "silver"]},
        "other": {"enum": ["high", "low"]},
        "tags": {"type": "array", "items": {"enum": ["a", "b"]}},
        "score": {"type": "number"},
        "count": {"type": "integer"},
        "from": {"type": "string"},
        "items": {"type": "array", "items": {"$ref": "#/$defs/item"}},
        "more": {"type": "array", "items": {"$ref": "#/$defs/item"}},
        "labels": {"type": "object", "additionalProperties": {"type": "integer"}},
        "end": {"type": ["string", "null"]},
        "last": {"type": ["string", "null"]},
    },
}
PARAMS = {"tiers": ["gold"], "odd": ["gold", "bronze"], "max": 5, "bad": "[", "mode": "strict"}
NAMES = {
    "vendor": type_of_schema(navigator(SCHEMA)),
    "params": type_of_value(PARAMS),
    "now": TIMESTAMP,
    "anything": DYN,
    "length": DURATION,
    "variables": Type(
        Kind.OBJECT, fields={"total": Field(INT, required=True)}, name="variables"
    ),
}  # fmt: skip
DAYS = "dates are text: overdue(date, now) asks if one has passed, before(a, b) if a is first"
WHOLE = "a number of the inventory may be whole: write double(…)"
MISSING = "may be not recorded: the verdict is then unknown"


def found(text, **more):
    return check(parse(text), NAMES, **more)[1]


def error(offset, message, hint=None):
    return Issue(Level.ERROR, offset, message, hint)


def info(offset, message, hint=None):
    return Issue(Level.INFO, offset, message, hint)


def missing(offset, path):
    return info(offset, f"'{path.split('.')[-1]}' {MISSING}", f"guard with has({path})")


WRONG = [
    # names and fields
    ("vender.ok", [error(0, "unknown name 'vender'", "did you mean 'vendor'?")]),
    ("tier == 'gold'", [error(0, "unknown name 'tier'", "did you mean 'vendor.tier'?")]),
    ("True", [error(0, "unknown name 'True'", "did you mean 'true'?")]),
    (
        "zzz",
        [
            error(
                0,
                "unknown name 'zzz'",
                "there are anything, length, now, params, variables, vendor",
            )
        ],
    ),
    (
        "vendor.teir == 'x'",
        [error(7, "unknown field 'teir' of vendor", "did you mean 'tier'?")],
    ),
    (
        "vendor.items.all(i, i.enc.zzz)",
        [
            missing(22, "i.enc"),
            error(26, "unknown field 'zzz' of encryption", "there are at_rest"),
        ],
    ),
    (
        "variables.totl > 1",
        [error(10, "unknown field 'totl' of variables", "did you mean 'total'?")],
    ),
    (
        "has(vendor.teir)",
        [error(11, "unknown field 'teir' of vendor", "did you mean 'tier'?")],
    ),
    (
        'vendor["teir"] == vendor.id',
        [error(7, "unknown field 'teir' of vendor", "did you mean 'tier'?")],
    ),
    (
        "vendor.items.id == vendor.id",
        [
            error(
                13,
                "a list has no field 'id' (its elements may)",
                "go through them: exists(x, x.id …), all(x, x.id …)",
            )
        ],
    ),
    (
        "vendor.items.size == 0",
        [error(13, "a list has no field 'size' (its elements may)", "write size(…)")],
    ),
    ("vendor.id.x == 1", [error(10, "string has no field 'x'")]),
    # one cause, one finding
    (
        "vender.x.y.exists(z, z.q + 1 > 2) && 'a' < vender.z",
        [
            error(0, "unknown name 'vender'", "did you mean 'vendor'?"),
            error(43, "unknown name 'vender'", "did you mean 'vendor'?"),
        ],
    ),
    # operators
    ("1 + 'a' == 2", [error(2, "'+' does not take int and string")]),
    ("1 + 1.5 > 2", [error(2, "'+' does not take int and double")]),
    ("5.5 % 2.0 > 1", [error(4, "'%' does not take double and double")]),
    ("now + now > now", [error(4, "'+' does not take timestamp and timestamp")]),
    ("length - now > length", [error(7, "'-' does not take duration and timestamp")]),
    ("vendor.id < 5", [error(10, "'<' does not take string and int")]),
    ("(vendor.id) // <\n < 5", [error(18, "'<' does not take string and int")]),
    ("vendor.tags < vendor.tags", [error(12, "'<' does not take list(string) and list(string)")]),
    ("now > '2024-01-01'", [error(4, "'>' does not take timestamp and string", DAYS)]),
    ("-vendor.id == 'a'", [error(8, "'-' does not take string")]),
    ("vendor.score * 2.0 > 1.0", [error(13, "'*' does not take number and double", WHOLE)]),
    ("vendor.score + 1 > 1", [error(13, "'+' does not take number and int", WHOLE)]),
    ("math.floor(vendor.score) > 1.0", [error(18, "'math.floor' does not take int, which a number may be", WHOLE)]),
    ("[vendor.score, 1.5].all(s, s + 1.0 > 2.0)", [error(29, "'+' does not take number and double", WHOLE)]),
    # booleans
    ("vendor.ok && vendor.id", [error(20, "'&&' takes bool, not string", "ask whether it is recorded with has(…)")]),
    ("1 || vendor.ok", [error(0, "'||' takes bool, not int")]),
    ("!vendor.items.size()", [error(14, "'!' takes bool, not int")]),
    ("-vendor.score ? true : false", [error(0, "'?' takes bool, not number")]),
    ("vendor.items.all(i, i.kind)", [error(22, "'all' takes bool, not string", "ask whether it is recorded with has(…)")]),
    ("vendor.items.map(i, 1, i.id) == []", [error(20, "'map' takes bool, not int")]),
    # equality
    ("vendor.id == 1", [error(10, "string never equals int")]),
    ("vendor.ok != 'yes'", [error(10, "bool never equals string")]),
    ("vendor.id == null", [error(10, "string never equals null", "what is not recorded is not null: ask with has(…)")]),
    ("vendor.tags == [1]", [error(12, "list(string) never equals list(int)")]),
    ("vendor.tier == 'bronze'", [error(15, "'bronze' is not a value of vendor.tier (expected one of gold, silver)")]),
    ("'glod' != vendor.tier", [error(0, "'glod' is not a value of vendor.tier (expected one of gold, silver)", "did you mean 'gold'?")]),
    ("vendor.tier == params.mode", [error(22, "'strict' is not a value of vendor.tier (expected one of gold, silver)")]),
    ("vendor.tier == vendor.other", [error(12, "vendor.tier and vendor.other have no value in common"), missing(22, "vendor.other")]),
    ("vendor.items.exists(i, i.kind == 'pi')", [error(33, "'pi' is not a value of i.kind (expected one of code, logs, pii)", "did you mean 'pii'?")]),
    ("vendor.tier == (vendor.ok ? 'gold' : 'tin')", [error(16, "'tin' is not a value of vendor.tier (expected one of gold, silver)")]),
    # membership
    ("vendor.tier in ['gold', 'bronze']", [error(24, "'bronze' is not a value of vendor.tier (expected one of gold, silver)")]),
    ("vendor.tier in ['gold', 1]", [error(24, "string never equals int")]),
    ("vendor.tier in params.odd", [error(22, "'bronze' is not a value of vendor.tier (expected one of gold, silver)")]),
    ("'c' in vendor.tags", [error(0, "'c' is not a value of vendor.tags (expected one of a, b)")]),
    ("1 in vendor.tags", [error(2, "list(string) never holds int")]),
    ("1 in vendor.labels", [error(2, "map(string, int) never holds int")]),
    ("'teir' in vendor", [error(0, "'teir' is not a value of vendor (expected one of count, end, from, id, items, labels, last, more, ok, other, score, tags, …)", "did you mean 'tier'?")]),
    ("'a' in vendor.id", [error(4, "'in' looks into lists and maps, not into string", "write vendor.id.contains('a') for a part of a string")]),
    ("sets.contains(vendor.tags, ['c'])", [error(27, "'c' is not a value of vendor.tags (expected one of a, b)")]),
    ("vendor.end in vendor.labels", [error(7, "vendor.end may be null, which is no key of a map")]),
    ("null in vendor.labels", [error(5, "map(string, int) never holds null")]),
    # elements
    ("vendor.items['x'].ok", [error(13, "list(a item) is not indexed by string")]),
    ("vendor.labels[1] > 1", [error(14, "map(string, int) is not indexed by int")]),
    ("vendor.id[0] == 'a'", [error(10, "string has no elements", "a character is charAt(index)")]),
    # macros
    ("vendor.id.all(c, c == 'a')", [error(7, "'all' goes through lists and maps, not string")]),
    ("vendor.items.sortBy(i, i.id == 'a').sortBy(i, [i]) == []", [error(46, "'sortBy' cannot order by list(a item)")]),
    ("vendor.labels.sortBy(l, l) == []", [error(7, "'sortBy' goes through lists, not map(string, int)", "write m.map(key, m[key]).sortBy(…)")]),
    ("(vendor.ok ? true : 'no') == true", [error(20, "'?' gives bool or string (expected one type)")]),
    # functions
    ("foo(1)", [error(0, "unknown function 'foo'")]),
    ("len(vendor.tags) > 0", [error(0, "unknown function 'len'", "write size(…)")]),
    ("vendor.tags.any(1)", [error(12, "unknown function 'any'", "write list.exists(x, …)")]),
    ("vendor.id.startWith('a')", [error(10, "unknown function 'startWith'", "did you mean 'startsWith'?")]),
    ("startsWith(vendor.id, 'a')", [error(0, "unknown function 'startsWith'", "write x.startsWith(…)")]),
    ("vendor.ok.string() == 'a'", [error(10, "unknown function 'string'", "write string(…)")]),
    ("vendor.id.startsWith('a', 'b')", [error(10, "wrong number of arguments for 'startsWith' (expected string.startsWith(string) -> bool)")]),
    ("vendor.id.startsWith(1)", [error(21, "'startsWith' does not take int (expected string.startsWith(string) -> bool)")]),
    ("vendor.score.startsWith('a')", [error(7, "'startsWith' does not take number (expected string.startsWith(string) -> bool)")]),
    ("size(1) > 1", [error(5, "'size' does not take int (expected size(string) -> int or size(list(A)) -> int or size(map(A, B)) -> int)")]),
    ("vendor.items.sort() == []", [error(13, "'sort' does not take list(a item)")]),
    ("[vendor.end].max() == 'a'", [error(13, "'max' does not take list(string or null)")]),
    ("vendor.tags.sum() > 1", [error(12, "'sum' does not take list(string)"), error(18, "'>' does not take string and int")]),
    # what the author wrote
    ("vendor.id.matches('[')", [error(18, "invalid regular expression '[': missing ]: [")]),
    ("vendor.id.matches(params.bad)", [error(25, "invalid regular expression '[': missing ]: [")]),
    ("timestamp('2024-01-01') < now", [error(10, "not a timestamp: '2024-01-01' (expected RFC 3339, as in '2024-03-01T12:00:00Z')")]),
    ("length < duration('1w')", [error(18, "not a duration: '1w' (expected numbers with units out of h, m, s, ms, us, ns, as in '1h30m')")]),
    # null
    ("vendor.end < '2024'", [error(7, "vendor.end may be null", "guard with vendor.end != null && …")]),
    ("vendor.end.size() > 1", [error(7, "vendor.end may be null", "guard with vendor.end != null && …")]),
    ("vendor.end != null || vendor.end < '2024'", [error(29, "vendor.end may be null", "guard with vendor.end != null && …")]),
    # recorded or not
    ("vendor.count > 1", [missing(7, "vendor.count")]),
    ("vendor['count'] > 1", [info(7, f"'count' {MISSING}")]),
    ("vendor.count > 1 && vendor.count < 5", [missing(7, "vendor.count")]),
    ("vendor.more.all(m, m.enc.at_rest == 'full')", [missing(7, "vendor.more"), missing(21, "m.enc"), missing(25, "m.enc.at_rest")]),
    ("has(vendor.count) || vendor.count > 1", [missing(28, "vendor.count")]),
    ("!has(vendor.count) && vendor.count > 1", [missing(29, "vendor.count")]),
    ("has(vendor.count) ? true : vendor.count > 1", [missing(34, "vendor.count")]),
    ("vendor.items.all(i, has(i.size)) && vendor.items.all(i, i.size > 1)", [missing(58, "i.size")]),
    ("(has(vendor.count) || vendor.ok) && vendor.count > 1", [missing(43, "vendor.count")]),
    ("!has(vendor.count) && vendor.ok || vendor.count > 1", [missing(42, "vendor.count")]),
    ("(vendor.ok ? has(vendor.count) : true) && vendor.count > 1", [missing(49, "vendor.count")]),
    ("has(vendor.tier)", [info(11, "'tier' is always there: has(…) is true")]),
    ("has(vendor.other.x)", [missing(11, "vendor.other"), error(17, "string has no field 'x'")]),
]  # fmt: skip

RIGHT = [
    "vendor.ok",
    "vendor.tier == 'gold'",
    "'gold' != vendor.tier",
    "vendor.tier in params.tiers",
    "vendor.tier in ['gold', 'silver']",
    "vendor.tier in anything",
    "'a' in vendor.tags",
    "'x' in vendor.labels && vendor.labels.x > 1",
    "'x' in {'x': 1}",
    "params.mode == 'lax'",
    "vendor.id == 'whatever'",
    "vendor.tags == ['a']",
    "vendor.tags == []",
    "vendor.tier == (vendor.ok ? 'gold' : 'silver')",
    "sets.contains(vendor.tags, ['a'])",
    "vendor.score == 4 && vendor.score > 3 && 3 < vendor.score && 1 in [1.0]",
    "double(vendor.score) + 1.0 > -2.5 && 7 % 3 == 1",
    "now + length > now && length + now > now && now - now > length && now - length < now",
    "length + length - length > length",
    "vendor.id + 'a' < 'b' && [1] + [2] == [1, 2]",
    "anything + 1 == anything.x[1].y",
    "anything && !anything || (anything ? anything : anything)",
    "vendor.id.startsWith('a') && vendor.id.size() > 1 && size(vendor.tags) > 1",
    "vendor.items.filter(i, i.kind == 'pii').map(i, i.id).exists(id, id == vendor.id)",
    "vendor.items.all(n, i, n > 0 || i.kind == 'pii')",
    "vendor.items.sortBy(i, i.id)[0].kind == 'pii'",
    "vendor.items.map(i, i.kind == 'pii', i.id) == ['a']",
    "vendor.labels.all(k, k != 'x') && vendor.labels.all(k, v, v > 1)",
    "vendor.all(k, k != 'id')",
    "cel.bind(x, vendor.tier, x == 'gold')",
    "variables.total > params.max",
    "type(vendor.id) == string && type(now) == google.protobuf.Timestamp",
    "vendor['id'] == 'a' && vendor[vendor.id] == 1",
    "vendor.id.matches(r'^\\d+$') && timestamp(vendor.from) < timestamp('2024-01-01T00:00:00Z')",
    "length < duration('36h') && within(vendor.from, vendor.id, length)",
    "math.greatest(1, 2.5, 3) > 2",
    "[vendor.score].sum() > 1 && [3, 1].sort()[0] == 1 && vendor.tags.max() == 'a'",
    "math.abs(vendor.score) > 1 && double(vendor.score) * 2.0 > 1.0 && -vendor.score < 1",
    "vendor.end in [null, 'a'] && (vendor.end == null || vendor.end in vendor.labels)",
    # null
    "vendor.end == null || vendor.end < '2024'",
    "vendor.end != null && vendor.end < '2024'",
    "vendor.end < '2024' && vendor.end != null",
    "null != vendor.end ? vendor.end < '2024' : true",
    "!(vendor.end == null) && vendor.end.size() > 1",
    "cel.bind(e, vendor.end, e == null || e < '2024')",
    "vendor.end == '2024'",
    "(vendor.ok ? null : vendor.id) == null",
    # recorded or not
    "has(vendor.count) && vendor.count > 1",
    "vendor.count > 1 && has(vendor.count)",
    "!has(vendor.count) || vendor.count > 1",
    "vendor.count > 1 || !has(vendor.count)",
    "has(vendor.count) ? vendor.count > 1 : true",
    "!has(vendor.count) ? true : vendor.count > 1",
    "'count' in vendor && vendor.count > 1",
    "has(vendor.count) && vendor['count'] > 1",
    "(has(vendor.count) && vendor.ok) && vendor.count > 1",
    "has(vendor.count) ? vendor.count > 1 && vendor.count < 5 : false",
    "(has(vendor.count) ? vendor.ok : false) && vendor.count > 1",
    "!(!has(vendor.count) || !vendor.ok) && vendor.count > 1",
    "has(vendor.more) && vendor.more.all(m, !has(m.enc) || !has(m.enc.at_rest) || m.enc.at_rest == 'full')",
    "vendor.items.filter(i, has(i.size)).all(i, i.size > 1)",
    "vendor.items.filter(i, has(i.end) && i.end != null).all(i, i.end < '2024')",
    "vendor.items.map(i, has(i.size), i.size) == [1]",
    "vendor.items.all(i, has(i.size) && i.size > 1)",
]  # fmt: skip


@pytest.mark.parametrize("text,expected", WRONG, ids=[text for text, _ in WRONG])
def test_what_is_wrong_is_said_once_at_its_own_place(text, expected):
    assert list(found(text)) == expected


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_is_not_remarked_on(text):
    assert check(parse(text), NAMES, want=BOOL) == (BOOL, ())


@pytest.mark.parametrize(
    "text,expected",
    [
        ("1 + 2", INT),
        ("1.5 * 2.0", DOUBLE),
        ("vendor.id + 'a'", STRING),
        ("now - now", DURATION),
        ("now - length", TIMESTAMP),
        ("-anything", DYN),
        ("[1, 2]", list_of(INT)),
        ("[1, 'a']", list_of(DYN)),
        ("vendor.tier", Type(Kind.STRING, values=frozenset({"gold", "silver"}))),
        ("vendor.end", Type(Kind.STRING, nullable=True)),
        ("vendor.ok ? 1 : 2", INT),
        ("vendor.ok ? 1 : null", Type(Kind.INT, nullable=True)),
        ("vendor.ok ? [] : ['a'].map(a, a.size())", list_of(INT)),
        ("vendor.ok ? ['a'].map(a, a.size()) : []", list_of(INT)),
        ("vendor.items.map(i, i.id)", list_of(STRING)),
        ("lists.range(3)", list_of(INT)),
        ("[[1]].flatten()", list_of(INT)),
        ("vendor.labels.x", INT),
        ("vendor.items.size()", INT),
        ("foo(1)", DYN),
        ("vendor.zzz", DYN),
    ],
)
def test_an_expression_has_the_type_of_its_values(text, expected):
    assert check(parse(text), NAMES)[0] == expected


@pytest.mark.parametrize(
    "text,offset,yields",
    [
        ("vendor.id", 7, "string"),
        ("vendor.items.size()", 13, "int"),
        ("vendor.items.map(i, i.id)", 13, "list(string)"),
        ("1", 0, "int"),
        ("null", 0, "null"),
        ("vendor.ok ? true : null", 0, "bool or null"),
        ("vendor.items[0]", 13, "a item"),
    ],
)
def test_what_must_be_a_condition_and_is_none(text, offset, yields):
    expected = error(offset, f"the expression yields {yields} (expected bool)")

    assert found(text, want=BOOL) == (expected,)


def test_what_is_not_known_may_be_a_condition():
    assert found("anything", want=BOOL) == ()


def test_a_condition_of_the_policy_guards_what_is_required():
    when = parse("has(vendor.count) && vendor.end != null")

    assert found("vendor.count > 1 && vendor.end < '2024'", given=(when,)) == ()


def test_positions_move_with_the_text():
    for text, expected in WRONG:
        shifted = [one._replace(offset=one.offset + 3) for one in expected]
        assert list(found(f" ( {text} )")) == shifted, text


TEXTS = [text for text, _ in WRONG] + RIGHT


@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS))
def test_findings_of_parts_are_findings_of_the_whole(one, other):
    whole = f"[{one}, {other}]"
    separate = {(d.level, d.offset + 1, d.message) for d in found(one)}
    separate |= {(d.level, d.offset + len(one) + 3, d.message) for d in found(other)}

    together = {(d.level, d.offset, d.message) for d in found(whole)}
    # the second mention of the same optional field is not said again
    assert together <= separate
    assert {d for d in separate if d[0] is Level.ERROR} == {
        d for d in together if d[0] is Level.ERROR
    }


ATOMS = st.sampled_from(
    [
        "true",
        "false",
        "vendor.ok",
        "has(vendor.count)",
        "'count' in vendor",
        "vendor.count > 1",
        "vendor['count'] == 2",
        "has(vendor.last)",
        "vendor.last != null",
        "null == vendor.last",
        "vendor.last < 'm'",
        "vendor.end == null",
        "vendor.end < 'm'",
    ]
)
CONDITIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda two: f"({two[0]} && {two[1]})"),
        st.tuples(inner, inner).map(lambda two: f"({two[0]} || {two[1]})"),
        st.tuples(inner, inner, inner).map(lambda three: "({} ? {} : {})".format(*three)),
        inner.map(lambda one: f"!{one}"),
    ),
    max_leaves=7,
)
VENDORS = [
    {"ok": ok, "end": end, **count, **last}
    for ok in (True, False)
    for end in (None, "a", "z")
    for count in ({}, {"count": 1}, {"count": 2})
    for last in ({}, {"last": None}, {"last": "a"}, {"last": "z"})
]


@examples(400)
@given(CONDITIONS)
def test_what_has_no_findings_has_a_verdict_whatever_is_recorded(text):
    expression = parse(text)
    levels = {one.level for one in check(expression, NAMES, want=BOOL)[1]}
    compiler = Compiler(["vendor"])
    evaluate = compiler.compile(expression)
    failures = []
    for vendor in VENDORS:
        frame = compiler.frame()
        frame[1] = vendor
        try:
            evaluate(frame)
        except (Missing, KeyError):
            failures.append(Level.INFO)
        except CelError:
            failures.append(Level.ERROR)

    assert {*failures} <= levels


DEEP = 60


@pytest.mark.parametrize(
    "text",
    [
        "(" * DEEP + "vendor.ok" + " ? vendor.ok : vendor.ok)" * DEEP,
        "vendor.ok ? vendor.ok : " * DEEP + "vendor.ok",
        "(vendor.ok && (vendor.ok || " * (DEEP // 2) + "has(vendor.count)" + "))" * (DEEP // 2),
        "!" * DEEP + "vendor.ok",
        "[" * DEEP + "]" * DEEP + " == []",
        "size(string(" * (DEEP // 2) + "vendor.id" + "))" * (DEEP // 2) + " > 1",
        "anything" + ".a[0].b" * (DEEP // 3),
        "1" + "+ 1" * DEEP + " > 1",
        "vendor.items.all(i, " * 8 + "i.kind == 'pii'" + ")" * 8,
        " || ".join(["vendor.tier in ['gold']", "has(vendor.count) && vendor.count > 1"] * 200),
    ],
    ids=range(10),
)
def test_deep_and_long_expressions_are_checked_in_no_time(text):
    assert [one for one in found(text, want=BOOL) if one.level is Level.ERROR] == []


@pytest.mark.parametrize(
    "text,wrong",
    [
        ('overdue("2031-02-30", now)', '"2031-02-30"'),
        ('before("now", vendor.id)', '"now"'),
        ('now.getHours("Mars/X") > 1', '"Mars/X"'),
        ('before("2031", vendor.id, {"zone": "Mars/X"})', '"Mars/X"'),
        ('due("2031", "1 day", {"holidays": ["2031-02-30"]})', '"2031-02-30"'),
        ('readable("soon") == ""', '"soon"'),
        ('howLong("2031", "later") == ""', '"later"'),
        ('earliest(["2031-02-30"]) == ""', '["2031-02-30"]'),
    ],
)
def test_a_constant_moment_or_zone_must_be_one(text: str, wrong: str) -> None:
    _, found = check(parse(text), NAMES)

    assert [(each.level, each.offset) for each in found] == [(Level.ERROR, text.index(wrong))]
