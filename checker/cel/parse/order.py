"""Operand, operator, operand: what may follow what, and which bracket closes which.

The grammar's own errors name its tokens; what is found here can say what to write instead.
"""

from typing import NoReturn

from checker.cel.parse.tokens import Token, TokenKind
from checker.cel.syntax import CelSyntaxError
from checker.cel.words import KEYWORDS, LITERALS, RESERVED
from checker.record import NamedTuple

MOST_BRACKETS = 64
"""The depth to which brackets may nest (the specification asks for at least 12)."""

_CLOSING = {")": "(", "]": "[", "}": "{"}
_WORDS_FOR_MARKS = {
    "and": "and is '&&'",
    "or": "or is '||'",
    "not": "negate the whole: !(a in b)",
    "is": "equality is '=='",
    "eq": "equality is '=='",
    "if": "a choice is written: condition ? one : other",
}


class Order(NamedTuple):
    """The peculiarities of the order of the tokens.

    Attributes:
        commas: offsets of commas before a closing bracket, which CEL allows and the grammar not.
        signs: offsets of each minus that belongs to the number after it.
    """

    commas: list[int]
    signs: list[int]


def order(text: str, tokens: list[Token]) -> Order:
    """Check the order of the tokens.

    Raises:
        CelSyntaxError: what stands where nothing like it can.
    """
    return _Walk(text, tokens).walk()


class _Walk:
    """Goes through the tokens once, from the left."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self.text = text
        self.tokens = tokens
        self.open: list[Token] = []
        self.is_literal: list[bool] = []  # of each open bracket: not a call or an index
        self.result = Order([], [])
        self.last: Token | None = None
        self.minus: Token | None = None  # the latest that stands before an operand
        self.want_operand = True

    def walk(self) -> Order:
        for token in self.tokens:
            match token.kind:
                case TokenKind.WORD:
                    self._word(token)
                case TokenKind.MARK:
                    self._mark(token)
                case TokenKind.NUMBER | TokenKind.QUOTE:
                    self._literal(token)
            self.last = token
        if self.open:
            opener = self.open[-1]
            closing = next(close for close, opens in _CLOSING.items() if opens == opener.text)
            raise CelSyntaxError(
                f"{opener.text!r} is never closed (expected {closing!r})", opener.start
            )
        if self.want_operand or self._after_dot():
            what = "the expression ends too soon" if self.tokens else "the expression is empty"
            raise CelSyntaxError(f"{what} (expected a value)", len(self.text))
        return self.result

    def _literal(self, token: Token) -> None:
        if not self.want_operand or self._after_dot():
            self._refuse_operand(token)
        if token.kind is TokenKind.NUMBER and self.minus is not None and self.last is self.minus:
            self.result.signs.append(self.minus.start)
        self.want_operand = False

    def _after_dot(self) -> bool:
        return self.last is not None and self.last.text == "."

    def _word(self, token: Token) -> None:
        word = token.text
        if self._after_dot():
            if word in KEYWORDS:
                raise CelSyntaxError(
                    f"{word!r} is a keyword (expected a field)", token.start, f'write a["{word}"]'
                )
            self.want_operand = False
        elif word == "in":
            if self.want_operand:
                raise CelSyntaxError("unexpected 'in' (expected a value before it)", token.start)
            self.want_operand = True
        elif not self.want_operand:
            self._refuse_operand(token)
        elif word in RESERVED:
            hint = _WORDS_FOR_MARKS.get(word, "CEL keeps this word for itself: use another name")
            raise CelSyntaxError(f"{word!r} is a reserved word", token.start, hint)
        else:
            self.want_operand = False

    def _refuse_operand(self, token: Token) -> NoReturn:
        last = self.last
        if last is not None and last.text == "not":
            raise CelSyntaxError("unexpected 'not'", last.start, "negation is '!'")
        if self._after_dot():
            raise CelSyntaxError(f"unexpected {token.text!r} (expected a field)", token.start)
        shown = token.text if len(token.text) <= 40 else token.text[:39] + "…"
        hint = _WORDS_FOR_MARKS.get(token.text)
        if hint is None and token.kind is TokenKind.NUMBER and token.text.startswith("."):
            hint = "an element of a list is written a[0]"
        raise CelSyntaxError(
            f"unexpected {shown!r} (expected an operator, or the end)", token.start, hint
        )

    def _mark(self, token: Token) -> None:
        mark = token.text
        if self._after_dot():
            hint = None
            if mark in {"?", "["}:
                hint = "optional values are not supported: guard with has(…)"
            raise CelSyntaxError(f"unexpected {mark!r} (expected a field)", token.start, hint)
        if mark in {"(", "[", "{"}:
            self._opening(token)
        elif mark in _CLOSING:
            self._closing(token)
        elif self.want_operand:
            if mark not in {"!", "-"}:
                self._refuse_operator(token)
            if mark == "-":
                self.minus = token
        elif mark == "!":
            raise CelSyntaxError(
                "unexpected '!' (expected an operator, or the end)",
                token.start,
                "not equal is '!='; a negation is written before its operand: !(a in b)",
            )
        else:
            self.want_operand = True

    def _refuse_operator(self, token: Token) -> NoReturn:
        last = self.last
        hint = None
        if token.text == "." and (last is None or last.text != "?"):
            hint = "names need no leading dot"
        elif last is not None and last.text + token.text in {"?.", "[?", "{?"}:
            hint = "optional values are not supported: guard with has(…)"
        elif last is not None and last.text + token.text == "<>":
            hint = "not equal is '!='"
        elif last is not None and last.text == token.text == "*":
            hint = "there is no power operator"
        raise CelSyntaxError(f"unexpected {token.text!r} (expected a value)", token.start, hint)

    def _opening(self, token: Token) -> None:
        last = self.last
        literal = self.want_operand
        if not self.want_operand and last is not None:
            if token.text == "(" and last.kind is not TokenKind.WORD:
                raise CelSyntaxError("unexpected '(' (expected an operator)", token.start)
            if token.text == "(" and last.text in LITERALS:
                raise CelSyntaxError(f"{last.text!r} is not a function", last.start)
            if token.text == "{":
                raise CelSyntaxError(
                    "unexpected '{' (expected an operator)",
                    token.start,
                    'messages cannot be built: a map is written {"key": value}',
                )
        if len(self.open) >= MOST_BRACKETS:
            raise CelSyntaxError(
                f"more than {MOST_BRACKETS} brackets inside each other",
                token.start,
                "name parts of the expression under 'variables'",
            )
        self.open.append(token)
        self.is_literal.append(literal)
        self.want_operand = True

    def _closing(self, token: Token) -> None:
        last = self.last
        if not self.open:
            raise CelSyntaxError(
                f"{token.text!r} without its {_CLOSING[token.text]!r}", token.start
            )
        opener = self.open.pop()
        literal = self.is_literal.pop()
        if opener.text != _CLOSING[token.text]:
            raise CelSyntaxError(
                f"{token.text!r} cannot close the {opener.text!r} of character {opener.start + 1}",
                token.start,
            )
        if self.want_operand and last is not None:
            call = opener.text == "(" and not literal
            filled = literal and opener.text != "("
            if filled and last.text == ",":
                self.result.commas.append(last.start)
            elif last is not opener or not (call or filled):
                raise CelSyntaxError(f"unexpected {token.text!r} (expected a value)", token.start)
        self.want_operand = False
