"""The configuration: an organisation tunes policies without copying them (`vendorgate.yaml`)."""

from collections.abc import Iterator, Mapping
from posixpath import dirname, join
from types import MappingProxyType
from typing import Any

from checker.errors import InputError
from checker.parse.document import Document
from checker.parse.positions import Path
from checker.problems import Problem
from checker.record import NamedTuple
from checker.schema.custom import NO_FIELDS, UNREAD_FIELDS, CustomFields, custom_fields
from checker.validate import schema
from checker.verdict import FailOn, Severity

FILENAME = "vendorgate.yaml"


class Override(NamedTuple):
    """The changes of one policy's entry: the keys of `changes` are params, severity, enabled."""

    path: Path
    changes: Mapping[str, Any]


class Config(NamedTuple):
    """The configuration of a run.

    Attributes:
        document: that holds it; None where there is none.
        overrides: by policy id.
        packs: the packs of a run that names none; None where this is not configured.
        paths: the inventories of a run that names none; None as above.
        only: the ids of the only policies in force; none means all.
        fail_on: the lowest severity that gates where the run names none; None as above.
        waiver_lives: the days that a waiver may last at most, by severity, where they are set.
        fields: those that records may have beyond the inventory's schema.
        waivers: the file of waivers of a run that names none, as seen from here; None as above.
        baseline: the baseline of a run that names none, as seen from here; None as above.
    """

    document: Document | None
    overrides: Mapping[str, Override]
    packs: tuple[str, ...] | None = None
    paths: tuple[str, ...] | None = None
    only: tuple[str, ...] = ()
    fail_on: FailOn | None = None
    waiver_lives: Mapping[Severity, int] = MappingProxyType({})
    fields: CustomFields = NO_FIELDS
    waivers: str | None = None
    baseline: str | None = None

    def beside(self, path: str) -> str:
        """A path as seen from here, which is written as seen from the configuration's file."""
        return path if self.document is None else _beside(self.document, path)

    @property
    def untuned(self) -> "Config":
        """The same facts, and policies as their files say them."""
        return NO_CONFIG._replace(
            document=None if self.fields == NO_FIELDS else self.document, fields=self.fields
        )


NO_CONFIG = Config(None, {})

UNREAD_CONFIG = NO_CONFIG._replace(fields=UNREAD_FIELDS)
"""The configuration in the place of one that cannot be read, so that the rest can be judged."""


def config(document: Document) -> Config:
    """The configuration that a document holds.

    Raises:
        InputError: it does not match `checker/schemas/config.schema.json`, or makes no sense.
    """
    problems = schema.problems(document, "config") or _contradictions(document)
    if problems:
        raise InputError(problems)
    data = document.data
    entries = data.get("policies") or {}
    return Config(
        document,
        {id_: Override(("policies", id_), changes) for id_, changes in entries.items()},
        packs=tuple(data["packs"]) if "packs" in data else None,
        paths=tuple(data["paths"]) if "paths" in data else None,
        only=tuple(data.get("only", ())),
        fail_on=FailOn(data["fail_on"]) if "fail_on" in data else None,
        waiver_lives={
            Severity(name): int(days.split()[0])
            for name, days in data.get("waiver_life", {}).items()
        },
        fields=custom_fields(data.get("fields", {})),
        waivers=_beside(document, data["waivers"]) if "waivers" in data else None,
        baseline=_beside(document, data["baseline"]) if "baseline" in data else None,
    )


def _beside(document: Document, path: str) -> str:
    return join(dirname(document.path), path)


def _contradictions(document: Document) -> list[Problem]:
    problems = list(_empty(document))
    if "fields" in document.data:
        # Few organisations declare any, and no other run pays for the import.
        from checker.validate import declaration  # noqa: PLC0415

        problems += declaration.problems(document)
    return sorted(problems, key=lambda problem: (problem.place, problem.message))


def _empty(document: Document) -> Iterator[Problem]:
    """Lists that would leave nothing to check."""
    for name in ("packs", "paths", "only"):
        if document.data.get(name) == []:
            place = document.positions.value((name,))
            yield Problem(place, f"'{name}' is empty (expected at least one)", "leave it out")
