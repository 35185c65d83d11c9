"""The picture that docs/graph.md shows is the one that the command draws."""

import importlib.util
from pathlib import Path

from checker.commands.graph import FORMATS

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"


def test_the_picture_is_as_it_is_drawn_now() -> None:
    spec = importlib.util.spec_from_file_location("graph_page", DOCS / "graph.py")
    assert spec is not None
    assert spec.loader is not None
    page = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(page)
    assert (DOCS / "graph.svg").read_text("utf-8") == page.drawn()


def test_every_format_has_a_row() -> None:
    text = (DOCS / "graph.md").read_text("utf-8")
    assert [name for name in FORMATS if f"\n| `{name}` | " not in text] == []
