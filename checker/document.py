"""The document: one YAML file read strictly, straight from libyaml's events, with positions.

The only door of PyYAML. Nodes and constructors are never used: libyaml's composer dies of deep
nesting, and PyYAML's constructors read YAML 1.1 and keep the last of two equal keys.
"""

import hashlib
import re
from array import array
from typing import Any, NamedTuple
from unicodedata import normalize

import yaml
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from checker.errors import InputError
from checker.positions import Layout, Path, Positions
from checker.problems import Problem
from checker.scalars import Refusal, Scalar, resolve
from checker.screening import decode, forbidden
from checker.syntax_errors import explain

__all__ = ["Document", "Path", "parse"]

MAX_DEPTH = 64
"""Levels of nesting; an inventory needs nine."""
MAX_SCALAR = 64 * 1024
"""Characters in one scalar."""
MAX_ALIASED = 100_000
"""Nodes that all aliases of a document may add, counted as if they were written out."""

_MEMO_LIMIT = 200_000
_TAGS = "tag:yaml.org,2002:"


class Document(NamedTuple):
    """A file that was read.

    Attributes:
        path: the path that messages show.
        sha256: of the very bytes that were read.
        data: dicts, lists, strings, 64-bit ints, finite floats, bools and None.
        positions: where everything stands.
    """

    path: str
    sha256: str
    data: Any
    positions: Positions


def parse(path: str, content: bytes) -> Document:
    """Read one YAML (or JSON) document.

    Raises:
        InputError: with every problem of the file, sorted by place.
    """
    text = decode(path, content)
    problems = list(forbidden(path, text))
    if problems:
        raise InputError(problems)
    reader = _Reader(path, text)
    reader.run()
    positions = Positions(path, text, None, reader.layout)
    if reader.faults:
        raise InputError(
            Problem(positions.at(offset), message, hint) for offset, message, hint in reader.faults
        )
    data = reader.root[0]
    return Document(
        path, hashlib.sha256(content).hexdigest(), data, Positions(path, text, data, reader.layout)
    )


class _Slot:
    """What the next node of the innermost collection will be, where it is not a value of a key."""


_ITEM = _Slot()
_KEY = _Slot()
_UNSEEN = _Slot()


class _Anchor(NamedTuple):
    value: Any
    node: int
    weight: int
    closed: bool


class _Stop(Exception):  # noqa: N818
    """Reading cannot go on; the fault is recorded."""


