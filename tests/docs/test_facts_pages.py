"""docs/facts.md and docs/regimes.md say what the schema and the shipped regimes say."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
from pack import REPOSITORY
from workplace import Workplace


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("facts_page", REPOSITORY / "docs/facts.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGE = _generator()


@pytest.mark.parametrize(
    "page,made", [(PAGE.FACTS, PAGE.facts_page), (PAGE.REGIMES, PAGE.regimes_page)]
)
def test_a_page_is_what_its_source_says_now(page: Path, made: object) -> None:
    assert page.read_text("utf-8") == made(), "run make docs"


def _block(page: Path) -> str:
    return re.findall(r"```yaml\n(.*?)```", page.read_text("utf-8"), re.DOTALL)[0]


def test_the_policy_of_the_page_is_one(workplace: Workplace) -> None:
    workplace.write("policies/own.yaml", _block(PAGE.FACTS))

    assert workplace.run("lint").code == 0


def test_the_regime_of_the_page_passes_its_test(workplace: Workplace) -> None:
    workplace.write("policies/own.yaml", _block(PAGE.FACTS))
    workplace.write("policies/regimes/own.yaml", _block(PAGE.REGIMES))

    assert "1 tests of 1 regimes pass" in workplace.run("test").out
