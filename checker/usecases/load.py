"""Loading: a request becomes a run, read and valid."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeVar

from checker import clock, packs
from checker.baseline.file import BaselineFile
from checker.errors import InputError
from checker.evaluate.run import Run
from checker.facts.regime import Regimes
from checker.inventory import Inventory
from checker.model.view import derived, inventory_of, with_portfolio
from checker.parse.document import Document
from checker.policy.config import UNREAD_CONFIG, Config
from checker.policy.policy import Policy
from checker.problems import Problem
from checker.record import NamedTuple
from checker.report.report import Input, LeftOut, Report
from checker.selectors import all_known
from checker.settings import settings as configured
from checker.sources.disk import Disk
from checker.sources.source import Sources
from checker.usecases import reading
from checker.usecases.collector import paused
from checker.usecases.evidence import evidence
from checker.usecases.named import inventory_paths
from checker.usecases.rules import NO_RULES, Rules, facts_of, rules, selected
from checker.usecases.waivers import Accepted, accepted
from checker.validate import reporting
from checker.values import Timestamp
from checker.verdict import FailOn
from checker.version import __version__
from checker.waivers.waiver import NO_FILE

_T = TypeVar("_T")

_DISK = Disk()


def _silent(_noun: str, _done: int, _total: int) -> None:
    """Nobody watches."""


class Request(NamedTuple):
    """The inventories to check, the policies and the moment (the flags of `vendorgate check`).

    Attributes:
        paths: inventories, files or folders; `-` is standard input; none means those that are
            configured, else `inventories/`.
        policies: packs, files or folders; `shipped` is the shipped pack; none means those that are
            configured, else the shipped pack and `policies/` if it is there.
        config: the configuration; None means `vendorgate.yaml` if it is there.
        as_of: the moment of evaluation; None means now.
        fail_on: the lowest severity that gates; None means as configured, else low.
        select: ids of the only policies to evaluate; none means all.
        vendors: ids of the only vendors to check; none means all.
        sources: where files are read from.
        jobs: number of processes that read and decide; the result is the same for every number.
        cache: whether policies that were prepared before need not be prepared again.
        since: an earlier report to compare with.
        waivers: the file of waivers; None means as configured, else `waivers.yaml` if it is there,
            and empty means none.
        baseline: a file of findings that were known before and do not gate; None means as
            configured, and empty means none.
        baseline_strict: whether what it holds and is fixed gates.
        progress: is told what is counted, in the plural, how many are done, and of how many.
        may_be_empty: whether there may be no inventory at all.
        command: what a hint says before the paths.
    """

    paths: Sequence[str] = ()
    policies: Sequence[str] = ()
    config: str | None = None
    as_of: Timestamp | None = None
    fail_on: FailOn | None = None
    select: Sequence[str] = ()
    vendors: Sequence[str] = ()
    jobs: int = 1
    sources: Sources = _DISK
    cache: bool = True
    since: str | None = None
    waivers: str | None = None
    baseline: str | None = None
    baseline_strict: bool = False
    progress: Callable[[str, int, int], None] = _silent
    may_be_empty: bool = False
    command: str = "vendorgate check"


def load(request: Request) -> Run:
    """Read and validate everything that a request names.

    Raises:
        InputError: files that cannot be read or are not valid, every problem of all of them.
        UsageError: a selector that names nothing, a default that is not there.
    """
    with paused():
        return with_facts(load_bare(request))


def load_bare(request: Request) -> Run:
    """Read and validate as `load` does, but leave out all facts that follow from records."""
    with paused():
        return _load(request, valid_documents)


def with_facts(bare: Run) -> Run:
    """The run with the facts that its policies ask for."""
    facts, inventories = facts_of(bare.policies), bare.inventories
    own = inventories if facts is None else [derived(each, facts) for each in inventories]
    return bare._replace(inventories=tuple(with_portfolio(own, bare.asks_of_portfolio)))


def load_basis(request: Request) -> Run:
    """Read and validate as `load` does, but no inventory: all else that a run is about.

    Raises:
        InputError: files that cannot be read or are not valid, every problem of all of them.
        UsageError: a selector of policies that names nothing.
    """
    return _load(request._replace(vendors=()), lambda *_: [])


def _load(
    request: Request, read_valid: Callable[[Request, Config, Regimes | None], list[Document]]
) -> Run:
    problems: list[Problem] = []
    where, named = request.sources, request.config
    settings = collect(lambda: configured(where, named), UNREAD_CONFIG, problems)
    read = collect(lambda: _rules(request, settings), NO_RULES, problems)
    none: list[Document] = []
    valid = collect(lambda: read_valid(request, settings, read.regimes), none, problems)
    kept, lacking = evidence(valid, where)
    problems.extend(lacking)
    before = collect(lambda: _earlier(request.since), None, problems)
    known = read.policies
    waivers = collect(lambda: _waivers(request, settings, known), Accepted(NO_FILE, ()), problems)
    held = collect(lambda: _baseline(request, settings), None, problems)
    if problems:
        raise InputError(problems)
    inputs = [Input(document.path, "inventory", document.sha256) for document in valid]
    inputs += kept
    inputs += packs.inputs(read.sources, settings)
    inputs += [each[1] for each in (before, held) if each is not None]
    inputs += waivers.inputs
    as_of = request.as_of or clock.now()
    policies = [each.at(as_of) for each in selected(known, request.select, settings.only)]
    inventories = _inventories(valid, settings)
    narrowed = _narrowed(inventories, request.vendors)
    return Run(
        policies=tuple(policies),
        inventories=tuple(narrowed),
        inputs=tuple(inputs),
        as_of=as_of,
        fail_on=request.fail_on or settings.fail_on or FailOn.LOW,
        left_out=LeftOut(
            policies=len(known) - len(policies) if request.select else 0,
            vendors=_vendors(inventories) - _vendors(narrowed),
        ),
        version=__version__,
        earlier=None if before is None else before[0],
        waivers=waivers.file,
        packs=tuple(read.entries(policies, () if request.select else settings.only)),
        baseline=None if held is None else held[0],
        revision=where.commit,
    )


def collect(work: Callable[[], _T], otherwise: _T, problems: list[Problem]) -> _T:
    """Return the result of `work`; if its input is bad, `otherwise`, and keep its problems."""
    try:
        return work()
    except InputError as error:
        problems.extend(error.problems)
        return otherwise


def _rules(request: Request, settings: Config) -> Rules:
    return rules(request.sources, request.policies, settings, cache=request.cache)


def _waivers(request: Request, settings: Config, policies: Sequence[Policy]) -> Accepted:
    return accepted(request.sources, request.waivers, settings, policies)


def _baseline(request: Request, settings: Config) -> tuple[BaselineFile, Input] | None:
    path = settings.baseline if request.baseline is None else request.baseline
    if not path:
        return None
    # A run without a baseline need not pay for this import.
    from checker.usecases.opened import opened  # noqa: PLC0415

    file, source = opened(request.sources, path)
    return file._replace(strict=request.baseline_strict), source


def _earlier(path: str | None) -> tuple[Report, Input] | None:
    if path is None:
        return None
    # Few runs compare, and none of the others pays for the import.
    from checker.usecases.earlier import earlier  # noqa: PLC0415

    return earlier(path)


def valid_documents(request: Request, settings: Config, regimes: Regimes | None) -> list[Document]:
    """Read the inventories of a request, valid, in the order in which they were read.

    Args:
        regimes: those that they may name; None where they could not be read.

    Raises:
        InputError: every problem of all of them.
        UsageError: none is named, and there is no folder of them.
    """
    paths, problems = inventory_paths(
        request.sources,
        request.paths,
        settings,
        command=request.command,
        may_be_empty=request.may_be_empty,
    )
    sources, unreadable = request.sources.read(paths) if paths else ([], [])
    problems += unreadable
    tell = partial(request.progress, "inventories read")
    valid = reading.valid(sources, problems, settings, request.jobs, tell)
    if regimes is not None:
        problems.extend(reporting.problems(valid, regimes))
    if problems:
        raise InputError(problems)
    return valid


def _inventories(valid: Sequence[Document], settings: Config) -> list[Inventory]:
    """The inventories in order of id."""
    found = (inventory_of(document, None, settings.fields) for document in valid)
    return sorted(found, key=lambda each: each.id)


def _vendors(inventories: Sequence[Inventory]) -> int:
    return sum(len(inventory.vendors) for inventory in inventories)


def _narrowed(inventories: Sequence[Inventory], vendors: Sequence[str]) -> Sequence[Inventory]:
    known = [str(vendor["id"]) for inventory in inventories for vendor in inventory.vendors]
    all_known("vendor", vendors, known)
    # All inventories stay: what a policy sees of the portfolio does not depend on who is checked.
    return [inventory.only(vendors) for inventory in inventories] if vendors else inventories
