"""Where everything stands: at each position of a document the text starts the key or the value."""

import json
import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from thorough import examples

from checker.parse.document import Document, Path, parse
from checker.problems import Place

TEXT = """\
# an inventory
inventory: {id: lab, "owner name": Us}
vendors:
- id: first
  data: &shared
    - category: government_id
      encryption: {at_rest: full}
    - category: other
- id: second
  data: *shared
  note: |
    two
    lines
  empty:
  \U0001f600 n\u00e9: ['\U0001f600\U0001f600', last]
"""


def place(line: int, column: int) -> Place:
    return Place("in/a.yaml", line, column)


def document(text: str) -> Document:
    return parse("in/a.yaml", text.encode())


@pytest.mark.parametrize(
    "path, key, value",
    [
        ((), (2, 1), (2, 1)),
        (("inventory",), (2, 1), (2, 12)),
        (("inventory", "id"), (2, 13), (2, 17)),
        (("inventory", "owner name"), (2, 22), (2, 36)),
        (("vendors",), (3, 1), (4, 1)),
        (("vendors", 0), (4, 3), (4, 3)),
        (("vendors", 0, "data"), (5, 3), (5, 9)),
        (("vendors", 0, "data", 1), (8, 7), (8, 7)),
        (("vendors", 0, "data", 0, "encryption", "at_rest"), (7, 20), (7, 29)),
        (("vendors", 1), (9, 3), (9, 3)),
        (("vendors", 1, "data"), (10, 3), (10, 9)),
        (("vendors", 1, "data", 0, "encryption", "at_rest"), (7, 20), (7, 29)),
        (("vendors", 1, "note"), (11, 3), (11, 9)),
        (("vendors", 1, "empty"), (14, 3), (14, 9)),
        (("vendors", 1, "\U0001f600 n\u00e9"), (15, 3), (15, 9)),
        (("vendors", 1, "\U0001f600 n\u00e9", 1), (15, 16), (15, 16)),
    ],
)
def test_a_path_has_the_place_of_its_key_and_of_its_value(
    path: Path, key: tuple[int, int], value: tuple[int, int]
) -> None:
    positions = document(TEXT).positions
    assert (positions.key(path), positions.value(path)) == (place(*key), place(*value))
    assert positions.nearest(path) == (path, place(*key) if path else place(2, 1))
    assert positions.at(positions.offset(path)) == place(*value)


def test_an_alias_has_its_own_place_and_that_of_its_anchor() -> None:
    positions = document(TEXT).positions
    assert positions.value(("vendors", 1, "data")) == place(10, 9)
    assert positions.anchor(("vendors", 1, "data")) == place(5, 9)
    assert positions.anchor(("vendors", 0, "data")) is None
    assert positions.anchor(("vendors", 1, "data", 0)) is None


def test_an_alias_of_an_alias_leads_to_what_is_written() -> None:
    read = document("a: &a [1, &b {x: y}]\nb: [*b]\nc: &c {d: *a}\ne: *c\n")
    positions = read.positions
    assert positions.anchor(("b", 0)) == place(1, 11)
    assert positions.value(("b", 0, "x")) == place(1, 18)
    assert positions.anchor(("e",)) == place(3, 4)
    assert positions.anchor(("e", "d")) == place(1, 4)
    assert positions.value(("e", "d", 1, "x")) == place(1, 18)


def test_a_key_by_alias_stands_where_the_alias_stands() -> None:
    positions = document("- &k name\n- *k : x\n").positions
    assert (positions.key((1, "name")), positions.value((1, "name"))) == (place(2, 3), place(2, 8))


