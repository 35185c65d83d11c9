"""What editors and merges leave behind is told as what it is, where it stands."""

import pytest

from checker.errors import InputError
from checker.parse import document

CONFLICT = """\
inventory:
<<<<<<< HEAD
  id: ours
=======
  id: theirs
>>>>>>> branch
"""


def said(text: str) -> list[str]:
    try:
        document.parse("a.yaml", text.encode())
    except InputError as error:
        return [str(each) for each in error.problems]
    return []


def test_an_unresolved_merge_is_told_with_both_of_its_ends() -> None:
    assert said(CONFLICT) == [
        (
            "a.yaml:2:1: an unresolved merge: '<<<<<<< HEAD' (expected one of the two versions)\n"
            "  hint: keep one of them; the conflict ends on line 6"
        )
    ]


def test_what_only_looks_like_a_merge_is_text() -> None:
    assert said("note: |\n  <<<<<<< HEAD\n  =======\n  >>>>>>> branch\n") == []
    assert said("'<<<<<<<': 1\n") == []


@pytest.mark.parametrize(
    "text,place,name",
    [
        ("a:\u00a0b\nc: 1\n", "1:3", "no-break space (U+00A0)"),
        ("a:\n  b: 1\nd:\u2003e\nf: 1\n", "3:3", "em space (U+2003)"),
        ("- a\n-\u3000b\nc: 1\n", "2:2", "ideographic space (U+3000)"),
    ],
)
def test_a_space_that_is_none_to_yaml_is_named_at_its_place(
    text: str, place: str, name: str
) -> None:
    (problem,) = said(text)

    assert problem == (
        f"a.yaml:{place}: a {name} where a space is meant\n  hint: type a plain space in its place"
    )


def test_such_a_space_inside_a_text_is_no_reason_for_what_cannot_be_read_later() -> None:
    (problem,) = said("a: 10\u00a0000\nb: [1\n")

    assert "space" not in problem
