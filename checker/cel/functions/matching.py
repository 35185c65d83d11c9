"""Questions that a string answers with yes or no."""

from typing import Final

from checker.cel import regex
from checker.cel.functions.declare import Functions
from checker.cel.functions.sizes import text_cost
from checker.cel.traits import PARTIAL, TOTAL, Format
from checker.cel.types import BOOL, STRING

DECLARED: Final = Functions()
_PATTERN: Final = PARTIAL._replace(formats={1: Format.PATTERN})


@DECLARED.method("contains", "contains_string", (STRING, STRING), BOOL, TOTAL, cost=text_cost)
def contains(text: str, part: str) -> bool:
    """Whether the part occurs in the text.

    string.contains(string) -> bool

        "hello".contains("ell")  // true
        "hello".contains("")  // true
        "Hello".contains("h")  // false
    """
    return part in text


@DECLARED.method("startsWith", "starts_with_string", (STRING, STRING), BOOL, TOTAL)
def starts_with(text: str, prefix: str) -> bool:
    """Whether the text begins so.

    string.startsWith(string) -> bool

        "foobar".startsWith("foo")  // true
        "foobar".startsWith("bar")  // false
    """
    return text.startswith(prefix)


@DECLARED.method("endsWith", "ends_with_string", (STRING, STRING), BOOL, TOTAL)
def ends_with(text: str, suffix: str) -> bool:
    """Whether the text ends so.

    string.endsWith(string) -> bool

        "forté".endsWith("té")  // true
        "foobar".endsWith("foo")  // false
    """
    return text.endswith(suffix)


def _search_cost(text: str, pattern: str) -> int:
    """Every character may meet every instruction, and the pattern may have to be compiled."""
    return text_cost(text) * (1 + regex.size(pattern) // 4)


@DECLARED.function("matches", "matches", (STRING, STRING), BOOL, _PATTERN, cost=_search_cost)
@DECLARED.method("matches", "matches_string", (STRING, STRING), BOOL, _PATTERN, cost=_search_cost)
def matches(text: str, pattern: str) -> bool:
    """Whether the pattern (RE2) is found anywhere in the text; `^` and `$` bind it to the ends.

    matches(string, string) -> bool
    string.matches(string) -> bool

        "banana".matches("ba(na)*")  // true
        "banana".matches("^na")  // false
        matches("CC6.1", "^CC[0-9]+[.][0-9]+$")  // true
        "banana".matches("[")  // error
    """
    return regex.matches(text, pattern)
