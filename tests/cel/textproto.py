"""A reader of protobuf's text format, as far as the CEL conformance suite uses it.

A message becomes a dict from field name to the list of its values, in order: fields may repeat,
and which of them do, only the schema would say.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

Message = dict[str, list[Any]]

_TOKEN = re.compile(
    r"""
      (?P<space>(?:\s+|\#[^\n]*)+)
    | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<any>\[[\w./]+\])
    | (?P<number>-?(?:0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?))
    | (?P<word>-?[A-Za-z_]\w*)
    | (?P<mark>[{}:<>\[\],;])
    """,
    re.VERBOSE,
)
_ESCAPE = re.compile(
    r"\\(?:(?P<octal>[0-7]{1,3})|x(?P<hex>[0-9a-fA-F]{1,2})|u(?P<short>[0-9a-fA-F]{4})"
    r"|U(?P<long>[0-9a-fA-F]{8})|(?P<simple>.))"
)
_SIMPLE = {"a": 7, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11}


class Word(str):
    """A bare word: the name of an enum's value, `true`, `inf`."""

    __slots__ = ()


class _Token(NamedTuple):
    kind: str
    text: str


def read(text: str) -> Message:
    """The message that a text spells."""
    return _Reader(list(_tokens(text))).message(None)


def unescaped(quoted: str) -> bytes:
    """What a string literal stands for: escapes may spell single bytes."""
    out = bytearray()
    last = 1
    for found in _ESCAPE.finditer(quoted, 1, len(quoted) - 1):
        out += quoted[last : found.start()].encode()
        last = found.end()
        if found["octal"]:
            out.append(int(found["octal"], 8))
        elif found["hex"]:
            out.append(int(found["hex"], 16))
        elif found["simple"]:
            out.append(_SIMPLE.get(found["simple"], ord(found["simple"])))
        else:
            out += chr(int(found["short"] or found["long"], 16)).encode()
    return bytes(out + quoted[last:-1].encode())


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise ValueError(f"unreadable: {text[place : place + 40]!r}")
        place = found.end()
        if found.lastgroup != "space":
            yield _Token(str(found.lastgroup), found[0])


class _Reader:
    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.place = 0

    def peek(self) -> str:
        return self.tokens[self.place].text if self.place < len(self.tokens) else ""

    def next(self) -> _Token:
        self.place += 1
        return self.tokens[self.place - 1]

    def message(self, closing: str | None) -> Message:
        fields: Message = {}
        while self.peek() != (closing or ""):
            name = self.next().text
            if self.peek() == ":":
                self.next()
            fields.setdefault(name, []).extend(self.values())
            if self.peek() in {",", ";"}:
                self.next()
        if closing is not None:
            self.next()
        return fields

    def values(self) -> list[Any]:
        if self.peek() != "[":
            return [self.value()]
        self.next()
        values = []
        while self.peek() != "]":
            values.append(self.value())
            if self.peek() == ",":
                self.next()
        self.next()
        return values

    def value(self) -> Any:
        token = self.next()
        match token.kind:
            case "string":
                whole = unescaped(token.text)
                while self.place < len(self.tokens) and self.tokens[self.place].kind == "string":
                    whole += unescaped(self.next().text)
                return whole
            case "number":
                plain = re.fullmatch(r"-?\d+", token.text)
                return int(token.text) if plain else float(token.text)
            case "word":
                return Word(token.text)
            case _:
                return self.message({"{": "}", "<": ">"}[token.text])
