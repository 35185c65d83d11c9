"""Regular expressions: RE2, whose time is linear in the text whatever the pattern is."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from checker.shorten import shorten
from checker.values import CelError


def matches(text: str, pattern: str) -> bool:
    """Whether the pattern is found anywhere in the text (CEL specification, "Regular Expressions").

    Raises:
        CelError: the pattern is not one of RE2.
    """
    # As bytes: RE2 works on them, and where in the string it matched is not asked.
    return _usable(pattern).search(_encoded(text)) is not None


def found(text: str, pattern: str) -> Iterator[str]:
    """The parts of the text that match, from the left, without overlap (Go's `FindAllString`).

    An empty match right behind another one does not count.

    Raises:
        CelError: the pattern is not one of RE2.
    """
    search, data = _usable(pattern).search, _encoded(text)
    position, before = 0, -1
    while position <= len(data):
        match = search(data, position)
        if match is None:
            return
        start, end = match.span()
        if end > start or start != before:
            yield data[start:end].decode()
        before = end
        position = end if end > position else position + _width(data, position)


def _width(data: bytes, position: int) -> int:
    """The bytes of the character at a position; 1 behind the last."""
    end = position + 1
    while end < len(data) and data[end] & 0xC0 == 0x80:
        end += 1
    return end - position


def _usable(pattern: str) -> Any:
    compiled = _compiled(pattern)
    if isinstance(compiled, str):
        raise CelError(compiled)
    return compiled


def _encoded(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise CelError("a text with half a surrogate pair has no matches") from None


def pattern_problem(pattern: str) -> str | None:
    """The problem with a pattern; None if RE2 takes it."""
    compiled = _compiled(pattern)
    return compiled if isinstance(compiled, str) else None


def size(pattern: str) -> int:
    """The instructions that a pattern becomes: what it takes to compile it, and to search with it.

    A hundred letters of any script are written in eight characters, and take as long as a text of
    megabytes. What is too large was built up to a limit before RE2 gave up.
    """
    compiled = _compiled(pattern)
    return _TOO_LARGE if isinstance(compiled, str) else int(compiled.programsize)


_TOO_LARGE = 100_000


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    # Here and not above: most policies match nothing, and a warm run should not pay for it.
    import re2  # noqa: PLC0415

    options = re2.Options()
    options.log_errors = False  # RE2 would write to the error output
    try:
        return re2.compile(pattern, options)
    except UnicodeEncodeError:
        reason = "half a surrogate pair"
    except re2.error as error:
        # RE2 repeats the part that it does not take, which may be all of the pattern.
        reason = shorten(error.args[0].decode(errors="replace"), 60)
    return f"invalid regular expression '{shorten(pattern)}': {reason}"
