"""The schema: what a file may hold, as the shipped JSON Schemas say it.

That of inventories has also the fields that an organisation declares, where some are passed along.
"""

import json
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from checker.digest import sha256
from checker.parse.document import Document
from checker.parse.positions import Path
from checker.problems import Problem
from checker.schema.custom import NO_FIELDS, CustomFields, extended
from checker.schema.navigator import Navigator, navigator
from checker.sources import packaged
from checker.validate.accept import Acceptor


@cache
def _content(name: str) -> bytes:
    return packaged.content(f"schemas/{name}.schema.json")


@cache
def _shipped(name: str) -> Mapping[str, Any]:
    schema: Mapping[str, Any] = json.loads(_content(name))
    return schema


def load(name: str, fields: CustomFields = NO_FIELDS) -> Mapping[str, Any]:
    """A shipped schema: `inventory`, `policies` or `config`.

    Args:
        fields: those that the records of inventories may have besides.
    """
    return _shipped(name) if fields == NO_FIELDS else _extended(name, fields)


@lru_cache(maxsize=8)
def _extended(name: str, fields: CustomFields) -> Mapping[str, Any]:
    return extended(_shipped(name), fields)


def at(name: str, path: Path, fields: CustomFields) -> Navigator:
    """The subschema for a path in the documents of a schema."""
    return _at(name, tuple(0 if isinstance(step, int) else step for step in path), fields)


@lru_cache(maxsize=1024)
def _at(name: str, path: Path, fields: CustomFields) -> Navigator:
    """The same for a path in which 0 stands for every entry of a list."""
    if not path:
        return navigator(load(name, fields))
    return _at(name, path[:-1], fields).below(path[-1])


def digest(name: str, fields: CustomFields = NO_FIELDS) -> str:
    """SHA-256 of a schema: what was checked against another is not known to be right."""
    return _digest(name, fields)


@lru_cache(maxsize=32)
def _digest(name: str, fields: CustomFields) -> str:
    return sha256(_content(name) + fields.text.encode())


@lru_cache(maxsize=32)
def _acceptor(name: str, fields: CustomFields) -> Acceptor:
    return Acceptor(load(name, fields))


def accepts(name: str, definition: str) -> Callable[[Any], bool]:
    """Return whether a value is what a shipped schema defines as `#/$defs/definition`."""
    definitions = load(name)["$defs"]
    return Acceptor({"$ref": f"#/$defs/{definition}", "$defs": definitions}).accepts


@lru_cache(maxsize=32)
def member(name: str, key: str, fields: CustomFields) -> Callable[[Any], bool]:
    """Return whether a value is what a schema allows under a key of its documents."""
    whole = load(name, fields)
    return Acceptor({**whole["properties"][key], "$defs": whole["$defs"]}).accepts


def accepted(data: Any, name: str, fields: CustomFields = NO_FIELDS) -> bool:
    """Return whether a schema allows data, of which nothing else is told."""
    return _acceptor(name, fields).accepts(data)


def problems(document: Document, name: str, fields: CustomFields = NO_FIELDS) -> list[Problem]:
    """Everything in a document that a schema does not allow, sorted by place.

    Args:
        fields: those that the records of an inventory may have besides.

    Raises:
        RuntimeError: the acceptor refused what jsonschema finds nothing wrong with; one of the
            two has a bug.
    """
    allowed = accepted(document.data, name, fields)
    if allowed and not document.positions.blanks():
        return []
    # Only a file that is wrong pays for the words.
    from checker.validate.blanks import with_blanks  # noqa: PLC0415
    from checker.validate.schema_errors import explain  # noqa: PLC0415 as above
    from checker.validate.wrong_kind import wrong_kind  # noqa: PLC0415

    other = None if allowed else wrong_kind(document, name)
    if other is not None:
        return [other]
    problems = [] if allowed else explain(document, load(name, fields))
    if not problems and not allowed:
        raise RuntimeError(
            f"{document.path}: refused by our acceptor, but valid for jsonschema ({name})"
        )
    return with_blanks(document, problems)
