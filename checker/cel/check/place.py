"""The place by which a node is shown: a selection's field, an operation's sign, a call's name."""

import re

from checker.cel.syntax import (
    And,
    Call,
    Comprehension,
    Has,
    Index,
    Node,
    Operation,
    Or,
    Select,
)

_COMMENT = re.compile(r"//[^\n]*")
_NAME = re.compile(r"[_a-zA-Z][_a-zA-Z0-9]*")


def place(node: Node, text: str) -> int:
    """The code point of `text` at which a finding about `node` points."""
    match node:
        case Select() | Has():
            return node.field_span.start
        case Index():
            return node.key.span.start
        case And():
            return _between(text, node.operands[0].span.end, "&&")
        case Or():
            return _between(text, node.operands[0].span.end, "||")
        case Operation() if len(node.operands) == 2:
            return _between(text, node.operands[0].span.end, node.operator)
        case Call(target=target) if target is not None:
            return _name(text, target.span.end)
        case Comprehension():
            return _name(text, node.source.span.end)
        case _:
            return node.span.start


def _between(text: str, start: int, sign: str) -> int:
    """After an operand come only spaces, comments and brackets before the operator."""
    return _hidden(text, start).index(sign, start)


def _name(text: str, start: int) -> int:
    match = _NAME.search(_hidden(text, start), start)
    return start if match is None else match.start()


def _hidden(text: str, start: int) -> str:
    """The text, without comments from `start` to the next thing that is not one."""
    position = start
    while position < len(text) and (text[position] in " \t\n\f\r)" or text[position] == "/"):
        comment = _COMMENT.match(text, position)
        if comment is None and text[position] == "/":
            break
        if comment is not None:
            text = text[:position] + " " * len(comment[0]) + text[comment.end() :]
        position += 1
    return text
