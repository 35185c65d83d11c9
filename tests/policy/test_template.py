"""A message is text with CEL between braces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cel.syntax import CelSyntaxError
from checker.policy.template import Hole, split


@pytest.mark.parametrize(
    "message, pieces",
    [
        ("plain", ("plain",)),
        ("", ()),
        ("{a}", (Hole(1, "a"),)),
        ("{a} and {b.c}!", (Hole(1, "a"), " and ", Hole(9, "b.c"), "!")),
        ("{{not a hole}}", ("{not a hole}",)),
        ("{ {'a': 1}['a'] } end", (Hole(1, " {'a': 1}['a'] "), " end")),
        ("{'}'}", (Hole(1, "'}'"),)),
        (r"{'\'}'}", (Hole(1, r"'\'}'"),)),
        ('{"{"}', (Hole(1, '"{"'),)),
    ],
)
def test_braces_hold_cel_and_two_are_a_brace(message: str, pieces: tuple[str | Hole, ...]) -> None:
    assert split(message) == pieces


@pytest.mark.parametrize(
    "message, problem, offset",
    [
        ("open {a", "'{' is not closed (expected '}')", 5),
        ("open {'a", "'{' is not closed (expected '}')", 5),
        ("close } it", "'}' closes nothing (expected '{' before it)", 6),
        ("{}", "nothing stands between the braces (expected CEL)", 1),
        ("{ }", "nothing stands between the braces (expected CEL)", 1),
    ],
)
def test_a_brace_without_its_partner_is_refused_where_it_stands(
    message: str, problem: str, offset: int
) -> None:
    with pytest.raises(CelSyntaxError) as caught:
        split(message)

    assert (caught.value.message, caught.value.offset) == (problem, offset)


@given(st.text(alphabet="a{}'\"\\ ", max_size=20))
def test_every_message_is_split_or_refused_and_holes_stand_where_they_say(message: str) -> None:
    try:
        pieces = split(message)
    except CelSyntaxError as error:
        assert 0 <= error.offset <= len(message)
        return
    for piece in pieces:
        if isinstance(piece, Hole):
            assert message[piece.offset : piece.offset + len(piece.text)] == piece.text


@given(st.text(alphabet="ab {}", max_size=20))
def test_doubling_every_brace_gives_the_text_back(text: str) -> None:
    doubled = text.replace("{", "{{").replace("}", "}}")

    assert "".join(piece for piece in split(doubled) if isinstance(piece, str)) == text