class _Reader:
    """Builds data and layout from the events of one document."""

    def __init__(self, path: str, text: str) -> None:
        self.root: list[Any] = []
        self.faults: list[tuple[int, str, str | None]] = []
        self.layout = Layout(array("I"), array("I"), array("I"), {})
        self._path = path
        self._text = text
        self._parser = yaml.CSafeLoader(text)
        self._container: Any = self.root
        self._key: Any = _ITEM
        self._stack: list[tuple[Any, Any, str | None, int, int, int]] = []
        self._anchors: dict[str, _Anchor] = {}
        self._aliased = 0
        self._memo: dict[str, Scalar] = {}

    def run(self) -> None:
        """Read everything, or as far as it goes."""
        try:
            self._document_start()
            self._nodes()
            self._document_end()
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            self.faults.append(explain(error, self._text))
        except yaml.YAMLError as error:
            self._fault(0, f"not readable as YAML: {error}".lower())

    def _nodes(self) -> None:
        get, append = self._parser.get_event, self.layout.offsets.append
        memo = self._memo
        container, key = self._container, self._key
        while True:
            event = get()
            if event.__class__ is ScalarEvent:
                append(event.start_mark.index)
                value: Any = _UNSEEN
                if not event.style and event.tag is None and event.anchor is None:
                    value = memo.get(event.value, _UNSEEN)
                if value is _UNSEEN:
                    value = self._scalar(event)
                if key is _ITEM:
                    container.append(value)
                elif key is not _KEY:
                    container[key] = value
                    key = _KEY
                elif value.__class__ is str and value not in container and value.isascii():
                    key = value
                else:
                    key = self._unusual_key(event, value, container)
                if value == "<<" and key == "<<" and not event.style:
                    self._merge(event)
            else:
                self._container, self._key = container, key
                if event.__class__ is DocumentEndEvent:
                    return
                self._collection(event)
                container, key = self._container, self._key

    def _collection(self, event: Event) -> None:
        match event:
            case MappingStartEvent():
                self._open(event, {}, _KEY)
            case SequenceStartEvent():
                self._open(event, [], _ITEM)
            case MappingEndEvent() | SequenceEndEvent():
                self._close()
            case AliasEvent():
                self._alias(event)

    def _scalar(self, event: ScalarEvent) -> Scalar:
        offset, word = event.start_mark.index, event.value
        if len(word) > MAX_SCALAR:
            self._fault(
                offset, f"a text of {len(word):,} characters (expected at most {MAX_SCALAR:,})"
            )
        if event.tag is not None:
            self._tag(offset, event.tag)
        value: Scalar = word
        if not event.style:
            resolved = resolve(word)
            if isinstance(resolved, Refusal):
                self._fault(offset, resolved.message, resolved.hint)
            else:
                value = resolved
                if len(self._memo) < _MEMO_LIMIT:
                    self._memo[word] = value
        elif not word.isprintable():
            self._escaped(offset, word)
        if event.anchor is not None:
            self._anchor(
                event.anchor, offset, _Anchor(value, len(self.layout.offsets) - 1, 1, True)
            )
        return value

    def _escaped(self, offset: int, word: str) -> None:
        """Raw characters were screened already; escapes can still name what nobody can see."""
        for problem in forbidden(self._path, word):
            self._fault(offset, problem.message, problem.hint)
            return

    def _open(self, event: Any, collection: Any, key: _Slot) -> None:
        offset = event.start_mark.index
        if len(self._stack) >= MAX_DEPTH:
            self._fault(offset, f"nested too deep (expected at most {MAX_DEPTH} levels)")
            raise _Stop
        if event.tag is not None:
            self._tag(offset, event.tag)
        if self._key is _KEY:
            self._fault(
                offset,
                "a list or a mapping is used as a key (expected text)",
                "text that starts with [ or { needs quotes",
            )
        node = len(self.layout.offsets)
        self.layout.offsets.append(offset)
        self.layout.opened.append(node)
        self.layout.closed.append(0)
        self._attach(collection)
        if event.anchor is not None:
            self._anchor(event.anchor, offset, _Anchor(collection, node, 0, False))
        self._stack.append(
            (
                self._container,
                self._key,
                event.anchor,
                node,
                len(self.layout.opened) - 1,
                self._aliased,
            )
        )
        self._container, self._key = collection, key

    def _close(self) -> None:
        collection = self._container
        self._container, self._key, anchor, node, index, aliased = self._stack.pop()
        end = len(self.layout.offsets)
        self.layout.closed[index] = end
        if anchor is not None:
            weight = end - node + self._aliased - aliased
            self._anchors[anchor] = _Anchor(collection, node, weight, True)

    def _attach(self, value: Any) -> None:
        """Put a value where the innermost collection expects it, and say what it expects next."""
        if self._key is _ITEM:
            self._container.append(value)
        elif self._key is _KEY:
            self._key = _Slot()
        else:
            self._container[self._key] = value
            self._key = _KEY

    def _alias(self, event: AliasEvent) -> None:
        offset = event.start_mark.index
        anchor = self._anchors.get(event.anchor)
        node = len(self.layout.offsets)
        self.layout.offsets.append(offset)
        if anchor is None:
            self._fault(
                offset,
                f"alias '*{event.anchor}' has no anchor before it (expected '&{event.anchor}')",
                "text that starts with * needs quotes",
            )
            self._attach(None)
            return
        if not anchor.closed:
            self._fault(offset, f"alias '*{event.anchor}' stands inside its own anchor (a cycle)")
            raise _Stop
        self._aliased += anchor.weight
        if self._aliased > MAX_ALIASED:
            self._fault(
                offset, f"aliases repeat too much (expected at most {MAX_ALIASED:,} values in all)"
            )
            raise _Stop
        self.layout.aliases[node] = self.layout.aliases.get(anchor.node, anchor.node)
        if self._key is _KEY:
            self._key = self._unusual_key(event, anchor.value, self._container)
        else:
            self._attach(anchor.value)

    def _anchor(self, name: str, offset: int, anchor: _Anchor) -> None:
        if name in self._anchors:
            first = self.layout.offsets[self._anchors[name].node]
            line = self._text.count("\n", 0, first) + 1
            self._fault(offset, f"anchor '&{name}' is defined twice (first on line {line})")
        self._anchors[name] = anchor

    def _unusual_key(self, event: Any, value: Any, container: Any) -> Any:
        """A key that is not plain ASCII seen for the first time: the key to use, or a fault."""
        offset = event.start_mark.index
        if not isinstance(value, str):
            written = self._text[offset : event.end_mark.index][:40]
            self._fault(
                offset,
                f"key '{written}' is not text (expected text)",
                "leave no key empty" if not written else f'write "{written}"',
            )
            return _Slot()
        composed = normalize("NFC", value)
        twin = next((key for key in container if _same(key, composed)), None)
        if twin is None:
            return value
        first = self.layout.offsets[self._first_key(container, twin)]
        line = self._text.count("\n", 0, first) + 1
        self._fault(
            offset,
            f"key '{value}' stands twice in one mapping (first on line {line})",
            "remove one of them: only one value can be meant",
        )
        return _Slot()

    def _first_key(self, container: Any, twin: str) -> int:
        """The node number of a key of the innermost mapping, which is still open."""
        node = self._stack[-1][3] + 1
        closed = dict(zip(self.layout.opened, self.layout.closed, strict=True))
        for key in container:
            if key is twin or key == twin:
                break
            node = closed.get(node + 1, node + 2)
        return node

    def _merge(self, event: ScalarEvent) -> None:
        self._fault(
            event.start_mark.index,
            "merge key '<<' (YAML 1.2 has none: which of two values wins would be hidden)",
            "write the keys out, or alias the whole mapping: encryption: *full",
        )

    def _tag(self, offset: int, tag: str) -> None:
        shown = tag.replace(_TAGS, "!!")
        self._fault(
            offset,
            f"tag '{shown}' (expected a plain value: an inventory has no tags)",
            "text that starts with ! needs quotes" if not tag.startswith(_TAGS) else None,
        )

    def _fault(self, offset: int, message: str, hint: str | None = None) -> None:
        self.faults.append((offset, message, hint))

    def _document_start(self) -> None:
        self._parser.get_event()
        event = self._parser.get_event()
        if isinstance(event, StreamEndEvent):
            self.layout.offsets.append(0)
            self._fault(0, "the file holds no document (expected a mapping)")
            raise _Stop
        before = self._text[: event.start_mark.index + 1]
        directive = re.search(r"^%[A-Z].*", before, re.MULTILINE)
        if event.version or event.tags or directive:
            offset = directive.start() if directive else 0
            self._fault(offset, "a YAML directive (expected none: files are YAML 1.2)")

    def _document_end(self) -> None:
        event = self._parser.get_event()
        if isinstance(event, DocumentStartEvent):
            self._fault(
                event.start_mark.index,
                "a second document begins here (expected one document a file)",
                "put it into a file of its own",
            )


def _same(key: Any, composed: str) -> bool:
    return isinstance(key, str) and normalize("NFC", key) == composed
