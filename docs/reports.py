"""Writes the table of formats in docs/reports.md; tests/docs/test_reports_page.py compares.

usage: make docs, or python docs/reports.py
"""

import re
import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY)]

from checker.formats.registry import FORMATS  # noqa: E402

PAGE = REPOSITORY / "docs/reports.md"
HEAD = "| format | for | holds |\n|---|---|---|\n"
TABLE = re.compile(rf"(?<={re.escape(HEAD)})(?:\|.*\n)*")


def page(text: str) -> str:
    """The page with the formats as they are."""
    rows = (f"| `{each.name}` | {each.readers} | {each.holds} |\n" for each in FORMATS.values())
    table = "".join(rows)
    return TABLE.sub(lambda _: table, text)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), encoding="utf-8")
