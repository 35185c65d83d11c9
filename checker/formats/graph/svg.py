"""The picture as SVG: ranks are columns, lines as wide as what depends, breaches are red.

Every shape says in attributes what it looks like, so that it is the same where no style sheet is
allowed; in a page its classes follow the page's colours. What it shows stands in words, too.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from checker.formats.escape import plain
from checker.formats.graph.lines import Box, through, way
from checker.formats.graph.xml import empty, opening, text
from checker.formats.width import cut, wrapped
from checker.picture.fold import folded
from checker.picture.layout import Layout, layout
from checker.picture.picture import STATES, Edge, Node, Picture, State
from checker.shorten import shorten

_WIDTH: Final = 204
"""The width of a node."""

_GAP: Final = 130
_MARGIN: Final = 24
_LEAST: Final = 760
_ROOMY: Final = 20
"""Nodes of a column up to which there is room for what else is told of each."""

_CROWD: Final = 120
"""Lines of one colour above which they are pale."""

_LINE: Final = 16
_LETTER: Final = 7
_NAME: Final = 23
"""Columns of a name; more do not fit into a node."""

_DETAIL: Final = 32
_TITLE: Final = 400
_FONT: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', sans-serif"

_RED, _AMBER, _GREY, _DARK, _QUIET, _PAPER = (
    *("#b3261e", "#b26a00", "#6b747e", "#1c1f23", "#59616b", "#ffffff"),
)
_BORDERS: Final = {State.BREACHED: _RED, State.REACHED: _AMBER, State.CLEAR: _GREY}
_FILLS: Final = {State.BREACHED: _RED, State.REACHED: "#fcf1d6", State.CLEAR: "#f6f7f8"}
_WORDS: Final = {
    State.BREACHED: "breached",
    State.REACHED: "reached by a breach",
    State.CLEAR: "",
}


def render(picture: Picture) -> str:
    """The picture as a file of its own; ends with a line break."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawn(picture)}\n'


def drawn(picture: Picture) -> str:
    """The picture as an element that a page may hold."""
    shown = folded(picture)
    return "\n".join(_Drawing(shown, layout(shown)).lines())


