"""What the documentation shows is what happens.

Every `console` block is one shell session in the repository's root: the lines that begin with `$ `
are run, and the whole transcript must be the block.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from checker.report.gate import ExitCode

REPOSITORY = Path(__file__).resolve().parent.parent
PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
_FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def _blocks(page: Path, language: str) -> list[str]:
    return [text for name, text in _FENCED.findall(page.read_text("utf-8")) if name == language]


SESSIONS = [
    pytest.param(block, id=f"{page.name}-{number}")
    for page in PAGES
    for number, block in enumerate(_blocks(page, "console"), start=1)
]


@pytest.mark.parametrize("block", SESSIONS)
def test_a_console_block_shows_what_its_commands_print(block: str) -> None:
    assert _transcript(block) == block


def test_the_readme_shows_a_run_that_complies_and_one_that_does_not() -> None:
    shown = "".join(_blocks(REPOSITORY / "README.md", "console"))

    assert re.findall(r"^\$ echo \$\?\n(\d+)$", shown, re.MULTILINE) == ["1", "0"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_leads_somewhere(page: Path) -> None:
    targets = _LINK.findall(page.read_text("utf-8"))

    assert [each for each in targets if not (page.parent / each).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "docs/verdicts.md"])
def test_the_table_of_exit_codes_is_the_gates(name: str) -> None:
    codes = re.findall(r"^\| (\d+) \|", (REPOSITORY / name).read_text("utf-8"), re.MULTILINE)

    assert codes == [str(int(code)) for code in ExitCode]


def test_the_policy_that_the_readme_shows_is_the_shipped_one() -> None:
    (shown,) = (block for block in _blocks(REPOSITORY / "README.md", "yaml") if "require:" in block)

    assert shown in (REPOSITORY / "policies/data-protection.yaml").read_text("utf-8")


def _transcript(block: str) -> str:
    """What a terminal shows when the commands of a block are run in one shell."""
    commands = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    script = "".join(
        # The prompt is printed between two commands without changing what `$?` is.
        f"code=$?; printf '%s\\n' {shlex.quote(f'$ {each}')}; (exit $code)\n{each}\n"
        for each in commands
    )
    kept = {k: v for k, v in os.environ.items() if k not in {"NO_COLOR", "COLUMNS", "TERM"}}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-c", script],
        cwd=REPOSITORY,
        env={**kept, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
    )
    return done.stdout.decode("utf-8")
