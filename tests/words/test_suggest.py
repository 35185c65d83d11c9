"""A word that is not known leads to those that are."""

import pytest

from checker.suggest import which


@pytest.mark.parametrize(
    "word, known, hint",
    [
        ("Max clients", ["max_clients", "classes"], "did you mean 'max_clients'?"),
        ("limit", ["max_clients", "classes"], "parameters: max_clients, classes"),
        ("limit", [], "parameters: none"),
    ],
)
def test_a_hint_names_the_word_that_was_meant_else_all(
    word: str, known: list[str], hint: str
) -> None:
    assert which(word, known, "parameters") == hint
