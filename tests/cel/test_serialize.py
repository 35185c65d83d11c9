import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cel.depth import DEEPEST
from checker.cel.parse.parse import parse
from checker.cel.serialize import serialize

TEXTS = [
    'has(d.enc) && !d.enc["at"] || d.n in [1, -2, 2.5, null, true, "ü😀"]',
    "s.filter(x, x.y > 1).map(y, y.z, y).transformList(i, v, i).sortBy(k, -k).size() == 3",
    "s.exists_one(i, v, cel.bind(w, v + i, w * w)) ? math.greatest(1, 2) : {1: [], 'a': {}}",
    "type(now) == google.protobuf.Timestamp",
    "-0.0",
]
EXPRESSIONS = [parse(text) for text in TEXTS]


@pytest.mark.parametrize("expression", EXPRESSIONS, ids=TEXTS)
def test_a_tree_survives_being_data(expression):
    data = json.loads(json.dumps(serialize.dump(expression)))

    assert serialize.load(data, expression.text) == expression


def broken(data, where, value):
    copy = json.loads(json.dumps(data))
    target = copy
    for step in where[:-1]:
        target = target[step]
    target[where[-1]] = value
    return copy


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**65), 2**65),
    st.floats(allow_nan=False),
    st.text("anlsbu?1", max_size=4),
    st.lists(st.integers(0, 3), max_size=3),
    st.dictionaries(st.text(max_size=1), st.integers(), max_size=1),
)


@given(st.sampled_from(EXPRESSIONS), st.integers(0, 3), st.integers(0, 20), JUNK)
def test_data_of_another_shape_is_refused_or_still_a_tree(expression, column, row, junk):
    data = serialize.dump(expression)
    if column == 0 or row >= len(data[column]):
        changed = broken(data, (column,), junk)
    else:
        changed = broken(data, (column, row), junk)
    try:
        loaded = serialize.load(changed, expression.text)
    except ValueError:
        return
    # what was changed into something valid: a name, a number, a position
    assert serialize.dump(loaded) == changed


@pytest.mark.parametrize(
    "data",
    [
        ["n", [0], [1]],
        ["", [], [], []],
        ["nn", [0, 0], [1, 1], ["a", "a"]],
        ["s", [0], [1], ["a"]],
        ["n", [0], [2], ["a"]],
        ["n", [-1], [1], ["a"]],
        ["n", [1], [0], ["a"]],
        ["n", [True], [1], ["a"]],
        ["n", [0], [1], [1]],
        ["z", [0], [1], ["a"]],
        ["un", [0, 0], [1, 1], ["+", "a"]],
        ["bnn", [0, 0, 0], [1, 1, 1], ["!", "a", "a"]],
        ["an", [0, 0], [1, 1], [1, "a"]],
        ["L", [0], [1], [10**9]],
        ["L", [0], [1], [-1]],
        ["M", [0], [1], [0.0]],
        ["l", [0], [1], [2**63]],
        ["l", [0], [1], [[1]]],
        ["hn", [0, 0], [1, 1], [["a", 2], "a"]],
        ["mnn", [0, 0, 0], [1, 1, 1], [["all", ["x", "x"], False], "a", "a"]],
        ["mnn", [0, 0, 0], [1, 1, 1], [["filter", ["x", "y"], False], "a", "a"]],
        ["mnnn", [0] * 4, [1] * 4, [["all", ["x"], True], "a", "a", "a"]],
        ["mnn", [0, 0, 0], [1, 1, 1], [["every", ["x"], False], "a", "a"]],
        ["mnn", [0, 0, 0], [1, 1, 1], [["all", "x", False], "a", "a"]],
        ["c", [0], [1], [["f", 0, 0]]],
        [["n"], [0], [1], ["a"]],
        ["u" * DEEPEST + "n", [0] * (DEEPEST + 1), [1] * (DEEPEST + 1), ["!"] * DEEPEST + ["a"]],
    ],
)
def test_data_that_is_no_tree_is_refused(data):
    with pytest.raises(ValueError, match="not a syntax tree"):
        serialize.load(data, "a")


def test_a_tree_as_deep_as_the_parser_allows_is_loaded():
    expression = parse("!" * (DEEPEST - 1) + "a")

    assert serialize.load(serialize.dump(expression), expression.text) == expression
