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
            "  hint: keep one of them; it ends on line 6: '>>>>>>> branch'"
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


@pytest.mark.parametrize(
    "text,problem",
    [
        ("a: 1\nb: 'x\nc: 1\n", "a.yaml:2:4: a quote opens here and is not closed"),
        (
            'a: 1\nb: "x\nc: "y"\nd: 1\n',
            "a.yaml:2:4: the quote that opens here closes on line 3 (expected it before that)",
        ),
    ],
)
def test_a_quote_that_is_not_closed_is_told_where_it_opens(text: str, problem: str) -> None:
    assert said(text) == [f"{problem}\n  hint: close it where its text ends"]


@pytest.mark.parametrize(
    "text,place,quote,escaped",
    [
        ("a: 'it's mine'\n", "1:8", "'", "''"),
        ('a: "an "odd" name"\n', "1:9", '"', '\\"'),
    ],
)
def test_a_quote_inside_a_text_in_quotes_is_told_behind_it(
    text: str, place: str, quote: str, escaped: str
) -> None:
    assert said(text) == [
        (
            f"a.yaml:{place}: text behind a closing {quote} (expected the end of the value)\n"
            f"  hint: inside a text in quotes write {escaped}"
        )
    ]


@pytest.mark.parametrize(
    "text", ['a: ["x" "y"]\n', "a: 'x'\n  b: 1\n", '{"a": "x"\n', "- 'x'\nb: 1\n"]
)
def test_quotes_that_are_closed_are_no_reason(text: str) -> None:
    (problem,) = said(text)

    assert "closing" not in problem
    assert "opens here" not in problem
