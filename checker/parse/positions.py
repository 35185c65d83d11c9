"""Positions: where every key and value of a document stands, a few bytes a node."""

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from checker.problems import Place
from checker.record import NamedTuple

Path: TypeAlias = tuple[str | int, ...]

_BREAK = r"\r\n|\n|\r"
_MEMORABLE = 32
"""Items of a list whose places are kept for good."""

_REMEMBERED = 64
"""Mappings whose keys are kept, short lists whose items are, and paths whose places are: what is
asked for next stands beside what was asked for, or is the same."""


class Layout(NamedTuple):
    """The nodes of a document in the order they stand in the text, keys included.

    Attributes:
        offsets: for each node the code point at which it starts.
        opened: the numbers of the nodes that are lists or mappings, ascending.
        closed: for each of those the number of the node after its last descendant.
        aliases: node number of an alias, to the number of the node it stands for.
        blanks: the numbers of the values of which nothing is written.
    """

    offsets: "array[int]"
    opened: "array[int]"
    closed: "array[int]"
    aliases: dict[int, int]
    blanks: list[int]

    def after(self, node: int) -> int:
        """The number of the node after the last descendant of `node`."""
        index = bisect_left(self.opened, node)
        if index < len(self.opened) and self.opened[index] == node:
            return self.closed[index]
        return node + 1


