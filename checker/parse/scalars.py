"""Scalars: what a plain YAML word means, by the core schema of YAML 1.2 and nothing else.

`NO`, `2026-03-01` and `12:30:00` are strings. What YAML 1.1 would have read differently and a
reader could mistake for a number (`017`, `1_000`) is refused instead of guessed.
"""

import re
from typing import TypeAlias

from checker.record import NamedTuple
from checker.shorten import shorten

Scalar: TypeAlias = bool | int | float | str | None

INT64_MIN = -(2**63)
INT64_MAX = 2**63 - 1


class ScalarProblem(NamedTuple):
    """The problem with a plain word that is not read at all, and the way out."""

    message: str
    hint: str


_WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
_DECIMAL = r"[-+]?(0|[1-9][0-9]*)\Z"
_OCTAL = r"0o[0-7]+\Z"
_HEXADECIMAL = r"0x[0-9a-fA-F]+\Z"
_FLOAT = r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z"
_LEADING_ZERO = r"[-+]?0[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?\Z"
_OCTAL_1_1 = r"0[0-7]+\Z"
_UNDERSCORES = r"[-+]?[0-9][0-9_]*(\.[0-9_]*)?\Z"
_NOT_CORE = r"[-+]?0b[01_]+\Z|[-+]?0x[0-9a-fA-F_]+\Z"
_NOT_FINITE = r"([-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))\Z"
_NUMERIC_START = frozenset("0123456789+-.")
_MAX_DIGITS = 25


def resolve(word: str) -> Scalar | ScalarProblem:
    """The value of a plain scalar.

    Returns:
        null, a bool, an int of 64 bits, a finite float, the word itself, or a refusal.
    """
    if word in _WORDS:
        return _WORDS[word]
    if word[0] not in _NUMERIC_START:
        return word
    if "-" in word[1:] and "e" not in word and "E" not in word:
        return word  # a day, most often: only an exponent has a minus that is not in front
    return _number(word)


def _number(word: str) -> Scalar | ScalarProblem:
    if re.match(_DECIMAL, word):
        return _integer(word, word, 10)
    if re.match(_OCTAL, word):
        return _integer(word, word[2:].lstrip("0") or "0", 8)
    if re.match(_HEXADECIMAL, word):
        return _integer(word, word[2:].lstrip("0") or "0", 16)
    if re.match(_LEADING_ZERO, word):
        return _leading_zero(word)
    if re.match(_FLOAT, word):
        return _float(word)
    if "_" in word and re.match(_UNDERSCORES, word):
        return ScalarProblem(
            f"'{shorten(word)}' has underscores (expected digits only, or text in quotes)",
            f'write {shorten(word.replace("_", ""))} for a number, or "{shorten(word)}" for text',
        )
    if re.match(_NOT_CORE, word):
        return ScalarProblem(
            f"'{shorten(word)}' is no number of YAML 1.2 (expected decimal digits, or quotes)",
            f'write the decimal number, or "{shorten(word)}" for text',
        )
    if re.match(_NOT_FINITE, word):
        return ScalarProblem(
            f"'{word}' is not a number that can be compared (expected a finite number)",
            "leave the key out where the value is not known",
        )
    return word


def _leading_zero(word: str) -> ScalarProblem:
    hint = f'write "{shorten(word)}" for text'
    if re.match(_OCTAL_1_1, word):
        hint += f", or 0o{shorten(word.lstrip('0') or '0')} for octal"
    return ScalarProblem(
        f"'{shorten(word)}' has a leading zero (expected a number without, or text in quotes)", hint
    )


def _integer(word: str, digits: str, base: int) -> int | ScalarProblem:
    # Python refuses to convert thousands of digits, so their number is looked at first.
    value = int(digits, base) if len(digits) <= _MAX_DIGITS else INT64_MAX + 1
    if INT64_MIN <= value <= INT64_MAX:
        return value
    return ScalarProblem(
        f"'{shorten(word)}' does not fit 64 bits (expected {INT64_MIN} to {INT64_MAX})",
        "put it in quotes if it is an identifier",
    )


def _float(word: str) -> float | ScalarProblem:
    value = float(word)
    if value in {float("inf"), float("-inf")}:
        return ScalarProblem(
            f"'{shorten(word)}' is too large for a number (expected a finite number)",
            "put it in quotes if it is text",
        )
    return value
