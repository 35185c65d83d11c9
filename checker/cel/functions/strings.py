"""Parts of strings and changed strings (cel-go, ext/strings). Positions count code points from 0.

Every result has a bound, checked before it is built.
"""

from typing import Any, Final

from checker.cel.functions.declare import Functions
from checker.cel.functions.sizes import check_size, list_cost, text_cost
from checker.cel.operators import type_name
from checker.cel.traits import PARTIAL, TOTAL, Elements
from checker.cel.types import INT, STRING, list_of
from checker.values import CelError

DECLARED: Final = Functions()

# White space of Unicode; str.strip() would take the separators U+001C to U+001F too.
_SPACE: Final = (
    "\t\n\v\f\r \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)
_LOWER: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
_UPPER: Final = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _check_position(position: int, size: int) -> None:
    if not 0 <= position <= size:
        raise CelError(f"index out of range: {position}")


_JOIN: Final = PARTIAL._replace(elements=Elements.READ, ordered=True)


@DECLARED.method("charAt", "string_char_at_int", (STRING, INT), STRING, PARTIAL)
def char_at(text: str, position: int) -> str:
    """The character at a position; the empty string just behind the last one.

    string.charAt(int) -> string

        "tacocat".charAt(3)  // "o"
        "tacocat".charAt(7)  // ""
        "tacocat".charAt(8)  // error
    """
    _check_position(position, len(text))
    return text[position : position + 1]


@DECLARED.method("indexOf", "string_index_of_string", (STRING, STRING), INT, TOTAL, cost=text_cost)
@DECLARED.method(
    "indexOf", "string_index_of_string_int", (STRING, STRING, INT), INT, PARTIAL, cost=text_cost
)
def index_of(text: str, part: str, start: int = 0) -> int:
    """The position at which the part first occurs, from `start` on; -1 where it does not.

    string.indexOf(string) -> int
    string.indexOf(string, int) -> int

        "hello mellow".indexOf("ello")  // 1
        "hello mellow".indexOf("ello", 2)  // 7
        "hello mellow".indexOf("jello")  // -1
        "hello mellow".indexOf("ello", 20)  // error
    """
    _check_position(start, len(text))
    return text.find(part, start)


@DECLARED.method(
    "lastIndexOf", "string_last_index_of_string", (STRING, STRING), INT, TOTAL, cost=text_cost
)
@DECLARED.method(
    "lastIndexOf",
    "string_last_index_of_string_int",
    (STRING, STRING, INT),
    INT,
    PARTIAL,
    cost=text_cost,
)
def last_index_of(text: str, part: str, start: int | None = None) -> int:
    """The position at which the part last occurs, at `start` or before; -1 where it does not.

    string.lastIndexOf(string) -> int
    string.lastIndexOf(string, int) -> int

        "hello mellow".lastIndexOf("ello")  // 7
        "hello mellow".lastIndexOf("ello", 6)  // 1
        "hello mellow".lastIndexOf("ello", -1)  // error
    """
    if start is None:
        return text.rfind(part)
    _check_position(start, len(text))
    return text.rfind(part, 0, start + len(part))


@DECLARED.method("lowerAscii", "string_lower_ascii", (STRING,), STRING, TOTAL, cost=text_cost)
def lower_ascii(text: str) -> str:
    """The text with A to Z made small; other letters stay.

    string.lowerAscii() -> string

        "TacoCÆt".lowerAscii()  // "tacocÆt"
    """
    return text.translate(_LOWER)


@DECLARED.method("upperAscii", "string_upper_ascii", (STRING,), STRING, TOTAL, cost=text_cost)
def upper_ascii(text: str) -> str:
    """The text with a to z made capital; other letters stay.

    string.upperAscii() -> string

        "tacoCÆt ß".upperAscii()  // "TACOCÆT ß"
    """
    return text.translate(_UPPER)


@DECLARED.method(
    "replace", "string_replace", (STRING, STRING, STRING), STRING, PARTIAL, cost=text_cost
)
@DECLARED.method(
    "replace", "string_replace_int", (STRING, STRING, STRING, INT), STRING, PARTIAL, cost=text_cost
)
def replace(text: str, old: str, new: str, limit: int = -1) -> str:
    """The text with one string put for another, `limit` times from the left (negative: always).

    string.replace(string, string) -> string
    string.replace(string, string, int) -> string

        "12 days 12 hours".replace("12", "2")  // "2 days 2 hours"
        "12 days 12 hours".replace("12", "2", 1)  // "2 days 12 hours"
        "ab".replace("", "-")  // "-a-b-"
    """
    times = text.count(old)
    if limit >= 0:
        times = min(times, limit)
    check_size(len(text) + times * (len(new) - len(old)), "string")
    return text.replace(old, new, times)


@DECLARED.method(
    "split", "string_split_string", (STRING, STRING), list_of(STRING), PARTIAL, cost=text_cost
)
@DECLARED.method(
    "split",
    "string_split_string_int",
    (STRING, STRING, INT),
    list_of(STRING),
    PARTIAL,
    cost=text_cost,
)
def split(text: str, separator: str, limit: int = -1) -> list[str]:
    """The strings between separators, at most `limit` of them (negative: all), the last unsplit.

    string.split(string) -> list(string)
    string.split(string, int) -> list(string)

        "hello hello hello".split(" ")  // ["hello", "hello", "hello"]
        "hello hello hello".split(" ", 2)  // ["hello", "hello hello"]
        "hello".split("", 3)  // ["h", "e", "llo"]
        "hello".split(" ", 0)  // []
    """
    if limit == 0:
        return []
    cuts = max(len(text) - 1, 0) if not separator else text.count(separator)
    if limit > 0:
        cuts = min(cuts, limit - 1)
    check_size(cuts + 1, "list")
    return text.split(separator, cuts) if separator else [*text[:cuts], text[cuts:]]


@DECLARED.method("substring", "string_substring_int", (STRING, INT), STRING, PARTIAL)
@DECLARED.method("substring", "string_substring_int_int", (STRING, INT, INT), STRING, PARTIAL)
def substring(text: str, start: int, end: int | None = None) -> str:
    """The text from `start` up to, and without, `end`.

    string.substring(int) -> string
    string.substring(int, int) -> string

        "tacocat".substring(4)  // "cat"
        "tacocat".substring(0, 4)  // "taco"
        "tacocat".substring(4, 3)  // error
    """
    _check_position(start, len(text))
    if end is None:
        return text[start:]
    _check_position(end, len(text))
    if end < start:
        raise CelError(f"invalid substring range. start: {start}, end: {end}")
    return text[start:end]


@DECLARED.method("trim", "string_trim", (STRING,), STRING, TOTAL)
def trim(text: str) -> str:
    r"""The text without the white space (of Unicode) at its ends.

    string.trim() -> string

        "  trim\n ".trim()  // "trim"
    """
    return text.strip(_SPACE)


@DECLARED.method("join", "list_join", (list_of(STRING),), STRING, _JOIN, cost=list_cost)
@DECLARED.method(
    "join", "list_join_string", (list_of(STRING), STRING), STRING, _JOIN, cost=list_cost
)
def join(elements: list[Any], separator: str = "") -> str:
    """The strings of a list, one after the other, with the separator between them.

    list(string).join() -> string
    list(string).join(string) -> string

        ["hello", "mellow"].join()  // "hellomellow"
        ["hello", "mellow"].join(", ")  // "hello, mellow"
        ["a", dyn(1)].join()  // error
    """
    for element in elements:
        if type(element) is not str:
            raise CelError(f"no such overload: join of {type_name(element)} (string was expected)")
    check_size(sum(map(len, elements)) + len(separator) * max(len(elements) - 1, 0), "string")
    return separator.join(elements)


@DECLARED.method("reverse", "string_reverse", (STRING,), STRING, TOTAL, cost=text_cost)
def reverse(text: str) -> str:
    """The characters in reverse.

    string.reverse() -> string

        "gums".reverse()  // "smug"
    """
    return text[::-1]
