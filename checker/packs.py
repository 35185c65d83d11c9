"""Packs: which policy files a run reads, and from which pack each of them is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from checker.cache.store import Store
from checker.errors import InputError, UsageError
from checker.facts.regime import Regimes
from checker.lookalikes import passed_over
from checker.parse import document
from checker.parse.document import Document
from checker.policy.config import Config
from checker.policy.regimes import is_regimes
from checker.policy.regimes import recall as recalled
from checker.policy.suites import is_suite
from checker.problems import Place, Problem
from checker.record import NamedTuple
from checker.report.packs import SHIPPED
from checker.report.report import Input
from checker.sources.packaged import below
from checker.sources.source import Source, Sources

POLICIES = "policies"
_PREFIX = "vendorgate:policies"
"""The name under which messages and reports show the files of the shipped pack."""


class Chosen(NamedTuple):
    """The files of a run that say what is checked, by what they hold.

    Attributes:
        policies: files of policies, and the suites of tests beside them.
        regimes: files of regimes.
        names: the packs, in the order in which they are named.
        packs: the name of the pack of each file, by path.
    """

    policies: list[Source]
    regimes: list[Source]
    names: tuple[str, ...]
    packs: Mapping[str, str]

    @property
    def all(self) -> list[Source]:
        """Every file."""
        return [*self.policies, *self.regimes]


def chosen(where: Sources, named: Sequence[str]) -> Chosen:
    """The files of the packs that are named.

    Raises:
        InputError: files that cannot be read, or that were meant and have another name.
    """
    chosen, problems = readable_packs(where, named)
    if problems:
        raise InputError(problems)
    return chosen


def in_force(where: Sources, settings: Config) -> tuple[str, ...]:
    """The packs of a run that names none: as configured, else what is shipped and one's own.

    Raises:
        InputError: policies were meant and have another name.
    """
    return (SHIPPED, *_own(where)) if settings.packs is None else _configured(settings)


def to_author(where: Sources, settings: Config) -> tuple[str, ...]:
    """The packs that a command is about whose user writes policies: one's own, if there are any.

    Raises:
        InputError: policies were meant and have another name.
    """
    own = _own(where) if settings.packs is None else _configured(settings)
    return tuple(name for name in own if name != SHIPPED) or (SHIPPED,)


def _configured(settings: Config) -> tuple[str, ...]:
    packs = settings.packs or ()
    return tuple(name if name == SHIPPED else settings.beside(name) for name in packs)


def _own(where: Sources) -> tuple[str, ...]:
    mistaken = passed_over(where, POLICIES, "-p ")
    if mistaken:
        raise InputError(mistaken)
    # Whatever has that name is meant to be read: a link to nowhere is not "no policies of ours".
    return (POLICIES,) if where.has(POLICIES) else ()


def readable_packs(where: Sources, named: Sequence[str]) -> tuple[Chosen, list[Problem]]:
    """As `chosen`, with a problem for everything that cannot be read."""
    names = tuple(dict.fromkeys(named))
    own, problems, packs = _read(where, [name for name in names if name != SHIPPED])
    pack = [*shipped()] if SHIPPED in named else []
    travelling = {source.content for source in pack}
    # Whoever works on the pack itself has its files beside them: these are shown, and count once.
    packs.update((source.path, SHIPPED) for source in own if source.content in travelling)
    beside = {source.content for source in own}
    pack = [source for source in pack if source.content not in beside]
    packs.update((source.path, SHIPPED) for source in pack)
    return _split([*pack, *own], names, packs), problems


def _read(
    where: Sources, paths: Sequence[str]
) -> tuple[list[Source], list[Problem], dict[str, str]]:
    """The files of packs, each content once, with the problems and each file's pack."""
    sources: dict[tuple[str, bytes], Source] = {}
    problems: list[Problem] = []
    packs: dict[str, str] = {}
    for path in paths:
        read, unreadable = where.read([path])
        problems += unreadable
        for source in read:
            first = sources.setdefault((_kind(source.path), source.content), source)
            packs.setdefault(first.path, path)
    return list(sources.values()), problems, packs


def _split(sources: Iterable[Source], names: tuple[str, ...], packs: Mapping[str, str]) -> Chosen:
    chosen = Chosen([], [], names, packs)
    for source in sources:
        (chosen.regimes if is_regimes(source.path) else chosen.policies).append(source)
    return chosen


@cache
def shipped() -> tuple[Source, ...]:
    """The pack in the wheel, or in the repository that this is run from; read once.

    Raises:
        UsageError: this copy of the product lacks it.
    """
    found = below(POLICIES)
    if not found:
        raise UsageError(
            "the shipped policies are not in this copy of vendorgate (expected checker/policies)",
            "name policies of your own with -p, or install the wheel",
        )
    return tuple(source._replace(path=f"{_PREFIX}/{source.path}") for source in found)


@cache
def shipped_policies() -> Mapping[str, Mapping[str, Any]]:
    """The policies of the shipped pack as their files declare them, by id."""
    rules = [source for source in shipped() if _kind(source.path) == "policies"]
    return {
        policy["id"]: policy for document in parsed(rules) for policy in document.data["policies"]
    }


def regimes(own: Sequence[Source], store: Store) -> Regimes:
    """The regimes in force: those that are shipped, and one's own, which replace them.

    Raises:
        InputError: every problem of every file.
    """
    pack = [source for source in shipped() if is_regimes(source.path)]
    return recalled(pack, own, parsed, store=store)


def single(where: Sources, path: str) -> Document:
    """The document of the one file that is named.

    Raises:
        InputError: it cannot be read, or it is a folder of several.
    """
    sources, problems = where.read([path])
    if len(sources) > 1:
        message = f"the folder holds {len(sources)} files (expected one file)"
        problems.append(Problem(Place(path, 0, 0), message, "name the file itself"))
    if problems:
        raise InputError(problems)
    (document,) = parsed(sources)
    return document


def inputs(sources: Iterable[Source], settings: Config) -> Iterator[Input]:
    """The inputs of a report: the files of policies and of their tests, and the configuration."""
    for source in sources:
        yield Input(source.path, _kind(source.path), source.sha256)
    if settings.document is not None:
        yield Input(settings.document.path, "config", settings.document.sha256)


def _kind(path: str) -> str:
    if is_regimes(path):
        return "regimes"
    return "tests" if is_suite(path) else "policies"


def parsed(sources: Sequence[Source]) -> list[Document]:
    """The documents of all files.

    Raises:
        InputError: every problem of every file that is no document.
    """
    problems: list[Problem] = []
    documents = list(readable(sources, problems))
    if problems:
        raise InputError(problems)
    return documents


def readable(sources: Iterable[Source], problems: list[Problem]) -> Iterator[Document]:
    """The sources that could be parsed; a bad file never hides the problems of the next."""
    for source in sources:
        try:
            yield document.parse(source.path, source.content)
        except InputError as error:
            problems.extend(error.problems)
