r"""The graph as DOT, for Graphviz: every node and every line, none folded.

Within quotes `\` and `&` mean something to Graphviz: both are written so that they are shown.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from checker.formats.escape import plain
from checker.picture.picture import Node, Picture, State
from checker.shorten import shorten

_TEXT: Final = 1_000
_COLOURS: Final = {State.BREACHED: "#b3261e", State.REACHED: "#b26a00", State.CLEAR: "#6b747e"}


def render(picture: Picture) -> str:
    """The whole graph; ends with a line break."""
    return "".join(f"{line}\n" for line in _lines(picture))


def _lines(picture: Picture) -> Iterator[str]:
    yield "digraph supply_chain {"
    yield f"  graph [rankdir=LR, labelloc=t, label={_quoted(picture.title)}];"
    yield '  node [shape=box, style="rounded", fontname="sans-serif", fontsize=11];'
    for node in picture.nodes:
        yield f"  {_quoted(node.id)} [{', '.join(_looks(node))}];"
    for edge in picture.edges:
        ends = f"{_quoted(edge.source)} -> {_quoted(edge.target)}"
        colour = _COLOURS[edge.state]
        yield f'  {ends} [penwidth={1 + 6 * edge.weight:.2f}, color="{colour}"];'
    for _, nodes in groupby(picture.nodes, key=lambda node: node.rank):
        own = "; ".join(_quoted(node.id) for node in nodes)
        yield f"  {{ rank=same; {own} }}"
    yield "}"


def _looks(node: Node) -> Iterator[str]:
    yield f"label={_quoted(node.label)}"
    yield f"tooltip={_quoted(_told(node))}"
    yield f'color="{_COLOURS[node.state]}"'
    if node.kind == "client":
        yield "shape=oval"


def _told(node: Node) -> str:
    parts = [*dict.fromkeys((node.kind.replace("_", " "), node.detail))]
    if node.state is not State.CLEAR:
        parts.append(node.state.value)
    if node.open:
        parts.append("on whom it relies is not recorded")
    return "; ".join(part for part in parts if part)


def _quoted(text: str) -> str:
    shown = (
        plain(shorten(text, _TEXT)).replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'"{shown}"'
