"""The task: some inventories to check, as a value that any process can carry out."""

import platform
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from checker.digest import sha256
from checker.record import NamedTuple
from checker.report.report import Input
from checker.values import Timestamp
from checker.version import __version__

CHANGED = "changed while it was checked (expected one content from the beginning to the end)"

_DATA = ("tzdata", "holidays")
"""Packages whose data verdicts depend on."""


class Terms(NamedTuple):
    """The terms of a whole run: with the files of a task, all that its outcome depends on.

    Attributes:
        software: what has to be the same wherever a task is carried out.
        rules: the digest of the files that say what is checked.
        folder: from which relative paths are seen.
        policies: packs, files or folders, as they were named.
        config: the configuration, if it was named.
        cache: whether policies that were prepared before need not be prepared again.
        addresses: those among the paths, with all that lies below them.
        select: ids of the only policies to evaluate; none means as configured.
        vendors: ids of the only vendors to check; none means all.
        as_of: the moment of evaluation.
    """

    software: tuple[str, ...]
    rules: str
    folder: str
    addresses: tuple[str, ...]
    policies: tuple[str, ...]
    config: str | None
    cache: bool
    select: tuple[str, ...]
    vendors: tuple[str, ...]
    as_of: Timestamp


class Given(NamedTuple):
    """The facts of the portfolio, which nobody can work out who has a part of it.

    Attributes:
        asked: their names.
        vendors: for each file of a task those of its vendors.
    """

    asked: frozenset[str]
    vendors: tuple[tuple[Mapping[str, Any], ...], ...]


class Task(NamedTuple):
    """Some files of a run.

    Attributes:
        files: paths, each with the digest that it must have; empty where it was not read yet.
        facts: None in the first round, in which they are not known, and policies that ask for them
            have to wait.
    """

    terms: Terms
    files: tuple[tuple[str, str], ...]
    facts: Given | None = None


class Refused(NamedTuple):
    """The answer of a process that would come to another result."""

    why: str
    hint: str


class Failed(NamedTuple):
    """The answer of a process in which the system or vendorgate itself failed.

    Attributes:
        bug: whether it is one of vendorgate.
    """

    why: str
    bug: bool


def software() -> tuple[str, ...]:
    """The software here that a result depends on."""
    python = ".".join(platform.python_version_tuple()[:2])
    return (f"vendorgate {__version__}", f"Python {python}", *map(_installed, _DATA))


def _installed(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return f"no {package}"


_RULES = frozenset({"policies", "regimes", "config"})


def digest_of(inputs: Iterable[Input]) -> str:
    """The digest of those inputs of a run that say what is checked."""
    told = sorted(each for each in inputs if each.kind in _RULES)
    return sha256(repr([tuple(each) for each in told]).encode("utf-8", "surrogatepass"))