class Positions:
    """Places of keys and values by path, in one document's text."""

    def __init__(self, path: str, text: str, data: Any, layout: Layout) -> None:
        self._path = path
        self._text = text
        self._data = data
        self._layout = layout
        self._lines: array[int] | None = None
        self._children: dict[int, list[int]] = {}
        self._short: dict[int, list[int]] = {}
        self._members: dict[int, dict[str | int, int]] = {}
        self._nearest: dict[Path, tuple[Path, Place]] = {}

    def value(self, path: Path) -> Place:
        """The place where the value at `path` starts.

        Raises:
            KeyError: nothing stands there.
        """
        return self.at(self._layout.offsets[self._find(path)[1]])

    def key(self, path: Path) -> Place:
        """The place of the key at `path`; of the item itself in a list."""
        return self.at(self._layout.offsets[self._find(path)[0]])

    def nearest(self, path: Path) -> tuple[Path, Place]:
        """The longest part of `path` that exists, and the place of its key or item."""
        known = self._nearest.get(path)
        if known is None:
            nodes = self._nodes(path)
            key = nodes[-1][0] if nodes else 0
            known = path[: len(nodes)], self.at(self._layout.offsets[key])
            if len(self._nearest) >= _REMEMBERED:
                self._nearest.clear()
            self._nearest[path] = known
        return known

    def anchor(self, path: Path) -> Place | None:
        """The place at which the value at `path` is really written, if an alias stands there."""
        target = self._layout.aliases.get(self._find(path)[1])
        return None if target is None else self.at(self._layout.offsets[target])

    def alias(self, path: Path) -> Path | None:
        """The first part of a path at which an alias stands."""
        if not self._layout.aliases:
            return None
        for length, (_, node) in enumerate(self._nodes(path), start=1):
            if node in self._layout.aliases:
                return path[:length]
        return None

    def at(self, offset: int) -> Place:
        """The place of a code point."""
        starts = self._starts()
        line = bisect_right(starts, offset)
        return Place(self._path, line, offset - starts[line - 1] + 1)

    def offset(self, path: Path) -> int:
        """The code point of the text at which the value at `path` starts."""
        return self._layout.offsets[self._find(path)[1]]

    def source(self, path: Path) -> int:
        """The code point at which the value at `path` is really written, behind any alias."""
        node = self._find(path)[1]
        return self._layout.offsets[self._layout.aliases.get(node, node)]

    def blanks(self) -> list[Path]:
        """The paths of the values of which nothing is written, in the order of the text."""
        if not self._layout.blanks:
            return []
        return list(self._blanks(self._data, 0, (), frozenset(self._layout.blanks)))

    def _blanks(self, data: Any, node: int, path: Path, blanks: frozenset[int]) -> Iterator[Path]:
        if node in blanks:
            yield path
        elif node not in self._layout.aliases:
            number = node + 1
            for step, value in _members(data):
                number += isinstance(step, str)
                yield from self._blanks(value, number, (*path, step), blanks)
                number = self._layout.after(number)

    def extent(self, path: Path) -> tuple[int, int]:
        """The offset of the value at `path`, and that of the node after all of it."""
        node = self._find(path)[1]
        after = self._layout.after(node)
        offsets = self._layout.offsets
        return offsets[node], offsets[after] if after < len(offsets) else len(self._text)

    def line(self, number: int) -> int:
        """The code point at which a line starts, 1-based."""
        return self._starts()[number - 1]

    @property
    def text(self) -> str:
        """The text of the document."""
        return self._text

    def excerpt(self, line: int) -> str:
        """One line of the text, 1-based, without its line break."""
        starts = self._starts()
        end = starts[line] if line < len(starts) else len(self._text)
        return self._text[starts[line - 1] : end].rstrip("\r\n")

    def _starts(self) -> "array[int]":
        """The code points at which the lines start."""
        if self._lines is None:
            self._lines = array("I", [0])
            # A document has many lines, and a call of Python for each takes most of the time.
            # Breaks of one kind are found in half of it.
            pattern = _BREAK if "\r" in self._text else "\n"
            self._lines.extend(map(re.Match.end, re.finditer(pattern, self._text)))
        return self._lines

    def _find(self, path: Path) -> tuple[int, int]:
        """Node numbers of the key (or item) and of the value at `path`."""
        nodes = self._nodes(path)
        if len(nodes) < len(path):
            raise KeyError(path)
        return nodes[-1] if nodes else (0, 0)

    def _nodes(self, path: Path) -> list[tuple[int, int]]:
        """Node numbers of the key (or item) and of the value, step by step as far as there are."""
        nodes: list[tuple[int, int]] = []
        node, data, aliases = 0, self._data, self._layout.aliases
        members, children, short = self._members, self._children, self._short
        for step in path:
            if aliases and node in aliases:
                node = aliases[node]
            if isinstance(data, dict) and step in data:
                key = (members.get(node) or self._keys(node, data))[step]
                node = key + 1
            elif isinstance(data, list) and isinstance(step, int) and 0 <= step < len(data):
                items = children.get(node) or short.get(node) or self._items(node, len(data))
                key = node = items[step]
            else:
                break
            data = data[step]
            nodes.append((key, node))
        return nodes

    def _keys(self, node: int, data: dict[str, Any]) -> dict[str | int, int]:
        """The node number of each key of a mapping."""
        numbers: dict[str | int, int] = {}
        _, opened, closed, *_ = self._layout
        number, index = node + 1, bisect_left(opened, node) + 1
        for name in data:
            numbers[name] = number
            number += 2
            if index < len(opened) and opened[index] == number - 1:
                number = closed[index]
                index = bisect_left(opened, number, index)
        if len(self._members) >= _REMEMBERED:
            self._members.clear()
        self._members[node] = numbers
        return numbers

    def _items(self, node: int, count: int) -> list[int]:
        """The node number of each item of a list."""
        children = []
        _, opened, closed, *_ = self._layout
        child, index = node + 1, bisect_left(self._layout.opened, node) + 1
        for _ in range(count):
            children.append(child)
            child += 1
            if index < len(opened) and opened[index] == child - 1:
                child = closed[index]
                index = bisect_left(opened, child, index)
        if count > _MEMORABLE:
            self._children[node] = children
        else:
            if len(self._short) >= _REMEMBERED:
                self._short.clear()
            self._short[node] = children
        return children


def _members(data: Any) -> Iterable[tuple[str | int, Any]]:
    match data:
        case dict():
            return data.items()
        case list():
            return enumerate(data)
        case _:
            return ()
