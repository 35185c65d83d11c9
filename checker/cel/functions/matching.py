"""Whether a string holds another or matches a pattern, and what of it matches."""

from itertools import islice
from typing import Final

from checker.cel import regex
from checker.cel.functions.declare import Functions
from checker.cel.functions.sizes import check_size, text_cost
from checker.cel.traits import PARTIAL, TOTAL, Format
from checker.cel.types import BOOL, INT, STRING, list_of

DECLARED: Final = Functions()
_PATTERN: Final = PARTIAL._replace(formats={1: Format.PATTERN})


@DECLARED.method("contains", "contains_string", (STRING, STRING), BOOL, TOTAL, cost=text_cost)
def contains(text: str, part: str) -> bool:
    """Return whether the part occurs in the text.

    string.contains(string) -> bool

        "hello".contains("ell")  // true
        "hello".contains("")  // true
        "Hello".contains("h")  // false
    """
    return part in text


@DECLARED.method("startsWith", "starts_with_string", (STRING, STRING), BOOL, TOTAL)
def starts_with(text: str, prefix: str) -> bool:
    """Return whether the text begins so.

    string.startsWith(string) -> bool

        "foobar".startsWith("foo")  // true
        "foobar".startsWith("bar")  // false
    """
    return text.startswith(prefix)


@DECLARED.method("endsWith", "ends_with_string", (STRING, STRING), BOOL, TOTAL)
def ends_with(text: str, suffix: str) -> bool:
    """Return whether the text ends so.

    string.endsWith(string) -> bool

        "forté".endsWith("té")  // true
        "foobar".endsWith("foo")  // false
    """
    return text.endswith(suffix)


def _search_cost(text: str, pattern: str) -> int:
    """A unit for every 100 code points, for every 4 instructions of the compiled pattern."""
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


@DECLARED.method(
    "find", "string_find_string", (STRING, STRING), STRING, _PATTERN, cost=_search_cost
)
def find(text: str, pattern: str) -> str:
    """The first part of the text that matches the pattern (RE2); the empty string without one.

    string.find(string) -> string

        "abc 123".find("[0-9]+")  // "123"
        "abc 123".find("xyz")  // ""
        "abc 123".find("[")  // error
    """
    return next(regex.found(text, pattern), "")


def _cost_of_all(text: str, pattern: str, limit: int = -1) -> int:
    """As `find`, for each part that may be found: a search may look at all that is left."""
    searches = len(text) if limit < 0 else min(limit, len(text))
    return _search_cost(text, pattern) * (1 + searches)


@DECLARED.method(
    "findAll",
    "string_find_all_string",
    (STRING, STRING),
    list_of(STRING),
    _PATTERN,
    cost=_cost_of_all,
)
@DECLARED.method(
    "findAll",
    "string_find_all_string_int",
    (STRING, STRING, INT),
    list_of(STRING),
    _PATTERN,
    cost=_cost_of_all,
)
def find_all(text: str, pattern: str, limit: int = -1) -> list[str]:
    """The parts of the text that match the pattern (RE2), at most `limit` (negative: all).

    string.findAll(string) -> list(string)
    string.findAll(string, int) -> list(string)

        "123 abc 456".findAll("[0-9]+")  // ["123", "456"]
        "123 abc 456".findAll("[0-9]+", 1)  // ["123"]
        "123 abc 456".findAll("xyz")  // []
        "abc".findAll("[")  // error
    """
    check_size(len(text) + 1, "list")
    return list(islice(regex.found(text, pattern), limit if limit >= 0 else None))
