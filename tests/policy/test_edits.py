"""Edits of a list that is a parameter."""

import pytest

from checker.policy.edits import edited


@pytest.mark.parametrize(
    "own,edit,expected",
    [
        ([1, True, 1.0, "1"], {"remove": [1]}, [True, 1.0, "1"]),
        ([1, True, 1.0, "1"], {"remove": [True]}, [1, 1.0, "1"]),
        ([True], {"add": [1]}, [True, 1]),
        (["a"], {"add": ["a", "b", "b"]}, ["a", "b", "b"]),
        (["a", "b"], {"add": ["c"], "remove": ["a"]}, ["b", "c"]),
    ],
)
def test_an_edit_takes_true_for_no_number(
    own: list[object], edit: object, expected: list[object]
) -> None:
    found = edited(edit, own)

    assert [(type(each), each) for each in found] == [(type(each), each) for each in expected]
