"""Shape: what the inventory's schema allows at a path, for a value that nobody has written yet."""

from functools import lru_cache
from typing import Any

from checker.parse.positions import Path
from checker.validate.accept import Acceptor
from checker.validate.schema import at

_SAMPLES = ("x", "2000-01-01T00:00:00Z", "2000-01-01", "XX")
"""One text for each form that a text of an inventory can have, and that presence alone asks for."""


def allows(path: Path, value: Any) -> bool:
    """Return whether the value may stand there."""
    return at("inventory", path).known and _acceptor(path).accepts(value)


def choices(path: Path) -> tuple[Any, ...]:
    """Every value that may stand there, if they are few: words of a list, or true and false."""
    schema = at("inventory", path)
    return (True, False) if schema.type == "boolean" else schema.words


def samples(path: Path) -> tuple[str, ...]:
    """Texts that may stand there where any text will do, empty where no text may."""
    return () if choices(path) else tuple(each for each in _SAMPLES if allows(path, each))


def sensitive(path: Path) -> bool:
    """Return whether what stands there must not be shown."""
    return at("inventory", path).sensitive


@lru_cache(maxsize=1024)
def _acceptor(path: Path) -> Acceptor:
    schema = at("inventory", path)
    return Acceptor({**schema.keywords, "$defs": schema.document["$defs"]})
