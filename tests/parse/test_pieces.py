"""A document that is read in pieces is the document that is read at once, or none."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from thorough import examples
from workplace import REPOSITORY

from checker.errors import InputError
from checker.parse import pieces
from checker.parse.document import Document, Path, parse

SHIPPED = sorted(path.name for path in (REPOSITORY / "inventories").glob("*.yaml"))
TEXT = """\
# three vendors
organisations:
  - {id: lab}
vendors:
  - id: one
    note: "a
      text"
    empty:
  - id: two
    data:
    - {id: d, é: [😀, last]}
    more: |
        - id: no item
      # no comment
  # between
  - id: three
incidents:
  - id: x
"""
FRAGMENTS = [
    "\n  - ", "\n- ", "  - id: four\n", "vendors:\n  - a\n", "incidents: 1\n", '"', "'", "[", "{",
    "}", "]", "&a ", "*a", "|\n", ">-\n", "#", "\n", "---\n", "...\n", "\t", "? ", "!!str ", "\r\n",
    " ", "null", "é", "vendors: ", "- - ", "%YAML 1.2\n", "<<: ", ":",
]  # fmt: skip


def in_pieces(text: str, count: int) -> Document | None:
    cut = pieces.cut("in/a.yaml", text.encode(), "vendors", count)
    return cut and pieces.join(cut, [pieces.read(cut, index) for index in range(len(cut.starts))])


def paths(data: Any, path: Path = ()) -> Iterator[Path]:
    yield path
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from paths(value, (*path, step))


def told(document: Document) -> Any:
    positions = document.positions
    return (
        document[:3],
        list(paths(document.data)),
        positions.text,
        positions.blanks(),
        [
            (positions.key(path), positions.value(path), positions.extent(path))
            for path in paths(document.data)
        ],
    )


def whole(text: str) -> Document | None:
    try:
        return parse("in/a.yaml", text.encode())
    except InputError:
        return None


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("count", [1, 2, 3, 40])
def test_the_shipped_inventories_in_pieces_are_the_same(name: str, count: int) -> None:
    text = (REPOSITORY / "inventories" / name).read_text()
    read, at_once = in_pieces(text, count), parse("in/a.yaml", text.encode())

    assert read is not None
    assert told(read) == told(at_once)


@pytest.mark.parametrize("count, starts", [(1, 1), (2, 2), (50, 3)])
def test_a_cut_is_made_between_items_alone(count: int, starts: int) -> None:
    cut = pieces.cut("in/a.yaml", TEXT.encode(), "vendors", count)

    assert cut
    assert len(cut.starts) == starts
    assert all(TEXT[start:].startswith("  - id: t") for start in cut.starts[1:])


@pytest.mark.parametrize("indent", ["", "  ", "      "])
@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_any_indentation_and_line_break_can_be_cut(indent: str, line_break: str) -> None:
    items = [f"{indent}- id: v{number}\n{indent}  n: {number}\n" for number in range(20)]
    text = f"a: 1\nvendors:\n{''.join(items)}b: 2\n".replace("\n", line_break)
    cut = pieces.cut("in/a.yaml", text.encode(), "vendors", 4)
    read, at_once = in_pieces(text, 4), whole(text)

    assert cut is not None
    assert len(cut.starts) == 4
    assert read is not None
    assert at_once is not None
    assert told(read) == told(at_once)


@pytest.mark.parametrize(
    "old, new, count",
    [
        ("id: one", "id: &name one", 3),
        ("{id: d, é: [😀, last]}", "&own {id: d}\n    - *own", 3),
        ("incidents:", "organisations:", 3),
        ("  - id: x", "  - id: x\nvendors: []", 3),
        ("id: two", "id: two\n    id: again", 3),
        ("text", "text\n  - id: in a text", 3),
        # A key that begins as an item does: what stands below it is no vendor.
        ("incidents:\n", "-x:\n  - id: y\n  - id: z\nincidents:\n", 50),
        ("incidents:\n", "-x:\n" + "  - id: y\n" * 60, 2),
    ],
)
def test_what_depends_on_another_piece_is_read_as_a_whole(old: str, new: str, count: int) -> None:
    text = TEXT.replace(old, new, 1) + ("  - id: *name\n" if "&name" in new else "")

    assert in_pieces(TEXT, count) is not None
    assert in_pieces(text, count) is None


@given(
    st.lists(st.tuples(st.integers(0, len(TEXT)), st.sampled_from(FRAGMENTS)), max_size=3),
    st.integers(1, 8),
)
@examples(400)
def test_whatever_is_written_in_pieces_is_the_same_or_nothing(
    edits: list[tuple[int, str]], count: int
) -> None:
    text = TEXT
    for offset, fragment in edits:
        text = text[:offset] + fragment + text[offset:]
    read, at_once = in_pieces(text, count), whole(text)

    assert read is None or (at_once is not None and told(read) == told(at_once))


def test_a_cut_by_content_stays_where_it_is_whatever_else_is_changed() -> None:
    items = [f"  - id: v{number}\n    n: {number}\n" for number in range(200)]
    before = by_content("vendors:\n" + "".join(items))
    after = by_content("# new\nvendors:\n  - id: new\n" + "".join(items[:100] + items[101:]))

    assert len(before) > 5
    assert len(set(after) - set(before)) <= 3


def by_content(text: str) -> list[str]:
    """All that the pieces of a text are read from."""
    cut = pieces.cut_by_content("in/a.yaml", text.encode(), "vendors")
    assert cut is not None
    return [pieces.written(cut, number) for number in range(len(cut.starts))]
