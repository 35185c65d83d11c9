"""Parts of SARIF: a place, a text, the level of a severity."""

import posixpath
import re
from functools import lru_cache
from typing import assert_never
from urllib.parse import quote

from checker.formats.escape import plain
from checker.formats.json_document import member, quoted, template
from checker.problems import Place
from checker.verdict import Severity

TEXT = 1_000
"""Characters of a text: GitHub cuts descriptions at 1,024, and a file must stay under 10 MB."""

CONFIGURATION = "vendorgate.yaml"
"""The file at which that stands which is in no file."""

_NEIGHBOURS = 64
"""Paths that are kept as they are written: findings stand in few files."""

_MESSAGE = template("text")
_RESULT = ", ".join(
    [member("ruleId"), member("level"), member("message") % _MESSAGE, member("locations") % "[%s]"]
)
_REGION = template("startLine", "startColumn", "endLine", "endColumn")
_PHYSICAL = template("artifactLocation", "region") % (template("uri"), _REGION)
_LOCATION = template("physicalLocation")
_REMARK = template("physicalLocation", "message") % ("%s", _MESSAGE)

_PLACEHOLDER = re.compile(r"\{(\d+)\}")


def result(rule: str, level: str, text: str, place: Place, *more: str) -> str:
    """A result as JSON.

    Args:
        text: its message, which is not harmless yet.
        more: its other members, as JSON.
    """
    told = _RESULT % (quoted(rule), quoted(level), quoted(text_of(text)), location(place))
    return f"{{{', '.join([told, *more])}}}"


def location(place: Place) -> str:
    """A place as JSON, as a location of a result."""
    return _LOCATION % _physical(place)


def remark(place: Place, text: str) -> str:
    """The same with a message, which is not harmless yet."""
    return _REMARK % (_physical(place), quoted(text_of(text)))


def _physical(place: Place) -> str:
    # A file as a whole has the line 0, which SARIF does not know.
    line, column = max(place.line, 1), max(place.column, 1)
    return _PHYSICAL % (quoted(uri(place.path)), line, column, line, column + 1)


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
    short = short.replace("](", "] (")
    return _PLACEHOLDER.sub(r"{{\1}}", short) if "{" in short else short


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
