"""The parts of an explanation: the tree of clauses, and excerpts that show nothing sensitive."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from expressions import PARAMS, VARIABLES, VENDORS, conditions
from hypothesis import given
from thorough import examples

from checker.cel.parse.parse import parse
from checker.cel.trace.tracer import Tracer
from checker.explaining.excerpt import excerpt
from checker.explaining.places import Locator
from checker.explaining.tree import Tree
from checker.explaining.values import Presenter
from checker.inventory import Inventory
from checker.parse import document
from checker.problems import Place
from checker.report.account import Clause, State
from checker.report.subject import Subject
from checker.values import Timestamp

NOWHERE = Subject("ours", "acme", "vendor", "", "acme", ("vendors", 0), 0, "")
DATA = {
    "a": 1,
    "xs": [3, 1, 2],
    "m": {"a": 1, "b": 2},
    "ok": True,
    "i": 2,
    "us": [{"n": "x", "k": 1}, {"n": "y"}],
    "many": [7, 7, 7, 7, 7, 1, 2, 5, 5, 3],
}
DRAWN = [
    pytest.param(
        "vendor.ok ? vendor.a : vendor.i",
        [
            "* vendor.ok ? vendor.a : vendor.i -> 1",
            "    vendor.ok -> true",
            "*   vendor.a -> 1",
            "    vendor.i -> unread (idle)",
        ],
        id="the branch not taken is unread",
    ),
    pytest.param(
        "vendor.xs.map(x, x > 1, x * 2)",
        [
            "* vendor.xs.map(x, x > 1, x * 2) -> [6, 4]",
            "    vendor.xs -> [3, 1, 2]",
            "*   x = xs[0]: x > 1 -> true",
            "*     x -> 3",
            "*   x = xs[0]: x * 2 -> 6",
            "*     x -> 3",
            "    x = xs[1]: x > 1 -> false",
            "      x -> 1",
            "*   x = xs[2]: x > 1 -> true",
            "*     x -> 2",
            "*   x = xs[2]: x * 2 -> 4",
            "*     x -> 2",
        ],
        id="a condition of map chooses, its results decide",
    ),
    pytest.param(
        "cel.bind(n, vendor.a, n + n)",
        [
            "* cel.bind(n, vendor.a, n + n) -> 2",
            "    vendor.a -> 1",
            "*   n + n -> 2",
            "*     n -> 1",
            "*     n -> 1",
        ],
        id="a bound name has its value above the body",
    ),
    pytest.param(
        "vendor.us.sortBy(u, u.n)",
        [
            '* vendor.us.sortBy(u, u.n) -> [{"n": "x", "k": 1}, {"n": "y"}]',
            '*   vendor.us -> [{"n": "x", "k": 1}, {"n": "y"}]',
            '    u = us[0]: u.n -> "x"',
            '    u = us[1]: u.n -> "y"',
        ],
        id="what is sorted decides, not the keys",
    ),
    pytest.param(
        "vendor.xs.all(i, v, v > i)",
        [
            "* vendor.xs.all(i, v, v > i) -> false",
            "    vendor.xs -> [3, 1, 2]",
            "    i = 0, v = xs[0]: v > i -> true",
            "      v -> 3",
            "      i -> 0",
            "*   i = 1, v = xs[1]: v > i -> false",
            "*     v -> 1",
            "*     i -> 1",
            "*   i = 2, v = xs[2]: v > i -> false (idle)",
            "*     v -> 2 (idle)",
            "*     i -> 2 (idle)",
        ],
        id="every offender decides, also past the first",
    ),
    pytest.param(
        'vendor.m.exists(k, k == "b")',
        [
            '* vendor.m.exists(k, k == "b") -> true',
            '    vendor.m -> {"a": 1, "b": 2}',
            '    k = "a": k == "b" -> false',
            '      k -> "a"',
            '*   k = "b": k == "b" -> true',
            '*     k -> "b"',
        ],
        id="the key of a map is named",
    ),
    pytest.param(
        "vendor.a && true",
        [
            "* vendor.a && true -> error",
            "*   vendor.a -> error",
        ],
        id="what is no bool is an error where it stands",
    ),
    pytest.param(
        "vendor.xs[vendor.i]",
        [
            "* vendor.xs[vendor.i] -> 2",
            "    vendor.i -> 2",
        ],
        id="an index is a clause where it is no literal",
    ),
    pytest.param(
        "vendor.gone + vendor.a",
        [
            "* vendor.gone + vendor.a -> missing vendors[0].gone",
            "*   vendor.gone -> missing vendors[0].gone",
            "    vendor.a -> unread (idle)",
        ],
        id="what follows a gap is unread",
    ),
    pytest.param(
        "vendor.xs.filter(x, x > 1).all(y, y < 3)",
        [
            "* vendor.xs.filter(x, x > 1).all(y, y < 3) -> false",
            "    vendor.xs.filter(x, x > 1) -> [3, 2]",
            "      vendor.xs -> [3, 1, 2]",
            "      x = xs[0]: x > 1 -> true",
            "        x -> 3",
            "      x = xs[1]: x > 1 -> false",
            "        x -> 1",
            "      x = xs[2]: x > 1 -> true",
            "        x -> 2",
            "*   y = xs[0]: y < 3 -> false",
            "*     y -> 3",
            "    y = xs[2]: y < 3 -> true (idle)",
            "      y -> 2 (idle)",
        ],
        id="an element keeps its place through a filter",
    ),
    pytest.param(
        "[vendor.a, 2] == [1, vendor.i]",
        [
            "* [vendor.a, 2] == [1, vendor.i] -> true",
            "*   [vendor.a, 2] -> [1, 2]",
            "*     vendor.a -> 1",
            "*   [1, vendor.i] -> [1, 2]",
            "*     vendor.i -> 2",
        ],
        id="literals are left out",
    ),
    pytest.param(
        "!has(vendor.m.c) || vendor.a > 1",
        [
            "* !has(vendor.m.c) || vendor.a > 1 -> true",
            "*   !has(vendor.m.c) -> true",
            "*     has(vendor.m.c) -> false",
            "    vendor.a > 1 -> false (idle)",
            "      vendor.a -> 1 (idle)",
        ],
        id="an operand past the decision is idle",
    ),
    pytest.param(
        "vendor.us.map(u, u.k) == []",
        [
            "* vendor.us.map(u, u.k) == [] -> missing vendors[0].us[1].k",
            "*   vendor.us.map(u, u.k) -> missing vendors[0].us[1].k",
            '      vendor.us -> [{"n": "x", "k": 1}, {"n": "y"}]',
            "      u = us[0]: u.k -> 1",
            "*     u = us[1]: u.k -> missing vendors[0].us[1].k",
        ],
        id="of what fails only the failure decides",
    ),
    pytest.param(
        "vendor.us.exists_one(u, has(u.k))",
        [
            "* vendor.us.exists_one(u, has(u.k)) -> true",
            '    vendor.us -> [{"n": "x", "k": 1}, {"n": "y"}]',
            "*   u = us[0]: has(u.k) -> true",
            "    u = us[1]: has(u.k) -> false",
        ],
        id="the one that exists decides",
    ),
    pytest.param(
        "{'a': vendor.a}.a == 1",
        [
            "* {'a': vendor.a}.a == 1 -> true",
            "*   {'a': vendor.a}.a -> 1",
            "*     {'a': vendor.a} -> {\"a\": 1}",
            "*       vendor.a -> 1",
        ],
        id="a field of what was built",
    ),
    pytest.param(
        "vendor.many.all(x, x != 5) && vendor.a == 1",
        [
            "* vendor.many.all(x, x != 5) && vendor.a == 1 -> false",
            "*   vendor.many.all(x, x != 5) -> false",
            "      vendor.many -> [7, 7, 7, 7, 7, 1, 2, 5, 5, 3]",
            "      x = many[0]: x != 5 -> true",
            "        x -> 7",
            "      x = many[1]: x != 5 -> true",
            "        x -> 7",
            "      x = many[2]: x != 5 -> true",
            "        x -> 7",
            "      x = many[3]: x != 5 -> true",
            "        x -> 7",
            "      x = many[4]: x != 5 -> true",
            "        x -> 7",
            "      x = many[5]: x != 5 -> true",
            "        x -> 1",
            "*     x = many[7]: x != 5 -> false",
            "*       x -> 5",
            "*     x = many[8]: x != 5 -> false (idle)",
            "*       x -> 5 (idle)",
            "  +2",
            "    vendor.a == 1 -> true (idle)",
            "      vendor.a -> 1 (idle)",
        ],
        id="more elements than are shown: those that decided",
    ),
]


def drawn(clause: Clause, depth: int = 0) -> Iterator[str]:
    """A line for each clause: whether it decided, where it stands, what it came to."""
    told = {
        State.VALUE: json.dumps(clause.value),
        State.MISSING: f"missing {clause.sought}",
        State.ERROR: "error",
        State.UNREAD: "unread",
    }[clause.state]
    element = f"{clause.element}: " if clause.element else ""
    idle = "" if clause.needed else " (idle)"
    yield f"{'*' if clause.decided else ' '} {'  ' * depth}{element}{clause.text} -> {told}{idle}"
    for child in clause.children:
        yield from drawn(child, depth + 1)
    if clause.omitted:
        yield f"  +{clause.omitted}"


@pytest.mark.parametrize("text, expected", DRAWN)
def test_a_tree_says_what_each_clause_came_to_and_what_decided(
    text: str, expected: list[str]
) -> None:
    expression = parse(text)
    roots = {"vendor": DATA, "params": {}, "now": Timestamp(0)}
    record = Tracer(roots, {}, 1_000).record(expression)

    assert (
        list(drawn(Tree(Presenter(Locator(NOWHERE, ()))).draw(expression, record, decided=True)))
        == expected
    )


def clauses(clause: Clause) -> Iterator[Clause]:
    yield clause
    for child in clause.children:
        yield from clauses(child)


def shown(text: str, tracer: Tracer) -> tuple[State, Any]:
    outcome = Presenter(Locator(NOWHERE, ())).outcome(tracer.record(parse(text)))
    return outcome.state, outcome.value


@given(conditions(), VENDORS)
@examples(150)
def test_a_clause_shows_what_its_text_comes_to_alone(text: str, vendor: Any) -> None:
    roots = {"vendor": vendor, "params": PARAMS, "now": Timestamp(0)}
    variables = {name: parse(each) for name, each in VARIABLES.items()}

    def tracer() -> Tracer:
        return Tracer(roots, variables, 100_000)

    expression = parse(text)
    record = tracer().record(expression)
    whole = Tree(Presenter(Locator(NOWHERE, ()))).draw(expression, record, decided=True)

    assert whole.text == text[whole.start : whole.end]
    for clause in clauses(whole):
        assert clause.text == text[clause.start : clause.end]
        if clause.state is State.UNREAD:
            assert clause.children == ()
        elif not clause.element and not bound(clause, whole):
            expected = shown(clause.text, tracer())
            if clause.state is not State.ERROR or expected[0] is not State.VALUE:
                assert (clause.state, clause.value) == expected


def bound(clause: Clause, whole: Clause) -> bool:
    """Whether a clause reads a name that something around it declares."""
    inside = any(
        clause in list(clauses(each)) for each in clauses(whole) if each.element and each != clause
    )
    return inside or "cel.bind" in whole.text


@given(conditions(), VENDORS)
@examples(150)
def test_what_decided_hangs_together_from_the_root(text: str, vendor: Any) -> None:
    roots = {"vendor": vendor, "params": PARAMS, "now": Timestamp(0)}
    variables = {name: parse(each) for name, each in VARIABLES.items()}
    expression = parse(text)
    record = Tracer(roots, variables, 100_000).record(expression)

    whole = Tree(Presenter(Locator(NOWHERE, ()))).draw(expression, record, decided=True)

    assert whole.decided is True
    for clause in clauses(whole):
        if clause.decided and clause.children and not clause.omitted:
            assert clause.state is not State.UNREAD
        if not clause.decided:
            assert [each for each in clauses(clause) if each.decided] == []


SECRETS = """\
vendors:
  - id: acme
    contacts: &who
      - {role: security, name: S3CRET, email: "s3cret}, x"}  # s3cret
      - role: privacy
        name: >-
          S3CRET
          and s3cret

          s3cret
        # s3cret
        email: s3cret]
    contracts: [{ref: a, annual_cost: {amount: 1234567, currency: EUR}}, {ref: b, annual_cost:
      {currency: EUR, amount: 1234567}}]
  - id: globex
    contacts: *who
    contracts:
      - ref: c
        annual_cost:
          amount:
            1234567
  - {id: last, contacts: [{role: security, email: s3cret
      }]}
