"""The schema of a file, for editors and for whoever reads reports. `vendorgate schema`."""

from collections.abc import Mapping
from typing import Any, Final

from checker.errors import UsageError
from checker.record import NamedTuple
from checker.settings import settings as configured
from checker.sources.disk import Disk
from checker.sources.packaged import below
from checker.suggest import did_you_mean
from checker.testing import fixtures
from checker.validate import schema as schemas

WRITTEN: Final = (
    "inventory",
    "policies",
    "suite",
    "config",
    "regimes",
    "waivers",
    "baseline",
    "equivalents",
)
"""Files that people write, by the names of their schemas."""

_OF_NO_FILE: Final = "facts"
"""The schema of a part of what policies read."""

_WITH_RECORDS: Final = frozenset({"policies", "suite"})


class Schema(NamedTuple):
    """A JSON Schema, and the file that it follows from beside what is shipped."""

    document: Mapping[str, Any]
    inputs: tuple[str, ...]


def reported() -> tuple[str, ...]:
    """Documents that vendorgate writes with `-o json`, by the names of their schemas."""
    names = (source.path.removesuffix(".schema.json") for source in below("schemas"))
    return tuple(name for name in names if name not in {*WRITTEN, _OF_NO_FILE})


def schema(name: str, *, config: str | None) -> Schema:
    """The schema of a kind of file, with the fields that the configuration declares.

    Args:
        name: of `WRITTEN`, or `reported`.
        config: the configuration; None means `vendorgate.yaml` if it is there.

    Raises:
        InputError: the configuration cannot be read or is not valid.
        UsageError: there is no such schema.
    """
    known = (*WRITTEN, *reported())
    if name not in known:
        hint = did_you_mean(name, known) or f"there are {', '.join(known)}"
        raise UsageError(f"there is no schema '{name}'", hint)
    if name not in {"inventory", *_WITH_RECORDS}:
        return Schema(schemas.load(name), ())
    settings = configured(Disk(), config)
    inputs = () if settings.document is None else (settings.document.path,)
    if name in _WITH_RECORDS:
        return Schema(fixtures.composed_with(name, settings.fields), inputs)
    return Schema(schemas.load(name, settings.fields), inputs)
