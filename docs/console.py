"""Rewrites what README.md and docs/ show of the command; tests/docs/test_readme.py compares.

Every `console` block is one shell session in the repository's root: the lines that begin with `$ `
are run, and the whole transcript becomes the block. A page that begins a block of YAML with
`# file: name.yaml` is read from top to bottom in a folder of its own, where these files stand
beside the repository's policies and inventories. Counts within sentences are those of `COUNTS`.

usage: make docs, or python docs/console.py
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).resolve().parent.parent
PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").glob("*.md"))]
FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"^# file: (\S+)\n")


class Count(NamedTuple):
    """A number in a sentence.

    Attributes:
        sentence: a pattern whose two groups stand around the number.
    """

    page: str
    sentence: str
    number: Callable[[], int]


def _policies() -> int:
    texts = [path.read_text("utf-8") for path in (REPOSITORY / "policies").glob("*.yaml")]
    return sum(len(re.findall(r"^  - id: ", text, re.MULTILINE)) for text in texts)


COUNTS = (
    Count("docs/first-inventory.md", r"(Nobody answers )\d+( questions about every)", _policies),
)
"""The counts that sentences hold."""


def blocks(page: Path, language: str) -> list[str]:
    """The text of the page's blocks in a language."""
    return [text for name, text in FENCED.findall(page.read_text("utf-8")) if name == language]


def is_lesson(page: Path) -> bool:
    """Whether the page writes files of its own."""
    return any(FILE.match(block) for block in blocks(page, "yaml"))


def counted(page: Path, text: str) -> str:
    """The text with its counts as they are now."""
    for count in COUNTS:
        if page == REPOSITORY / count.page:
            text, found = re.subn(count.sentence, rf"\g<1>{count.number()}\g<2>", text)
            if found != 1:
                raise SystemExit(f"{page}: {found} sentences are like {count.sentence!r}, not one")
    return text


def page(path: Path, folder: Path) -> str:
    """The page as it has to be.

    Args:
        path: the page as it is.
        folder: an empty one, for the files of a lesson.
    """
    text = path.read_text("utf-8")
    lesson = is_lesson(path)
    if lesson:
        for name in ("inventories", "policies"):
            (folder / name).symlink_to(REPOSITORY / name)

    def shown(block: re.Match[str]) -> str:
        language, content = block.groups()
        if lesson and language == "yaml":
            file = FILE.match(content)
            if file is None:
                raise SystemExit(f"{path}: an example that nobody runs:\n{content}")
            (folder / file[1]).write_text(content, "utf-8")
        elif language == "console":
            content = transcript(content, folder if lesson else REPOSITORY)
        elif lesson:
            raise SystemExit(f"{path}: an example that nobody runs:\n{content}")
        return f"```{language}\n{content}```"

    return counted(path, FENCED.sub(shown, text))


def transcript(block: str, folder: Path) -> str:
    """A terminal's text after the commands of a block were run in one shell."""
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


if __name__ == "__main__":
    for each in PAGES:
        with tempfile.TemporaryDirectory() as scratch:
            now = page(each, Path(scratch))
        if now != each.read_text("utf-8"):
            each.write_text(now, "utf-8")
            print(f"written: {each.relative_to(REPOSITORY)}")
