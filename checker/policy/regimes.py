"""Regimes: the files of them that a run reads, told from policies by their name or folder."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from checker.cache.key import Kind, digest
from checker.cache.store import Store
from checker.errors import InputError
from checker.facts.incident import AT_CLIENT, AT_VENDOR
from checker.facts.regime import Regimes, regimes_of
from checker.parse.document import Document
from checker.parse.positions import Path
from checker.problems import Problem
from checker.record import NamedTuple
from checker.sources.source import Source
from checker.suggest import did_you_mean
from checker.time.moments import parse_days
from checker.time.periods import period_of
from checker.validate import schema
from checker.values import CelError

FOLDER = "regimes"
_SUFFIX = ".regimes"
_NEEDLESS = "tests"


def is_regimes(path: str) -> bool:
    """Return whether a file holds regimes: it stands in `regimes/`, or is `*.regimes.yaml`."""
    *_, folder, name = ("", *path.replace("\\", "/").split("/"))
    stem = name.lower().rpartition(".")[0]
    return FOLDER in {folder, stem} or stem.endswith(_SUFFIX)


class Basis(NamedTuple):
    """The dependencies of regimes that were read before.

    Attributes:
        shipped: SHA-256 of the files that travel with the product.
        own: SHA-256 of the others.
        schema: SHA-256 of what they were checked against.
    """

    shipped: tuple[str, ...]
    own: tuple[str, ...]
    schema: str


def recall(
    shipped: Sequence[Source],
    own: Sequence[Source],
    read: Callable[[Sequence[Source]], Sequence[Document]],
    *,
    store: Store,
) -> Regimes:
    """The regimes in force, by id: those that are shipped, and one's own, which replace them.

    Args:
        read: the documents of sources; called only where they are not in the cache.

    Raises:
        InputError: every problem of every file.
    """
    known = {source.content for source in shipped}
    others = [source for source in own if source.content not in known]
    key = digest(
        Kind.REGIMES,
        Basis(
            tuple(source.sha256 for source in shipped),
            tuple(source.sha256 for source in others),
            schema.digest("regimes"),
        ),
    )
    kept = store.get(key)
    with suppress(KeyError, TypeError, AttributeError):
        if kept is not None:
            return regimes_of(kept)
    entries = _entries(read(shipped), read(others))
    store.put(key, entries)
    return regimes_of(entries)


def load(documents: Sequence[Document]) -> Regimes:
    """The regimes of documents that need no others.

    Raises:
        InputError: every problem of every document.
    """
    return regimes_of(_entries(documents, ()))


def _entries(shipped: Sequence[Document], own: Sequence[Document]) -> list[dict[str, Any]]:
    documents = [*shipped, *own]
    problems = [
        problem for document in documents for problem in schema.problems(document, "regimes")
    ]
    if problems:
        raise InputError(problems)
    stated = [*_stated(shipped), *_stated(own)]
    problems.extend(_duplicates(_stated(shipped)))
    problems.extend(_duplicates(_stated(own)))
    in_force = {each.data["id"]: each for each in stated}
    problems.extend(_contradictions(in_force))
    if problems:
        raise InputError(sorted(problems, key=lambda problem: problem.place))
    return [
        {key: value for key, value in each.data.items() if key != _NEEDLESS}
        for each in in_force.values()
    ]


class _Stated(NamedTuple):
    """A regime as a file states it, and where."""

    document: Document
    path: Path
    data: dict[str, Any]

    def problem(self, path: Path, message: str, hint: str | None = None) -> Problem:
        """A problem at a path of the regime."""
        return Problem(self.document.positions.value((*self.path, *path)), message, hint)


def _stated(documents: Iterable[Document]) -> Iterator[_Stated]:
    for document in documents:
        for index, data in enumerate(document.data["regimes"]):
            yield _Stated(document, ("regimes", index), data)


def _duplicates(regimes: Iterable[_Stated]) -> Iterator[Problem]:
    first: dict[str, _Stated] = {}
    for regime in regimes:
        stated = first.setdefault(regime.data["id"], regime)
        if stated is not regime:
            before = stated.document.positions.value((*stated.path, "id"))
            message = f"regime '{regime.data['id']}' stands twice (first at {before})"
            yield regime.problem(("id",), message, "give one of them another id")


def _contradictions(in_force: Mapping[str, _Stated]) -> Iterator[Problem]:
    deadlines: dict[str, _Stated] = {}
    names = {
        deadline.get("notice", deadline["id"])
        for regime in in_force.values()
        for deadline in regime.data.get("deadlines", ())
    }
    for regime in in_force.values():
        if ("deadlines" in regime.data) is ("extends" in regime.data):
            message = "a regime has 'deadlines' of its own, or 'extends' another (expected one)"
            yield regime.problem((), message)
        base = regime.data.get("extends")
        if base is not None and (base not in in_force or "extends" in in_force[base].data):
            hint = did_you_mean(base, in_force) or "name a regime with deadlines of its own"
            yield regime.problem(("extends",), f"there is no regime '{base}' to extend", hint)
        for index, deadline in enumerate(regime.data.get("deadlines", ())):
            path = ("deadlines", index)
            stated = deadlines.setdefault(deadline["id"], regime)
            if stated is not regime or _stands_before(regime.data["deadlines"], index):
                message = f"deadline '{deadline['id']}' stands twice"
                yield regime.problem((*path, "id"), message, "give one of them another id")
            yield from _of_deadline(regime, path, deadline, names)
        yield from _of_days(regime, (), regime.data)
    yield from _cycles(in_force)


def _stands_before(deadlines: Sequence[Mapping[str, Any]], index: int) -> bool:
    return any(each["id"] == deadlines[index]["id"] for each in deadlines[:index])


def _of_deadline(
    regime: _Stated, path: Path, deadline: Mapping[str, Any], names: Iterable[str]
) -> Iterator[Problem]:
    known = {*AT_VENDOR, *AT_CLIENT, *names}
    start = deadline.get("starts_with")
    if start is not None and start not in known:
        message = f"'{start}' starts no clock (expected a moment of an incident, or a notice)"
        hint = did_you_mean(start, sorted(known)) or f"one of: {', '.join(sorted(known))}"
        yield regime.problem((*path, "starts_with"), message, hint)
    void = deadline.get("void_if_later")
    if void is not None and void not in AT_CLIENT:
        message = f"'{void}' is no moment of a client's timeline"
        meant = did_you_mean(void, sorted(AT_CLIENT))
        yield regime.problem((*path, "void_if_later"), message, meant)
    limit = deadline.get("limit")
    if limit is not None:
        try:
            period = period_of(limit)
        except CelError as error:
            yield regime.problem((*path, "limit"), str(error))
        else:
            if period.number <= 0:
                yield regime.problem((*path, "limit"), f"'{limit}' leaves no time")
        if start is None:
            message = "'limit' without 'starts_with' (expected what starts the clock)"
            yield regime.problem((*path, "limit"), message)
    yield from _of_days(regime, path, deadline)


def _of_days(regime: _Stated, path: Path, data: Mapping[str, Any]) -> Iterator[Problem]:
    for key in ("effective_from", "effective_to"):
        if key in data:
            try:
                parse_days(data[key])
            except CelError as error:
                yield regime.problem((*path, key), str(error))
    if "effective_to" in data and data["effective_to"] < data.get("effective_from", ""):
        yield regime.problem(
            (*path, "effective_to"), "'effective_to' comes before 'effective_from'"
        )


def _cycles(in_force: Mapping[str, _Stated]) -> Iterator[Problem]:
    """The first clock that starts with a notice whose own clock starts with this one's."""
    # What is in the cache has none, and a warm run need not pay for the import.
    from graphlib import CycleError, TopologicalSorter  # noqa: PLC0415

    starts: dict[str, dict[str, tuple[_Stated, Path]]] = {}
    for regime in in_force.values():
        for index, deadline in enumerate(regime.data.get("deadlines", ())):
            begun = starts.setdefault(deadline.get("notice", deadline["id"]), {})
            place = (regime, ("deadlines", index, "starts_with"))
            begun.setdefault(deadline.get("starts_with", ""), place)
    try:
        TopologicalSorter(starts).prepare()
    except CycleError as error:
        *chain, _ = error.args[1]
        last = chain.index(min(chain))
        chain = [*chain[last::-1], *chain[:last:-1]]
        regime, path = starts[chain[0]][chain[1] if chain[1:] else chain[0]]
        shown = " -> ".join((*chain, chain[0]))
        message = f"'starts_with' is a cycle: {shown} (expected a moment at its end)"
        yield regime.problem(path, message)
