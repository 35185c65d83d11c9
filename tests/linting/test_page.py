"""docs/lint.md says which rules and frameworks there are."""

import importlib.util
from pathlib import Path
from types import ModuleType

REPOSITORY = Path(__file__).resolve().parent.parent.parent


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lint_page", REPOSITORY / "docs/lint.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_is_what_the_code_says_now() -> None:
    generator = _generator()

    assert generator.PAGE.read_text("utf-8") == generator.page(), "run make docs"
