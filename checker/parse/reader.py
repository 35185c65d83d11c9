"""The reader: libyaml's events become plain data and a layout, in one pass.

The only door of PyYAML. Nodes and constructors are never used: libyaml's composer dies of deep
nesting, and PyYAML's constructors read YAML 1.1 and keep the last of two equal keys.
"""

from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from checker.errors import UsageError
from checker.parse.anchors import Anchors
from checker.parse.collector import Collector
from checker.parse.keys import Keys
from checker.parse.limits import MAX_DEPTH, MAX_SCALAR
from checker.parse.positions import Layout
from checker.parse.scalars import Scalar, ScalarProblem, resolve
from checker.parse.screening import bad_character
from checker.parse.syntax_errors import DIRECTIVE, SECOND_DOCUMENT, TOO_DEEP, explain
from checker.shorten import shorten

_SHARED_LENGTH = 64
_SHARED_COUNT = 500_000
_TAGS = "tag:yaml.org,2002:"
_MERGE = (
    "merge key '<<' (YAML 1.2 has none: which of two values wins would be hidden)",
    "write the keys out, or alias the whole mapping: encryption: *full",
)


class _Slot:
    """The role of the next node of the innermost collection, where it is not a value of a key."""


_ITEM = _Slot()
_KEY = _Slot()
_UNSEEN = _Slot()


