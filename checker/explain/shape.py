"""Shape: what the inventory's schema allows at a path, for a value that nobody has written yet."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from checker.explain.redact import below, resolved
from checker.parse.positions import Path
from checker.validate.accept import Acceptor
from checker.validate.schema import load

_SAMPLES = ("x", "2000-01-01T00:00:00Z", "2000-01-01", "XX")
"""One text for each form that a text of an inventory can have, and that presence alone asks for."""


def allows(path: Path, value: Any) -> bool:
    """Whether the value may stand there."""
    node = _node(_kind(path))
    return node is not None and _acceptor(_kind(path)).accepts(value)


def choices(path: Path) -> tuple[Any, ...]:
    """Every value that may stand there, if they are few: words of a list, or true and false."""
    node = _node(_kind(path)) or {}
    return (True, False) if node.get("type") == "boolean" else tuple(node.get("enum", ()))


def samples(path: Path) -> tuple[str, ...]:
    """Texts that may stand there where any text will do, empty where no text may."""
    return () if choices(path) else tuple(each for each in _SAMPLES if allows(path, each))


def sensitive(path: Path) -> bool:
    """Whether what stands there must not be shown."""
    return any((_node(_kind(path[:end])) or {}).get("x-sensitive") for end in range(len(path) + 1))


def _kind(path: Path) -> Path:
    """The path that stands for all elements of the lists on the way."""
    return tuple(0 if isinstance(step, int) else step for step in path)


@lru_cache(maxsize=1024)
def _node(path: Path) -> Mapping[str, Any] | None:
    schema = load("inventory")
    node = resolved(schema, schema)
    for step in path:
        node = resolved(schema, below(node, step))
        if not node:
            return None
    return node


@lru_cache(maxsize=1024)
def _acceptor(path: Path) -> Acceptor:
    return Acceptor({**(_node(path) or {}), "$defs": load("inventory")["$defs"]})
