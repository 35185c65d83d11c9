"""The reader: libyaml's events become plain data and a layout, in one pass.

Nodes and constructors are never used: libyaml's composer dies of deep nesting, and PyYAML's
constructors read YAML 1.1 and keep the last of two equal keys.
"""

from typing import Any

from checker.parse.anchors import Anchors
from checker.parse.collector import Collector
from checker.parse.keys import Keys
from checker.parse.libyaml import END, Listener, SyntaxProblem, tell
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
        self._source = source
        self._collector = collector
        self._anchors = Anchors(text, layout, collector)
        self._keys = Keys(text, layout, collector)
        self._begun = False
        self._append = layout.offsets.append
        # The innermost open collection, and the role of its next node: an item, a key, or the
        # value of the key that stands here.
        self._container: Any = self.root
        self._key: Any = _ITEM
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
            UsageError: PyYAML comes without libyaml.
        """
        listeners: dict[str, Listener] = {
            "StreamStartEvent": _nothing,
            "StreamEndEvent": self._stream_end,
            "DocumentStartEvent": self._document_start,
            "DocumentEndEvent": _nothing,
            "AliasEvent": self._alias,
            "ScalarEvent": self._scalar,
            "SequenceStartEvent": self._sequence,
            "SequenceEndEvent": self._close,
            "MappingStartEvent": self._mapping,
            "MappingEndEvent": self._close,
        }
        try:
            tell(self._source, listeners)
        except SyntaxProblem as problem:
            return explain(problem.__cause__, self._text)
        self._keys.question_marks()
        return None

    def _scalar(  # noqa: PLR0917 the binding calls it
        self, anchor: Any, tag: Any, _: Any, word: str, start: Any, end: Any, style: Any
    ) -> None:
        """Put a scalar; written for speed, half of the time of reading is spent here."""
        self._append(start.index)
        value = (self._quoted if style else self._plain).get(word, _UNSEEN)
        if value is _UNSEEN or tag is not None or anchor is not None:
            value = self._value(word, style, start.index, tag, anchor)
        key = self._key
        if key is _ITEM:
            self._container.append(value)
        elif key is not _KEY:
            self._container[key] = value
            self._key = _KEY
        elif value.__class__ is str and value not in self._container and value.isascii():
            self._key = value
        else:
            self._key = self._judge(value, end)

    def _value(self, word: str, style: Any, offset: int, tag: Any, anchor: Any) -> Scalar:
        """The value of a scalar that is seen for the first time, or has a tag or a name."""
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
        if tag is not None:
            self._tag(offset, tag)
        if anchor is not None:
            self._anchors.scalar(anchor, value)
        if word == "<<" and not style:
            if self._key is _KEY:
                self._collector.add(offset, *_MERGE)
        elif not word and not style:
            if self._key is not _KEY:
                self.layout.blanks.append(len(self.layout.offsets) - 1)
        elif wrong is None and len(word) <= _SHARED_LENGTH:
            table = self._quoted if style else self._plain
            if len(table) < _SHARED_COUNT:
                table[word] = value
        return value

    def _mapping(self, anchor: Any, tag: Any, _: Any, start: Any, *_more: Any) -> None:
        self._open({}, start.index, tag, anchor)
        self._key = _KEY

    def _sequence(self, anchor: Any, tag: Any, _: Any, start: Any, *_more: Any) -> None:
        self._open([], start.index, tag, anchor)
        self._key = _ITEM

    def _open(self, collection: Any, offset: int, tag: Any, anchor: Any) -> None:
        """Put a new collection where the innermost one expects it."""
        layout, stack, container, key = self.layout, self._stack, self._container, self._key
        node, depth = len(layout.offsets), len(stack) + 1
        layout.offsets.append(offset)
        stack.append((container, key if key is _ITEM else _KEY, len(layout.opened)))
        layout.opened.append(node)
        layout.closed.append(0)
        if depth > self._anchors.deepest:
            self._anchors.deepest = depth
            if depth > MAX_DEPTH:
                self._collector.stop(offset, *TOO_DEEP)
        if tag is not None:
            self._tag(offset, tag)
        if anchor is not None:
            self._anchors.collection(anchor, collection, depth)
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
        self._container = collection

    def _close(self, *_: Any) -> None:
        """Go back to the collection around the one that ends."""
        if self._anchors.open:
            self._anchors.close(len(self._stack))
        collection = self._container
        self._container, self._key, number = self._stack.pop()
        self.layout.closed[number] = len(self.layout.offsets)
        if self._keys.decomposed:
            self._keys.close(collection, self.layout.opened[number])

    def _alias(self, name: str, start: Any, end: Any) -> None:
        """Put what an alias stands for."""
        self.layout.offsets.append(start.index)
        value = self._anchors.alias(name, start.index, len(self._stack))
        if self._key is _ITEM:
            self._container.append(value)
        elif self._key is _KEY:
            self._key = self._judge(value, end)
        else:
            self._container[self._key] = value
            self._key = _KEY

    def _judge(self, key: Any, end: Any) -> Any:
        node = self.layout.opened[self._stack[-1][2]]
        return self._keys.judge(key, self._container, node, end.index)

    def _tag(self, offset: int, tag: str) -> None:
        shown = shorten(tag.replace(_TAGS, "!!"))
        self._collector.add(
            offset,
            f"tag '{shown}' (expected a plain value without a tag)",
            None if tag.startswith(_TAGS) else "text that starts with ! needs quotes",
        )

    def _document_start(self, start: Any, *_: Any) -> str | None:
        if self._begun:
            self._collector.add(start.index, *SECOND_DOCUMENT)
            return END
        self._begun = True
        if self._text[start.index : start.index + 1] == "%":
            self._collector.add(start.index, *DIRECTIVE)
        return None

    def _stream_end(self, *_: Any) -> str:
        if not self._begun:
            self.layout.offsets.append(0)
            self._collector.stop(0, "there is nothing in the file (expected a mapping)")
        return END


def _nothing(*_: Any) -> None:
    """Build nothing: a stream or a document that begins or ends is no node."""