class _Drawing:
    """A picture, and where everything of it stands."""

    def __init__(self, picture: Picture, places: Layout) -> None:
        title = shorten(picture.title, _TITLE)
        self.picture = picture._replace(title=title)
        self.places, self.nodes = places, picture.by_id()
        tallest = max((len(column) for column in places.columns.values()), default=0)
        self.roomy = tallest <= _ROOMY
        row, tall = (52, 38) if self.roomy else (28, 22)
        ranks = len(places.columns)
        self.width = max(2 * _MARGIN + ranks * (_WIDTH + _GAP) - _GAP, _LEAST)
        room = (self.width - 2 * _MARGIN) // _LETTER
        self.notes = [line for note in _notes(picture) for line in wrapped(plain(note), room)]
        top = _MARGIN + 62
        self.foot = top + round(places.height * row) + 20
        self.height = self.foot + _LINE * (len(self.notes) + 1) + _MARGIN
        self.boxes = {
            node.id: Box(_left(number), top + places.rows[node.id] * row, _WIDTH, tall)
            for number, column in enumerate(places.columns.values())
            for node in column
        }
        left = {rank: _left(number) for number, rank in enumerate(places.columns)}
        self.stops = {
            ends: [
                Box(left[rank], top + at * row, _WIDTH, tall) for rank, at in sorted(own.items())
            ]
            for ends, own in places.stops.items()
        }
        self.pale = Counter(edge.state is State.CLEAR for edge in picture.edges)

    def lines(self) -> Iterator[str]:
        """The lines of the element."""
        size = f"0 0 {self.width} {self.height}"
        yield opening(
            "svg",
            xmlns="http://www.w3.org/2000/svg",
            viewBox=size,
            width=self.width,
            height=self.height,
            role="img",
            class_="graph",
            aria_labelledby="graph-title graph-desc",
            font_family=_FONT,
            font_size=12,
        )
        yield text("title", plain(self.picture.title), id="graph-title")
        yield text("desc", " ".join(map(plain, _notes(self.picture))), id="graph-desc")
        yield _ARROW
        yield empty("rect", class_="paper", width=self.width, height=self.height, fill=_PAPER)
        title = cut(plain(self.picture.title), self.width // 11)
        yield text("text", title, x=_MARGIN, y=_MARGIN + 12, font_size=18, font_weight=600)
        yield from self._headings()
        for edge in sorted(self.picture.edges, key=lambda edge: -STATES.index(edge.state)):
            yield self._edge(edge)
        for node in self.picture.nodes:
            yield from self._node(node)
        for number, note in enumerate(self.notes, 1):
            y = self.foot + _LINE * number
            yield text("text", note, class_="quiet", x=_MARGIN, y=y, fill=_QUIET)
        yield "</svg>"

    def _headings(self) -> Iterator[str]:
        for number, (rank, column) in enumerate(self.places.columns.items()):
            members = sum(node.members for node in column)
            name = {0: "clients", 1: "vendors"}.get(rank, f"rank {rank}")
            looks = {"class_": "quiet", "fill": _QUIET}
            y = _MARGIN + 46
            yield text(
                "text", f"{name} ({members:,})", x=_left(number), y=y, font_weight=600, **looks
            )

    def _edge(self, edge: Edge) -> str:
        source, target = self.nodes[edge.source], self.nodes[edge.target]
        ends = self.boxes[source.id], self.boxes[target.id]
        stops = self.stops.get((source.id, target.id))
        line = through(ends[0], stops, ends[1]) if stops else way(*ends)
        clear = edge.state is State.CLEAR
        back: dict[str, str | float] = {
            "stroke_dasharray": "5 4",
            "marker_end": "url(#graph-arrow)",
        }
        start = opening(
            "path",
            class_=f"line {edge.state.value}",
            d=line.data,
            fill="none",
            stroke="#9aa3ad" if clear else _RED,
            stroke_width=1 + 6 * edge.weight,
            stroke_opacity=0.35 if self.pale[clear] > _CROWD else 0.75,
            **(back if line.back else {}),
        )
        told = f"{_short(source.label)} relies on {_short(target.label)}"
        return f"{start}{text('title', told)}</path>"

    def _node(self, node: Node) -> Iterator[str]:
        box = self.boxes[node.id]
        red = node.state is State.BREACHED
        yield opening("g", class_=f"node {node.state.value}")
        yield text("title", _told(node, self.picture.unit))
        yield empty(
            "rect",
            x=box.x,
            y=box.y,
            width=box.width,
            height=box.height,
            rx=box.height / 2 if node.kind == "client" else 4,
            fill=_FILLS[node.state],
            stroke=_BORDERS[node.state],
            stroke_width=1 if node.state is State.CLEAR else 1.5,
            **({"stroke_dasharray": "3 2"} if node.members > 1 else {}),
        )
        if node.rank and node.weight:
            share, y = (box.width - 20) * node.weight, box.y + box.height - 4
            fill = _PAPER if red else _BORDERS[node.state]
            yield empty("rect", class_="share", x=box.x + 10, y=y, width=share, height=2, fill=fill)
        x, y = box.x + 10, box.y + (15 if self.roomy and node.detail else box.height / 2 + 3)
        name = cut(_short(node.label), _NAME)
        yield text("text", name, x=x, y=y, font_weight=600, fill=_PAPER if red else _DARK)
        if self.roomy and node.detail:
            told = cut(_short(node.detail), _DETAIL)
            fill = _PAPER if red else _QUIET
            yield text("text", told, class_="detail", x=x, y=y + 13, font_size=10, fill=fill)
        if node.open:
            # Beside it, in the gap that nothing else is written in.
            yield text("text", "?", class_="open", x=box.right + 5, y=box.y + 10, fill=_AMBER)
        yield "</g>"


def _short(text: str) -> str:
    return plain(shorten(text, _TITLE))


def _left(number: int) -> int:
    return _MARGIN + number * (_WIDTH + _GAP)


def _notes(picture: Picture) -> list[str]:
    told = [_LEGEND.format(unit=picture.unit)] if picture.nodes else []
    if any(node.state is not State.CLEAR for node in picture.nodes):
        told.append("Red: breached, and the ways that a breach takes. Amber: reached by it.")
    if any(node.open for node in picture.nodes):
        told.append("?: on whom it relies is not recorded.")
    return [*told, *(shorten(note, _TITLE) for note in picture.notes)]


def _told(node: Node, unit: str) -> str:
    parts = dict.fromkeys((node.label, node.kind.replace("_", " "), node.detail))
    parts[_WORDS[node.state]] = None
    if node.rank:
        parts[f"{node.weight:.0%} of the {unit} depend on it"] = None
    return "; ".join(_short(part) for part in parts if part)


_LEGEND: Final = (
    "Each line: the left relies on the right, the wider the more {unit} depend through it; "
    "dashed with an arrow: back, or within a column. The bar in a node: the share of {unit} "
    "that depend on it."
)

_ARROW: Final = (
    "<defs>"
    + opening(
        "marker",
        id="graph-arrow",
        markerWidth=8,
        markerHeight=8,
        refX=8,
        refY=4,
        orient="auto",
        markerUnits="userSpaceOnUse",
    )
    + empty("path", d="M0 0L8 4L0 8z", fill=_GREY)
    + "</marker></defs>"
)
