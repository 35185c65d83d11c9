"""Assessing: one task carried out, in whatever process: files are read, validated and decided."""

import traceback
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from checker import packs
from checker.errors import InputError, UsageError
from checker.evaluate.decide import decide
from checker.evaluate.run import Run
from checker.facts.portfolio import with_facts
from checker.facts.regime import Regimes
from checker.graph.read import records_of
from checker.inventory import Inventory, outline
from checker.model.view import inventory_of
from checker.parse.document import Document
from checker.policy.config import Config
from checker.policy.policy import Policy
from checker.problems import Place, Problem
from checker.record import NamedTuple
from checker.report.matrix import Matrix
from checker.report.report import LeftOut
from checker.settings import settings as configured
from checker.sources.addresses import reached
from checker.sources.shared import Shared
from checker.sources.source import Sources
from checker.usecases.collector import paused
from checker.usecases.evidence import evidence
from checker.usecases.executor.part import Cells, File, Part, Valid
from checker.usecases.executor.stage import Stage, only
from checker.usecases.executor.task import (
    CHANGED,
    Failed,
    Refused,
    Task,
    Terms,
    digest_of,
    software,
)
from checker.usecases.rules import facts_of, rules, selected
from checker.validate import consistency, inventory, reporting
from checker.verdict import FailOn
from checker.version import __version__

Answer = Part | Refused | Failed


class _RefusedError(Exception):
    def __init__(self, why: str, hint: str) -> None:
        super().__init__(why, hint)
        self.answer = Refused(why, hint)


class Rules(NamedTuple):
    """The rules of a run, read where a task is carried out.

    Attributes:
        policies: in the order of the run, as they stand at its moment.
    """

    settings: Config
    regimes: Regimes | None
    policies: tuple[Policy, ...]


def assess(task: Task) -> Answer:
    """Carry out a task; a pure function of it and of the files that it names."""
    try:
        with paused():
            return _assessed(task, _rules(task.terms))
    except _RefusedError as refused:
        return refused.answer
    except (OSError, MemoryError) as error:
        return Failed(str(error) or type(error).__name__, bug=False)
    except Exception:  # noqa: BLE001 an exception of any class may not be one that can travel
        return Failed(traceback.format_exc(), bug=True)


@lru_cache(maxsize=2)
def _rules(terms: Terms) -> Rules:
    """The rules of a run, read once in a process.

    Raises:
        _RefusedError: they, or the software, are not those of whoever asks.
    """
    own = software()
    if own != terms.software:
        other = [each for each in own if each not in terms.software]
        wanted = [each for each in terms.software if each not in own]
        message = f"a worker has {', '.join(other)} (expected {', '.join(wanted)})"
        raise _RefusedError(message, "install the same on every worker")
    where = Shared(terms.folder)
    try:
        settings = configured(where, terms.config)
        read = rules(where, terms.policies, settings, cache=terms.cache)
    except (InputError, UsageError) as error:
        first = str(error).partition("\n")[0]
        raise _RefusedError(f"a worker cannot read the policies: {first}", _SHARE) from None
    if digest_of(packs.inputs(read.sources, settings)) != terms.rules:
        raise _RefusedError("a worker reads other policies, or another configuration", _SHARE)
    policies = selected(read.policies, terms.select, settings.only)
    return Rules(settings, read.regimes, tuple(each.at(terms.as_of) for each in policies))


_SHARE = "every worker must see the same files under the same paths"


def _assessed(task: Task, known: Rules) -> Part:
    where = reached(Shared(task.terms.folder), task.terms.addresses)
    fields = known.settings.fields
    facts = facts_of(known.policies)
    files: dict[str, File] = {}
    sound: list[tuple[str, Inventory]] = []
    for number, (path, expected) in enumerate(task.files):
        read = _document(where, path, expected, known)
        if not isinstance(read, Document):
            files[path] = read
            continue
        seen = inventory_of(read, facts, fields)
        if task.facts is not None:
            seen = _joined(seen, task.facts.vendors[number], task.facts.asked)
        sound.append((path, seen.only(task.terms.vendors) if task.terms.vendors else seen))
    cells = _decided(task, known, [seen for _, seen in sound])
    for (path, seen), own in zip(sound, cells, strict=True):
        files[path] = File(seen.document.sha256, (), _valid(seen, own, where, task, known))
    return Part(files)


def _joined(seen: Inventory, told: Sequence[Mapping[str, Any]], asked: frozenset[str]) -> Inventory:
    """An inventory with the facts of the portfolio."""
    pairs = zip(seen.vendors, told, strict=True)
    vendors = [with_facts(vendor, own, asked) for vendor, own in pairs]
    return seen._replace(view={**seen.view, "vendors": vendors}, vendors=vendors)


def _document(where: Sources, path: str, expected: str, known: Rules) -> Document | File:
    """A valid document, or the file that holds none."""
    sources, problems = where.read([path])
    digest = sources[0].sha256 if len(sources) == 1 else ""
    if digest and expected not in {"", digest}:
        return File(digest, (Problem(Place(path, 0, 0), CHANGED),), None)
    for document in packs.readable(sources, problems):
        problems += inventory.problems(document, known.settings.fields)
        if not problems:
            problems += consistency.problems([document], known.settings.fields)
            if known.regimes is not None:
                problems += reporting.problems([document], known.regimes)
        if not problems:
            return document
    return File(digest, tuple(problems), None)


def _decided(task: Task, known: Rules, seen: Sequence[Inventory]) -> Iterator[Cells]:
    """The cells of each inventory, of the policies of this round."""
    if not seen:
        return
    stage = Stage.INVENTORY if task.facts is None else Stage.FACTS
    policies = only(known.policies, {stage})
    about = Run(policies, tuple(seen), (), task.terms.as_of, FailOn.LOW, LeftOut(0, 0), __version__)
    matrix = decide(about)
    yield from map(partial(_cells, matrix), range(len(seen)))


def _cells(matrix: Matrix, number: int) -> Cells:
    return Cells(
        matrix.rosters[number],
        matrix.blocks[number].columns,
        tuple(each[number : number + 1] for each in matrix.wholes),
    )


def _valid(seen: Inventory, cells: Cells, where: Sources, task: Task, known: Rules) -> Valid:
    document = seen.document
    if task.facts is not None:
        return Valid(outline(seen), cells, {}, None, (), ())
    kept, lacking = evidence([document], where)
    asks = any(each.evaluated and each.asks_of_portfolio for each in known.policies)
    records = records_of([seen.view]) if asks else None
    return Valid(outline(seen), cells, _names(document.data), records, tuple(kept), tuple(lacking))


_NAMES = ("id", "legal_name", "trading_name", "aliases", "identifiers")


def _names(data: Any) -> dict[str, Any]:
    """The part of an inventory that says who its vendors are."""
    return {
        "inventory": {"id": data["inventory"]["id"]},
        "vendors": [
            {key: vendor[key] for key in _NAMES if key in vendor} for vendor in data["vendors"]
        ],
    }
