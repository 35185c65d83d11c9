"""Vetting: an inventory file by itself, read once for all commits that have it."""

from typing import Any

from checker import packs
from checker.facts.regime import Regimes
from checker.parse.document import Document
from checker.policy.config import Config
from checker.problems import Problem
from checker.record import NamedTuple
from checker.sources.source import Source
from checker.validate import consistency, reporting, schema


class Vetted(NamedTuple):
    """An inventory file: its document, or what is wrong with it.

    Attributes:
        parties: all of it that another may contradict.
    """

    document: Document | None
    problems: tuple[Problem, ...]
    parties: tuple[Any, ...]


def vetted(source: Source, settings: Config, regimes: Regimes | None) -> Vetted:
    """Read an inventory file, and say what is wrong with it by itself."""
    problems: list[Problem] = []
    for document in packs.readable([source], problems):
        problems += schema.problems(document, "inventory", settings.fields)
        if not problems:
            problems += consistency.problems([document], settings.fields)
            problems += reporting.problems([document], regimes or {})
        if not problems:
            return Vetted(document, (), _parties(document))
    return Vetted(None, tuple(problems), ())


def _parties(document: Document) -> tuple[Any, ...]:
    """All of a document that another may contradict."""
    vendors = document.data["vendors"]
    return document.data["inventory"]["id"], *(
        (vendor["id"], vendor["legal_name"], vendor.get("identifiers", {}).get("lei"))
        for vendor in vendors
    )
