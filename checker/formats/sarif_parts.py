"""Parts of SARIF: a place, a text, the level of a severity."""

import posixpath
import re
from functools import lru_cache
from typing import Any, assert_never
from urllib.parse import quote

from checker.formats.escape import plain
from checker.problems import Place
from checker.verdict import Severity

TEXT = 1_000
"""Characters of a text: GitHub cuts descriptions at 1,024, and a file must stay under 10 MB."""

CONFIGURATION = "vendorgate.yaml"
"""The file at which that stands which is in no file."""

_NEIGHBOURS = 64
"""Paths that are kept as they are written: findings stand in few files."""

_LINK = re.compile(r"\](?=\()")
_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def location(place: Place) -> dict[str, Any]:
    """A place, as a location of a result."""
    # A file as a whole has the line 0, which SARIF does not know.
    line, column = max(place.line, 1), max(place.column, 1)
    region = {"startLine": line, "startColumn": column, "endLine": line, "endColumn": column + 1}
    return {"physicalLocation": {"artifactLocation": {"uri": uri(place.path)}, "region": region}}


@lru_cache(maxsize=_NEIGHBOURS)
def uri(path: str) -> str:
    """The path as a percent-encoded URI reference: relative, or `file:` if it is absolute."""
    whole = posixpath.normpath(path or CONFIGURATION)
    try:
        encoded_path = quote(whole.encode("utf-8", "surrogateescape"))
    except UnicodeEncodeError:  # no path of a file system
        encoded_path = quote(whole.encode("utf-8", "replace"))
    if whole.startswith("/"):
        return f"file:///{encoded_path.lstrip('/')}"
    return encoded_path


def text_of(text: str) -> str:
    """The text on one line, cut, without what SARIF reads as a link or a placeholder (3.11)."""
    short = plain(text[:TEXT])
    if len(text) > TEXT or len(short) > TEXT:
        short = f"{short[: TEXT - 1]}…"
    return _PLACEHOLDER.sub(r"{{\1}}", _LINK.sub("] ", short))


def level_of(severity: Severity) -> str:
    """The level of a severity."""
    match severity:
        case Severity.CRITICAL | Severity.HIGH:
            return "error"
        case Severity.MEDIUM:
            return "warning"
        case Severity.LOW | Severity.INFO:
            return "note"
        case _ as never:
            assert_never(never)
