"""docs/reports.md lists the formats that there are, and says something about each."""

import importlib.util
from types import ModuleType

import pytest
from pack import REPOSITORY

from checker.formats.registry import FORMATS


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reports_page", REPOSITORY / "docs/reports.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGE = _generator()
TEXT = PAGE.PAGE.read_text("utf-8")


def test_the_table_is_what_the_formats_say_now() -> None:
    assert PAGE.page(TEXT) == TEXT, "run make docs"


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_in_the_table(name: str) -> None:
    assert f"\n| `{name}` | " in TEXT