"""


def read(text: str) -> Inventory:
    """An inventory of which only the lines matter."""
    return Inventory(document.parse("ours.yaml", text.encode()), "ours", [], (), {})


def test_no_excerpt_shows_a_sensitive_value_wherever_it_points() -> None:
    found = read(SECRETS)
    lines = SECRETS.splitlines()

    for line, text in enumerate(lines, start=1):
        for column in range(1, len(text) + 1):
            seen = excerpt(found, Place("ours.yaml", line, column))

            assert not re.search("s3cret|1234567", "".join(seen.lines), re.IGNORECASE)
            assert len(seen.lines) == min(line, 3)
            assert 1 <= seen.caret <= len(seen.lines[-1])
            if "(redacted)" not in seen.lines[-1]:
                assert (seen.lines[-1], seen.caret) == (text, column)


def test_an_excerpt_keeps_what_stands_around_the_sensitive() -> None:
    found = read(SECRETS)

    column = SECRETS.splitlines()[12].index("currency") + 1

    seen = excerpt(found, Place("ours.yaml", 13, column))

    assert seen.lines[-1] == (
        "    contracts: [{ref: a, annual_cost: {amount: (redacted), currency: EUR}},"
        " {ref: b, annual_cost:"
    )
    assert seen.lines[-1][seen.caret - 1 :].startswith("currency: EUR")


def test_a_line_without_end_is_cut_around_the_place() -> None:
    text = "vendors: [" + ", ".join(f"{{id: v{number}}}" for number in range(500)) + "]\n"
    found = read(text)
    column = text.index("v250") + 1

    seen = excerpt(found, Place("ours.yaml", 1, column))

    (line,) = seen.lines
    assert len(line) == 400
    assert (line[0], line[-1]) == ("…", "…")
    assert line[seen.caret - 1 :].startswith("v250}")
