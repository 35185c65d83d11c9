"""The configuration: an organisation tunes policies without copying them (`vendorgate.yaml`)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from checker.errors import InputError
from checker.parse.document import Document
from checker.parse.positions import Path
from checker.validate import schema
from checker.verdict import Severity

FILENAME = "vendorgate.yaml"


class Override(NamedTuple):
    """The changes of one policy's entry: the keys of `changes` are params, severity, enabled."""

    path: Path
    changes: Mapping[str, Any]


class Config(NamedTuple):
    """The overrides by policy id, and the document that holds them (None where there is none).

    Attributes:
        waiver_lives: the days that a waiver may last at most, by severity, where they are set.
    """

    document: Document | None
    overrides: Mapping[str, Override]
    waiver_lives: Mapping[Severity, int] = MappingProxyType({})


NO_CONFIG = Config(None, {})


def config(document: Document) -> Config:
    """The configuration that a document holds.

    Raises:
        InputError: it does not match `checker/schemas/config.schema.json`.
    """
    problems = schema.problems(document, "config")
    if problems:
        raise InputError(problems)
    entries = document.data.get("policies") or {}
    return Config(
        document,
        {id_: Override(("policies", id_), changes) for id_, changes in entries.items()},
        {
            Severity(name): int(days.split()[0])
            for name, days in document.data.get("waiver_life", {}).items()
        },
    )
