"""docs/functions.md lists every function, and what it shows of operators and macros is so."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from checker.cel.compile.compile import Compiler
from checker.cel.functions.location_index import MODULES
from checker.cel.operators import equals
from checker.cel.parse.parse import parse

REPOSITORY = Path(__file__).resolve().parent.parent.parent


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "functions_page", REPOSITORY / "docs/functions.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATOR = _generator()


def run(expression: str) -> object:
    compiler = Compiler([])
    return compiler.compile(parse(expression))(compiler.frame())


def test_the_page_is_what_the_code_says_now() -> None:
    assert GENERATOR.PAGE.read_text("utf-8") == GENERATOR.page(), "run make docs"


def test_every_function_has_an_entry_in_each_of_its_chapters() -> None:
    page = GENERATOR.page()

    for name, modules in MODULES.items():
        assert page.count(f"{name}(") >= len(modules), name
    assert {module for modules in MODULES.values() for module in modules} == set(GENERATOR.CHAPTERS)


@pytest.mark.parametrize(
    "form", [*GENERATOR.OPERATORS, *GENERATOR.MACROS], ids=lambda each: each.form
)
def test_an_operator_does_what_the_page_shows(form) -> None:
    got, expected = run(form.example), run(form.value)

    assert type(got) is type(expected)
    assert equals(got, expected)
