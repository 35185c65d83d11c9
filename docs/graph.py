"""Writes docs/graph.svg; tests/docs/test_graph_page.py compares.

usage: make docs, or python docs/graph.py
"""

import sys
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(REPOSITORY)]

from checker import clock  # noqa: E402
from checker.formats.graph import svg  # noqa: E402
from checker.usecases.graph import graph  # noqa: E402
from checker.usecases.load import Request  # noqa: E402

PICTURE = REPOSITORY / "docs/graph.svg"
INVENTORY = REPOSITORY / "inventories/incident-2031.yaml"


def drawn() -> str:
    """The picture as the page shows it."""
    request = Request(
        paths=[str(INVENTORY)], policies=["shipped"], as_of=clock.as_of("2031-05-15"), cache=False
    )
    return svg.render(graph(request).picture)


if __name__ == "__main__":
    PICTURE.write_text(drawn(), encoding="utf-8")
