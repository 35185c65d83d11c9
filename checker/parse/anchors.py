"""Anchors: what an alias stands for, and how much all aliases together may repeat."""

from typing import Any

from checker.parse.collector import Collector
from checker.parse.limits import MAX_ALIASED, MAX_DEPTH, MAX_RATIO
from checker.parse.positions import Layout
from checker.record import NamedTuple
from checker.shorten import shorten

# libyaml ends a name at the first character that it does not know, and reads on from there.
_AFTER_NAME = " \t\r\n,[]{}"


class Anchor(NamedTuple):
    """A node with a name.

    Attributes:
        value: the data of the node.
        node: its number in the layout.
        weight: how many nodes it holds, itself included, aliases written out.
        height: how many levels it holds, itself included; 0 for a scalar.
        closed: whether it has been read to its end.
    """

    value: Any
    node: int
    weight: int
    height: int
    closed: bool


class _Open(NamedTuple):
    name: str
    node: int
    depth: int
    added: int
    deepest: int


class Anchors:
    """The anchors of one document, while it is read.

    Attributes:
        deepest: the deepest level so far within the innermost collection that has a name.
        open: the collections with a name that have not ended.
    """

    def __init__(self, text: str, layout: Layout, collector: Collector) -> None:
        self.deepest = 0
        self._text = text
        self._layout = layout
        self._collector = collector
        self._known: dict[str, Anchor] = {}
        self.open: list[_Open] = []
        self._added = 0

    def scalar(self, name: str, value: Any) -> None:
        """Name the scalar that is the latest node."""
        self._define(name, Anchor(value, len(self._layout.offsets) - 1, 1, 0, closed=True))

    def collection(self, name: str, value: Any, depth: int) -> None:
        """Name the collection that is the latest node and stands `depth` levels deep."""
        node = len(self._layout.offsets) - 1
        self._define(name, Anchor(value, node, 0, 0, closed=False))
        self.open.append(_Open(name, node, depth, self._added, self.deepest))
        self.deepest = depth

    def close(self, depth: int) -> None:
        """A collection that stands `depth` levels deep has ended, whether it has a name or not."""
        if not self.open or self.open[-1].depth != depth:
            return
        name, node, _, added, deepest = self.open.pop()
        weight = len(self._layout.offsets) - node + self._added - added
        height = self.deepest - depth + 1
        self._known[name] = Anchor(self._known[name].value, node, weight, height, closed=True)
        self.deepest = max(deepest, self.deepest)

    def alias(self, name: str, offset: int, depth: int) -> Any:
        """The value that an alias, which is the latest node, stands for; None if for nothing.

        Raises:
            Stop: the aliases of the document repeat too much.
        """
        anchor = self._known.get(name)
        shown = shorten(name)
        if anchor is None:
            self._collector.add(
                offset,
                f"alias '*{shown}' has no anchor before it (expected '&{shown}')",
                "text that starts with * needs quotes",
            )
            return None
        if not anchor.closed:
            message = f"alias '*{shown}' stands inside its own anchor (a cycle)"
            self._collector.add(offset, message, "write the value out")
            return None
        self._spend(anchor, offset, depth)
        node = len(self._layout.offsets) - 1
        self._layout.aliases[node] = anchor.node
        return anchor.value

    def _spend(self, anchor: Anchor, offset: int, depth: int) -> None:
        self._added += anchor.weight
        most = max(MAX_ALIASED, MAX_RATIO * len(self._layout.offsets))
        if self._added > most:
            self._collector.stop(
                offset, f"aliases repeat too much (expected at most {most:,} values in all)"
            )
        self.deepest = max(self.deepest, depth + anchor.height)
        if self.deepest > MAX_DEPTH:
            self._collector.stop(
                offset, f"nested too deep by aliases (expected at most {MAX_DEPTH} levels)"
            )

    def _define(self, name: str, anchor: Anchor) -> None:
        offsets = self._layout.offsets
        offset = offsets[anchor.node]
        shown = shorten(name)
        end = offset + 1 + len(name)
        if self._text[offset] == "&" and self._text[end : end + 1].strip(_AFTER_NAME):
            self._collector.add(
                offset,
                f"anchor '&{shown}' goes on with a character that no name has",
                "text that starts with & needs quotes; a name is of letters, digits, - and _",
            )
        first = self._known.get(name)
        if first is not None:
            line = self._collector.line(offsets[first.node])
            self._collector.add(
                offset,
                f"anchor '&{shown}' is defined twice (first on line {line})",
                "give one of them another name",
            )
        self._known[name] = anchor
