"""The subject of a sentence about a value: the key that an author wrote it under."""

from checker.parse.positions import Path
from checker.shorten import shorten

LONGEST_QUOTE = 60
"""Characters of an input that a message quotes at most."""


def subject(path: Path) -> str:
    """The name of a path, to begin a sentence with."""
    match path:
        case ():
            return "the document"
        case (*_, str(key), int()):
            return f"an entry of '{key}'"
        case _:
            return f"'{shorten(str(path[-1]), LONGEST_QUOTE)}'"
