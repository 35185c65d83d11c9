"""The schema: what a file may hold, as the shipped JSON Schemas say it.

The only door of jsonschema (and of referencing, where jsonschema keeps its references).
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import cache
from os.path import dirname, join
from typing import Any

from checker.parse.document import Document
from checker.parse.positions import Path
from checker.problems import Problem
from checker.validate.accept import Acceptor, expression
from checker.validate.mismatch import Mismatch, problem

_FOLDER = join(dirname(dirname(__file__)), "schemas")


@cache
def _content(name: str) -> bytes:
    with open(join(_FOLDER, f"{name}.schema.json"), "rb") as file:
        return file.read()


@cache
def load(name: str) -> Mapping[str, Any]:
    """A shipped schema: `inventory`, `policies` or `config`."""
    schema: Mapping[str, Any] = json.loads(_content(name))
    return schema


def digest(name: str) -> str:
    """SHA-256 of a shipped schema: what was checked against another is not known to be right."""
    return hashlib.sha256(_content(name)).hexdigest()


@cache
def _acceptor(name: str) -> Acceptor:
    return Acceptor(load(name))


def problems(document: Document, name: str) -> list[Problem]:
    """Everything in a document that a shipped schema does not allow, sorted by place.

    Raises:
        RuntimeError: the acceptor refused what jsonschema finds nothing wrong with; one of the
            two has a bug.
    """
    if _acceptor(name).accepts(document.data):
        return []
    found = explain(document, load(name))
    if not found:
        raise RuntimeError(
            f"{document.path}: refused by our acceptor, but valid for jsonschema ({name})"
        )
    return found


def explain(document: Document, schema: Mapping[str, Any]) -> list[Problem]:
    """Every violation of a schema, each at its place and in plain words, sorted by place."""
    found = {
        each
        for mismatch in mismatches(document.data, schema)
        for each in problem(document, schema, mismatch)
    }
    return sorted(found, key=lambda each: (each.place, each.message))


def mismatches(data: Any, schema: Mapping[str, Any]) -> Iterator[Mismatch]:
    """Every keyword of a schema that data break; the same pair can come more than once."""
    # Imported here: jsonschema takes a twentieth of a second to import, a valid file needs none.
    from jsonschema import Draft202012Validator  # noqa: PLC0415
    from jsonschema.validators import extend  # noqa: PLC0415
    from referencing import Registry  # noqa: PLC0415

    keywords = {"pattern": _pattern, "items": _Items(schema)}
    reader = extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]
    # A registry that retrieves nothing: a reference to another file or host is never followed.
    for error in reader(schema, registry=Registry()).iter_errors(data):
        names = "propertyNames" in error.absolute_schema_path
        path: Path = tuple(error.absolute_path)
        yield Mismatch(path, str(error.validator), error.instance if names else None)


def _pattern(validator: Any, pattern: str, instance: Any, _schema: Any) -> Iterator[Any]:
    """The keyword `pattern` as the acceptor and editors read it, not as Python does."""
    from jsonschema import ValidationError  # noqa: PLC0415 - the caller has imported it

    if validator.is_type(instance, "string") and not expression(pattern).search(instance):
        yield ValidationError(pattern)


class _Items:
    """The keyword `items`, looking closer only at entries that the acceptor refuses.

    One wrong word among 10,000 vendors is then found in a tenth of a second instead of four.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self._definitions = schema.get("$defs", {})
        self._acceptors: dict[int, Acceptor] = {}

    def __call__(
        self, validator: Any, items: Mapping[str, Any], instance: Any, _schema: Any
    ) -> Iterator[Any]:
        if not validator.is_type(instance, "array"):
            return
        acceptor = self._acceptors.get(id(items))
        if acceptor is None:
            acceptor = Acceptor({**items, "$defs": self._definitions})
            self._acceptors[id(items)] = acceptor
        for index, item in enumerate(instance):
            if not acceptor.accepts(item):
                yield from validator.descend(item, items, path=index)