class Reader:
    """Builds data and layout from the events of one document.

    Raises:
        UsageError: PyYAML comes without libyaml.

    Attributes:
        root: the data, once it was read, in a list of one.
        layout: where everything stands.
    """

    def __init__(
        self, text: str, source: str | bytes, layout: Layout, collector: Collector
    ) -> None:
        self.root: list[Any] = []
        self.layout = layout
        self._text = text
        self._collector = collector
        self._next = _events(source)
        self._anchors = Anchors(text, layout, collector)
        self._keys = Keys(text, layout, collector)
        # For each open collection: the one around it, what that expects next, its own number
        # among the collections.
        self._stack: list[tuple[Any, Any, int]] = []
        # Equal short scalars are one object: most of an inventory is a few hundred words.
        self._plain: dict[str, Scalar] = {}
        self._quoted: dict[str, Scalar] = {}

    def run(self) -> tuple[int, str, str | None] | None:
        """Read everything, or as far as it goes; what is wrong is among the faults.

        Returns:
            Where the grammar is broken, the message and the hint; None if it is not.

        Raises:
            Stop: reading cannot go on for another reason.
        """
        try:
            self._document_start()
            self._nodes()
            self._document_end()
        except yaml.YAMLError as error:
            return explain(error, self._text)
        return None

    def _nodes(self) -> None:
        """One turn for each event; written for speed, most of the time of a run is spent here."""
        next_event, append = self._next, self.layout.offsets.append
        plain, quoted = self._plain, self._quoted
        container: Any = self.root
        key: Any = _ITEM
        while True:
            event = next_event()
            kind = event.__class__
            if kind is ScalarEvent:
                append(event.start_mark.index)
                value = (quoted if event.style else plain).get(event.value, _UNSEEN)
                if value is _UNSEEN or event.tag is not None or event.anchor is not None:
                    value = self._scalar(event, key)
                if key is _ITEM:
                    container.append(value)
                elif key is not _KEY:
                    container[key] = value
                    key = _KEY
                elif value.__class__ is str and value not in container and value.isascii():
                    key = value
                else:
                    key = self._judge(event, value, container)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                container, key = self._close(container)
            elif kind is MappingStartEvent:
                container, key = self._open(event, container, key, {}), _KEY
            elif kind is SequenceStartEvent:
                container, key = self._open(event, container, key, []), _ITEM
            elif kind is AliasEvent:
                key = self._alias(event, container, key)
            else:
                return

    def _scalar(self, event: Any, key: Any) -> Scalar:
        offset, word, style = event.start_mark.index, event.value, event.style
        value: Scalar = word
        wrong: tuple[str, str | None] | None = None
        if len(word) > MAX_SCALAR:
            wrong = f"a text of {len(word):,} characters (expected at most {MAX_SCALAR:,})", None
        elif style:
            wrong = None if word.isprintable() else bad_character(word)
        else:
            resolved = resolve(word)
            if isinstance(resolved, ScalarProblem):
                wrong = resolved
            else:
                value = resolved
        if wrong is not None:
            self._collector.add(offset, *wrong)
        if event.tag is not None:
            self._tag(offset, event.tag)
        if event.anchor is not None:
            self._anchors.scalar(event.anchor, value)
        if word == "<<" and not style:
            if key is _KEY:
                self._collector.add(offset, *_MERGE)
        elif not word and not style:
            if key is not _KEY:
                self.layout.blanks.append(len(self.layout.offsets) - 1)
        elif wrong is None and len(word) <= _SHARED_LENGTH:
            table = self._quoted if style else self._plain
            if len(table) < _SHARED_COUNT:
                table[word] = value
        return value

    def _open(self, event: Any, container: Any, key: Any, collection: Any) -> Any:
        """Put a new collection where the innermost one expects it."""
        layout, stack = self.layout, self._stack
        offset, node, depth = event.start_mark.index, len(layout.offsets), len(stack) + 1
        layout.offsets.append(offset)
        stack.append((container, key if key is _ITEM else _KEY, len(layout.opened)))
        layout.opened.append(node)
        layout.closed.append(0)
        if depth > self._anchors.deepest:
            self._anchors.deepest = depth
            if depth > MAX_DEPTH:
                self._collector.stop(offset, *TOO_DEEP)
        if event.tag is not None:
            self._tag(offset, event.tag)
        if event.anchor is not None:
            self._anchors.collection(event.anchor, collection, depth)
        if key is _ITEM:
            container.append(collection)
        elif key is not _KEY:
            container[key] = collection
        else:
            stack[-1] = (container, _Slot(), stack[-1][2])
            self._collector.add(
                offset,
                "a list or a mapping is used as a key (expected text)",
                "text that starts with [ or { needs quotes",
            )
        return collection

    def _close(self, collection: Any) -> tuple[Any, Any]:
        """The collection around the one that ends, and the role of its next node."""
        if self._anchors.open:
            self._anchors.close(len(self._stack))
        container, key, number = self._stack.pop()
        self.layout.closed[number] = len(self.layout.offsets)
        if self._keys.decomposed:
            self._keys.close(collection, self.layout.opened[number])
        return container, key

    def _alias(self, event: Any, container: Any, key: Any) -> Any:
        """Put what an alias stands for; returns what is expected next."""
        offset = event.start_mark.index
        self.layout.offsets.append(offset)
        value = self._anchors.alias(event.anchor, offset, len(self._stack))
        if key is _ITEM:
            container.append(value)
            return key
        if key is _KEY:
            return self._judge(event, value, container)
        container[key] = value
        return _KEY

    def _judge(self, event: Any, key: Any, mapping: dict[Any, Any]) -> Any:
        node = self.layout.opened[self._stack[-1][2]]
        return self._keys.judge(key, mapping, node, event.end_mark.index)

    def _tag(self, offset: int, tag: str) -> None:
        shown = shorten(tag.replace(_TAGS, "!!"))
        self._collector.add(
            offset,
            f"tag '{shown}' (expected a plain value without a tag)",
            None if tag.startswith(_TAGS) else "text that starts with ! needs quotes",
        )

    def _document_start(self) -> None:
        self._next()
        event = self._next()
        if event.__class__ is StreamEndEvent:
            self.layout.offsets.append(0)
            self._collector.stop(0, "there is nothing in the file (expected a mapping)")
        offset = event.start_mark.index
        if self._text[offset : offset + 1] == "%":
            self._collector.add(offset, *DIRECTIVE)

    def _document_end(self) -> None:
        event = self._next()
        if event.__class__ is not StreamEndEvent:
            self._collector.add(event.start_mark.index, *SECOND_DOCUMENT)
        self._keys.question_marks()


def _events(source: str | bytes) -> Callable[[], Any]:
    """A function that gives the next event of a text at each call."""
    if not hasattr(yaml, "CSafeLoader"):
        raise UsageError(
            "PyYAML was built without libyaml, which reads the files",
            "install a wheel: pip install --force-reinstall --only-binary :all: pyyaml",
        )
    return yaml.CSafeLoader(source).get_event
