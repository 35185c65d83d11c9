"""Packs: which policy files a run reads, and which configuration tunes them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from checker.cache.store import Store
from checker.errors import InputError, UsageError
from checker.facts.regime import Regimes
from checker.parse import document
from checker.parse.document import Document
from checker.policy import config as configuration
from checker.policy.config import NO_CONFIG, Config
from checker.policy.regimes import is_regimes
from checker.policy.regimes import recall as recalled
from checker.policy.suites import is_suite
from checker.problems import Place, Problem
from checker.report.report import Input
from checker.sources.packaged import below
from checker.sources.source import SUFFIXES, Source, Sources

POLICIES = "policies"
SHIPPED = "vendorgate:policies"
"""The name under which messages and reports show the pack that travels with the product."""


class Chosen(NamedTuple):
    """The files of a run that say what is checked, by what they hold.

    Attributes:
        policies: files of policies, and the suites of tests beside them.
        regimes: files of one's own regimes.
    """

    policies: list[Source]
    regimes: list[Source]

    @property
    def all(self) -> list[Source]:
        """Every file."""
        return [*self.policies, *self.regimes]


def chosen(where: Sources, paths: Sequence[str]) -> Chosen:
    """The policy files that are named, else those in `policies/`, else the shipped pack.

    Raises:
        InputError: files that cannot be read, or that were meant and have another name.
    """
    sources, problems = readable_files(where, paths)
    if problems:
        raise InputError(problems)
    return split(sources)


def split(sources: Iterable[Source]) -> Chosen:
    """The files of policies and those of regimes, told by their names."""
    chosen = Chosen([], [])
    for source in sources:
        (chosen.regimes if is_regimes(source.path) else chosen.policies).append(source)
    return chosen


def regimes(own: Sequence[Source], store: Store) -> Regimes:
    """The regimes in force: those that are shipped, and one's own, which replace them.

    Raises:
        InputError: every problem of every file.
    """
    return recalled(split(shipped()).regimes, own, parsed, store=store)


def readable_files(where: Sources, paths: Sequence[str]) -> tuple[list[Source], list[Problem]]:
    """As `chosen`, with a problem for everything that cannot be read."""
    # Whatever has that name is meant to be read: a link to nowhere is not "no policies of ours".
    if paths:
        return where.read(paths)
    mistaken = passed_over(where, POLICIES, "-p ")
    sources, problems = where.read([POLICIES]) if where.has(POLICIES) else (shipped(), [])
    return sources, [*mistaken, *problems]


def shipped() -> list[Source]:
    """The pack in the wheel, or in the repository that this is run from.

    Raises:
        UsageError: this copy of the product lacks it.
    """
    found = below(POLICIES)
    if not found:
        raise UsageError(
            "the shipped policies are not in this copy of vendorgate (expected checker/policies)",
            "name policies of your own with -p, or install the wheel",
        )
    return [source._replace(path=f"{SHIPPED}/{source.path}") for source in found]


def settings(where: Sources, path: str | None) -> Config:
    """The overrides of the file that is named, else of `vendorgate.yaml` if it is there.

    Raises:
        InputError: the file cannot be read or is not valid.
    """
    document = settings_file(where, path)
    return NO_CONFIG if document is None else configuration.config(document)


def settings_file(where: Sources, path: str | None) -> Document | None:
    """The file of the overrides, valid or not; None where none is named and none is there.

    Raises:
        InputError: it cannot be read, or a file was meant as it that has another name.
    """
    if path is None:
        mistaken = [
            _passed_over(name, configuration.FILENAME, f"rename it, or name it: --config {name}")
            for name in _lookalikes(where, configuration.FILENAME.split(".")[0], SUFFIXES)
            if not _is_artefact(where, name)
        ]
        if mistaken:
            raise InputError(mistaken)
        if not where.has(configuration.FILENAME):
            return None
        path = configuration.FILENAME
    return single(where, path)


def passed_over(where: Sources, folder: str, option: str) -> list[Problem]:
    """Files and folders beside us that were meant as a folder that is read, and have another name.

    Args:
        option: what names one of them on the command line.
    """
    return [
        _passed_over(name, f"a folder '{folder}'", f"name it: {option}{name}")
        for name in _lookalikes(where, folder, ("", *SUFFIXES))
    ]


def _lookalikes(where: Sources, stem: str, suffixes: Sequence[str]) -> Iterator[str]:
    """Names beside us that people give to what is read under one exact name, in any case."""
    read = stem if "" in suffixes else configuration.FILENAME
    meant = {stem + suffix for suffix in suffixes}
    for name in where.names():
        # On a disk that ignores case, a name in capitals is the very file that is read.
        if name != read and name.lower().removeprefix(".") in meant and not where.same(name, read):
            yield name


def _is_artefact(where: Sources, path: str) -> bool:
    """Whether a file is what vendorgate itself wrote, such as a report."""
    sources, problems = where.read([path])
    return any(
        isinstance(document.data, dict)
        and str(document.data.get("schema")).startswith("vendorgate/")
        for document in readable(sources, problems)
    )


def _passed_over(name: str, expected: str, hint: str) -> Problem:
    return Problem(Place(name, 0, 0), f"{name} is not read (expected {expected})", hint)


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
