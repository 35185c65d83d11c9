"""Texts and places as machines take them: one line of bounded length, a file that has a name."""

from functools import lru_cache
from posixpath import normpath

from checker.formats.escape import plain
from checker.problems import Place
from checker.report.report import Result
from checker.report.undone import NOWHERE

TEXT = 1_000
"""Characters of a text: what lists findings shows no more of each."""

_CONFIGURATION = "vendorgate.yaml"
_NEIGHBOURS = 64
"""Paths that are kept as they are shown: findings stand in few files."""


def brief(text: str, most: int = TEXT) -> str:
    """The text on one line, harmless, of at most so many characters."""
    short = plain(text[:most])
    cut = len(text) > most or len(short) > most
    return f"{short[: most - 1]}…" if cut else short


def sentence(result: Result) -> str:
    """A finding in one sentence: verdict, subject, message."""
    return brief(f"{result.verdict.value}: {brief(str(result.subject), 200)}: {result.message}")


def located(place: Place) -> tuple[str, int, int]:
    """The path of a place, normalised, its line and its column.

    A file as a whole is its first line. A problem in no file is at `vendorgate.yaml`.
    """
    if place == NOWHERE or not place.path:
        return _CONFIGURATION, 1, 1
    return _path(place.path), max(place.line, 1), max(place.column, 1)


@lru_cache(maxsize=_NEIGHBOURS)
def _path(path: str) -> str:
    return brief(normpath(path))
