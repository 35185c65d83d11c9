"""What the documentation shows is what happens; `make docs` writes it anew."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from checker.report.gate import ExitCode

REPOSITORY = Path(__file__).resolve().parent.parent.parent
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def _writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("console", REPOSITORY / "docs/console.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


WRITER = _writer()
LESSONS = [page for page in WRITER.PAGES if WRITER.is_lesson(page)]
SHOWN = [page for page in WRITER.PAGES if page not in LESSONS and WRITER.blocks(page, "console")]


@pytest.mark.parametrize("page", SHOWN, ids=lambda page: page.name)
def test_a_page_shows_what_its_commands_print(page: Path, tmp_path: Path) -> None:
    assert WRITER.page(page, tmp_path) == page.read_text("utf-8"), "run make docs"


@pytest.mark.slow
@pytest.mark.parametrize("page", LESSONS, ids=lambda page: page.name)
def test_a_lesson_works_as_it_is_written(page: Path, tmp_path: Path) -> None:
    assert WRITER.page(page, tmp_path) == page.read_text("utf-8"), "run make docs"


@pytest.mark.parametrize("count", WRITER.COUNTS, ids=lambda count: count.page)
def test_a_count_in_a_sentence_is_what_there_is(count: WRITER.Count) -> None:
    page = REPOSITORY / count.page
    text = page.read_text("utf-8")

    assert WRITER.counted(page, text) == text, "run make docs"


def test_the_readme_shows_a_run_that_complies_and_one_that_does_not() -> None:
    shown = "".join(WRITER.blocks(REPOSITORY / "README.md", "console"))

    assert re.findall(r"^\$ echo \$\?\n(\d+)$", shown, re.MULTILINE) == ["1", "0"]


@pytest.mark.parametrize("page", WRITER.PAGES, ids=lambda page: page.name)
def test_a_link_leads_somewhere(page: Path) -> None:
    targets = _LINK.findall(page.read_text("utf-8"))

    assert [each for each in targets if not (page.parent / each).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "docs/verdicts.md"])
def test_the_table_of_exit_codes_is_the_gates(name: str) -> None:
    codes = re.findall(r"^\| (\d+) \|", (REPOSITORY / name).read_text("utf-8"), re.MULTILINE)

    assert codes == [str(int(code)) for code in ExitCode]


def test_the_policy_that_the_readme_shows_is_the_shipped_one() -> None:
    (shown,) = (
        block for block in WRITER.blocks(REPOSITORY / "README.md", "yaml") if "require:" in block
    )

    assert shown in (REPOSITORY / "policies/data-protection.yaml").read_text("utf-8")