@pytest.mark.parametrize(
    "path, exists, nearest",
    [
        (("vendors", 0, "security", "mfa"), ("vendors", 0), (4, 3)),
        (("vendors", 2, "id"), ("vendors",), (3, 1)),
        (("vendors", -1), ("vendors",), (3, 1)),
        (("vendors", "0"), ("vendors",), (3, 1)),
        (("inventory", "id", "x"), ("inventory", "id"), (2, 13)),
        (("inventory", "id", 0), ("inventory", "id"), (2, 13)),
        (("none", "at", "all"), (), (2, 1)),
        ((0,), (), (2, 1)),
    ],
)
def test_the_nearest_place_of_what_is_not_there(
    path: Path, exists: Path, nearest: tuple[int, int]
) -> None:
    positions = document(TEXT).positions
    assert positions.nearest(path) == (exists, place(*nearest))
    for ask in (positions.key, positions.value, positions.anchor, positions.offset):
        with pytest.raises(KeyError):
            ask(path)


def test_a_place_is_found_in_long_lists_as_in_short_ones() -> None:
    text = "".join(f"- [{n}, {{a: {n}}}]\n" for n in range(1000))
    positions = document(text).positions
    for n in (999, 0, 500, 31, 32, 33):
        assert positions.value((n, 1, "a")) == place(n + 1, 10 + len(str(n)))


def test_every_kind_of_line_break_ends_a_line() -> None:
    positions = document("\ufeffa: 1\r\nb: 2\rc: 3\n\nd: 4").positions
    assert [positions.key((key,)) for key in "abcd"] == [
        place(1, 1),
        place(2, 1),
        place(3, 1),
        place(5, 1),
    ]
    assert [positions.excerpt(line) for line in range(1, 6)] == ["a: 1", "b: 2", "c: 3", "", "d: 4"]
    assert positions.text == "a: 1\r\nb: 2\rc: 3\n\nd: 4"


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(
        st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Cn", "Co"]), max_size=12
    )
    | st.sampled_from(["NO", "017", "1_0", "a: b", "# x", "x\ny", " x ", "'", '"', "\\", "~", "?x"])
)
KEYS = st.text("abc \u00e9\U0001f600-.", min_size=1, max_size=6)
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=25,
)


@examples(150)
@given(DATA, st.sampled_from(["json", "ascii json", "indented json", "block", "flow"]))
def test_data_is_read_back_and_each_position_starts_its_value(data: Any, style: str) -> None:
    text = written(data, style)
    read = document(text)
    assert read.data == data
    for path, value in every(data):
        start = text[read.positions.offset(path) :]
        if isinstance(value, dict | list) and (value == type(value)() or style != "block"):
            assert start[0] == "{["[isinstance(value, list)]
        elif isinstance(value, list):
            assert start[0] == "-"
        elif not isinstance(value, dict):
            assert first_scalar(start, style) in (value, "a text in quotes")
        if path and isinstance(path[-1], str):
            key = read.positions.key(path)
            line = read.positions.excerpt(key.line)[key.column - 1 :]
            assert first_scalar(line, style) in (path[-1], "a text in quotes")


def first_scalar(text: str, style: str) -> Any:
    if style not in {"block", "flow"}:
        return json.JSONDecoder().raw_decode(text)[0]
    return "a text in quotes" if text[0] == '"' else yaml.safe_load(re.split(r"[\n,}\]]", text)[0])


def written(data: Any, style: str) -> str:
    if style in {"block", "flow"}:
        flow = style == "flow"
        # The other reader takes words such as 1E3 for text: quotes keep the two apart.
        return yaml.dump(
            data, Dumper=_Quoting, allow_unicode=True, default_flow_style=flow, sort_keys=False
        )
    indent = "\t" if style == "indented json" else None
    return json.dumps(data, ensure_ascii=style == "ascii json", indent=indent)


class _Quoting(yaml.SafeDumper):
    """Writes all text in double quotes, and floats as YAML 1.2 has them."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


_Quoting.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


def every(data: Any, path: Path = ()) -> list[tuple[Path, Any]]:
    found = [(path, data)]
    if isinstance(data, dict):
        for key, value in data.items():
            found += every(value, (*path, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            found += every(value, (*path, index))
    return found
