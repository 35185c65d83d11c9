"""What the documentation shows is what happens.

Every `console` block is one shell session in the repository's root: the lines that begin with `$ `
are run, and the whole transcript must be the block. A page that begins a block of YAML with
`# file: name.yaml` is read from top to bottom in a folder of its own, where these files stand
beside the repository's policies and inventories.
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
_FILE = re.compile(r"^# file: (\S+)\n")
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


def _blocks(page: Path, language: str) -> list[str]:
    return [text for name, text in _FENCED.findall(page.read_text("utf-8")) if name == language]


def _writes(page: Path) -> bool:
    return any(_FILE.match(block) for block in _blocks(page, "yaml"))


LESSONS = [page for page in PAGES if _writes(page)]
SESSIONS = [
    pytest.param(block, id=f"{page.name}-{number}")
    for page in PAGES
    if page not in LESSONS
    for number, block in enumerate(_blocks(page, "console"), start=1)
]


@pytest.mark.parametrize("block", SESSIONS)
def test_a_console_block_shows_what_its_commands_print(block: str) -> None:
    assert _transcript(block, REPOSITORY) == block


@pytest.mark.parametrize("page", LESSONS, ids=lambda page: page.name)
def test_a_lesson_works_as_it_is_written(page: Path, tmp_path: Path) -> None:
    for name in ("inventories", "policies"):
        (tmp_path / name).symlink_to(REPOSITORY / name)
    for language, block in _FENCED.findall(page.read_text("utf-8")):
        match language:
            case "yaml":
                file = _FILE.match(block)
                assert file, f"an example that nobody runs:\n{block}"
                (tmp_path / file[1]).write_text(block, "utf-8")
            case "console":
                assert _transcript(block, tmp_path) == block
            case _:
                pytest.fail(f"an example that nobody runs:\n{block}")


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


def _transcript(block: str, folder: Path) -> str:
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
        cwd=folder,
        env={**kept, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
    )
    return done.stdout.decode("utf-8")
