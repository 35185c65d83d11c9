"""Keys: each is text, and stands once in its mapping, however it is composed."""

import re
from bisect import bisect_left
from typing import Any
from unicodedata import normalize

from checker.parse.collector import Collector
from checker.parse.positions import Layout
from checker.shorten import shorten

_GLUED = re.compile(r"\?(?=\S)")


class Keys:
    """Judges the keys that are not plain ASCII seen for the first time; the reader takes those.

    Attributes:
        decomposed: the numbers of the mappings with a key that is not in composed form (NFC).
    """

    def __init__(self, text: str, layout: Layout, collector: Collector) -> None:
        self._text = text
        self._layout = layout
        self._collector = collector
        self.decomposed: set[int] = set()

    def judge(self, key: Any, mapping: dict[Any, Any], node: int, end: int) -> Any:
        """The key to use for what is the latest node, up to the code point `end`.

        Where the key cannot be used, a fault says so, and something unique keeps its place: the
        document is refused anyway, and what follows is read on.

        Args:
            key: what was read.
            mapping: the mapping so far.
            node: the number of the mapping, which is still open.
            end: the code point after the key.
        """
        offset = self._layout.offsets[-1]
        if not isinstance(key, str):
            written = shorten(self._text[offset:end].strip())
            hint = f'write "{written}"' if written else "leave no key empty"
            self._collector.add(offset, f"key '{written}' is not text (expected text)", hint)
            return object()
        if key in mapping:
            self._twice(offset, key, self._node_of(key, mapping, node))
            return object()
        if normalize("NFC", key) != key:
            self.decomposed.add(node)
        return key

    def close(self, mapping: dict[Any, Any], node: int) -> None:
        """Compare the keys of a mapping that has ended, if some are not in composed form (NFC)."""
        if node not in self.decomposed:
            return
        seen: dict[str, int] = {}
        number = node + 1
        for key in mapping:
            if isinstance(key, str):
                first = seen.setdefault(normalize("NFC", key), number)
                if first != number:
                    self._twice(self._layout.offsets[number], key, first)
            number = self._layout.after(number + 1)

    def question_marks(self) -> None:
        """In brackets libyaml reads `?text` as a key; YAML 1.2 wants a space for that."""
        offsets = self._layout.offsets
        for match in _GLUED.finditer(self._text):
            index = bisect_left(offsets, match.end())
            if index < len(offsets) and offsets[index] == match.end():
                self._collector.add(
                    match.start(),
                    "a question mark directly before text (expected quotes around both)",
                    "text that starts with ? needs quotes in brackets",
                )

    def _twice(self, offset: int, key: str, first: int) -> None:
        line = self._collector.line(self._layout.offsets[first])
        self._collector.add(
            offset,
            f"key '{shorten(key)}' stands twice in one mapping (first on line {line})",
            "remove one of them: only one value can be meant",
        )

    def _node_of(self, key: str, mapping: dict[Any, Any], node: int) -> int:
        number = node + 1
        for each in mapping:
            if each == key:
                break
            number = self._layout.after(number + 1)
        return number
