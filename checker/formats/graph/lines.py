"""Lines of a drawing: the way from one node to another."""

from collections.abc import Sequence
from itertools import pairwise

from checker.record import NamedTuple


class Box(NamedTuple):
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right side."""
        return self.x + self.width

    @property
    def middle(self) -> float:
        """Half of its height, from above."""
        return self.y + self.height / 2


class Way(NamedTuple):
    """A line as SVG draws it.

    Attributes:
        data: of its path.
        back: whether it does not lead to the right.
    """

    data: str
    back: bool


class _End(NamedTuple):
    """An end of a curve, which is level there, and how far it goes on before it bends."""

    x: float
    y: float
    bend: float


def way(source: Box, target: Box) -> Way:
    """The line from a node to another, or to itself."""
    if target.x > source.x:
        bend = (target.x - source.right) / 2
        ends = _End(source.right, source.middle, bend), _End(target.x, target.middle, -bend)
        return Way(_curve(*ends), back=False)
    if target.x < source.x:
        bend = min(60, (source.x - target.right) / 2 + 20)
        ends = _End(source.x, source.middle, -bend), _End(target.right, target.middle, bend)
    elif source == target:
        ends = _End(source.right, source.middle + 5, 34), _End(target.right, source.middle - 5, 34)
    else:
        bend = 26 + min(60, abs(target.middle - source.middle) / 8)
        ends = _End(source.right, source.middle, bend), _End(target.right, target.middle, bend)
    return Way(_curve(*ends), back=True)


def through(source: Box, stops: Sequence[Box], target: Box) -> Way:
    """The line from a node to another, level through places between them."""
    parts = [way(source, [*stops, target][0]).data]
    for stop, after in pairwise((*stops, target)):
        parts.append(f"L{round(stop.right, 1):g} {round(stop.middle, 1):g}")
        # It begins where the line is already, and need not be moved to.
        parts.append("C" + way(stop, after).data.partition("C")[2])
    return Way("".join(parts), back=False)


def _curve(start: _End, end: _End) -> str:
    """A cubic Bézier curve."""
    points = (
        *(start.x, start.y, start.x + start.bend, start.y),
        *(end.x + end.bend, end.y, end.x, end.y),
    )
    a, b, c, d, e, f, g, h = (f"{round(each, 1):g}" for each in points)
    return f"M{a} {b}C{c} {d} {e} {f} {g} {h}"
