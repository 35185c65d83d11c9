"""The graph as Mermaid, which GitHub and GitLab draw in Markdown.

They refuse more than 500 lines and 50,000 characters: of more, nodes are folded further than in
the picture. Everything but letters, digits and blanks of a name is written by its number.
"""

import re
from collections.abc import Iterator
from typing import Final

from checker.formats.escape import plain
from checker.picture.fold import LONGEST, folded
from checker.picture.picture import Node, Picture, State
from checker.shorten import shorten

LINES: Final = 500
"""Lines that a drawing may have (`maxEdges`)."""

CHARACTERS: Final = 50_000
"""Characters of a text that is drawn (`maxTextSize`)."""

_NAME: Final = 40
_COMMENT: Final = 400
_SIGN: Final = re.compile("[^A-Za-z0-9 ]")
_CLASSES: Final = (
    "  classDef breached fill:#b3261e,stroke:#b3261e,color:#ffffff",
    "  classDef reached fill:#fcf1d6,stroke:#b26a00,color:#1c1f23",
)
_WIDEST: Final = 6


def render(picture: Picture) -> str:
    """The graph; ends with a line break."""
    longest = LONGEST
    while True:
        shown = folded(picture, longest=longest)
        text = "".join(f"{line}\n" for line in _lines(shown))
        small = len(shown.edges) <= LINES and len(text) <= CHARACTERS
        if small or longest == 1:
            return text
        longest = max(longest // 2, 1)


def _lines(picture: Picture) -> Iterator[str]:
    yield f"%% {_comment(picture.title)}"
    for note in picture.notes:
        yield f"%% {_comment(note)}"
    yield "flowchart LR"
    names = {node.id: f"n{number}" for number, node in enumerate(picture.nodes)}
    for node in picture.nodes:
        opening, closing = ("([", "])") if node.kind == "client" else ("[", "]")
        kind = "" if node.state is State.CLEAR else f":::{node.state.value}"
        yield f'  {names[node.id]}{opening}"{_label(node)}"{closing}{kind}'
    for edge in picture.edges:
        yield f"  {names[edge.source]} --> {names[edge.target]}"
    for number, edge in enumerate(picture.edges):
        width = 1 + round((_WIDEST - 1) * edge.weight)
        colour = ",stroke:#b3261e" if edge.state is not State.CLEAR else ""
        if width > 1 or colour:
            yield f"  linkStyle {number} stroke-width:{width}px{colour}"
    yield from _CLASSES


def _label(node: Node) -> str:
    text = plain(shorten(node.label, _NAME))
    return _SIGN.sub(lambda match: f"#{ord(match.group())};", text) or "#63;"


def _comment(text: str) -> str:
    """A text for a comment, in which `{` and `}` could begin a directive."""
    return plain(shorten(text, _COMMENT)).replace("{", "(").replace("}", ")")
