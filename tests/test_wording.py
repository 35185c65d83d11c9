"""Words: docstrings open with a noun phrase or an imperative; names are the field's."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

CODE = Path(__file__).parent.parent / "checker"

CLAUSE = re.compile(r"(What|Where|Of|Who|How|When|Which|Why)\b")

WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")

# Words of our own, each with the word of the field. Words that mean something else in some place
# (the paint of a chart, a refusal of input) are left to the reader.
OURS = {
    "blame": "dependency",
    "blemish": "problem",
    "circle": "cycle",
    "complaint": "problem",
    "exhibit": "evidence",
    "flaw": "problem",
    "home": "location",
    "ink": "style",
    "misfit": "problem",
    "mismatch": "problem",
    "paint": "style",
    "refuted": "unsatisfiable",
    "scene": "fixture",
    "sheet": "table",
    "shower": "presenter",
    "spot": "place",
    "twin": "duplicate",
    "violation": "problem",
}


def docstrings(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
            text = ast.get_docstring(node)
            if text is not None:
                yield text.splitlines()[0]


def names(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.arg(arg=name):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name


def words(name: str) -> set[str]:
    """The words of `_cellsOf`, `cells_of` or `CELLS_OF`, in the singular."""
    return {each.lower().removesuffix("s") for each in WORD.findall(name)}


@pytest.fixture(scope="module")
def trees() -> dict[str, ast.Module]:
    """The syntax tree of every file."""
    return {
        file.relative_to(CODE).with_suffix("").as_posix(): ast.parse(file.read_bytes())
        for file in CODE.rglob("*.py")
    }


def test_a_docstring_opens_with_a_noun_phrase_or_an_imperative(
    trees: dict[str, ast.Module],
) -> None:
    assert {
        (name, line)
        for name, tree in trees.items()
        for line in docstrings(tree)
        if CLAUSE.match(line)
    } == set()


def test_a_name_is_a_word_of_the_field(trees: dict[str, ast.Module]) -> None:
    assert {
        (file, name, OURS[word])
        for file, tree in trees.items()
        for name in {*names(tree), *file.split("/")[-1:]}
        for word in words(name) & OURS.keys()
    } == set()
