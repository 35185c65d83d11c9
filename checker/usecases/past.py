"""The past: the runs of commits that have much in common, each content read and vetted once."""

from collections.abc import Sequence

from checker import clock, packs
from checker.errors import InputError
from checker.evaluate.run import Run
from checker.facts.facts import Facts
from checker.inventory import Inventory
from checker.memory import Memory
from checker.model.view import inventory_of
from checker.parse.document import Document
from checker.policy.config import Config
from checker.policy.policy import Policy
from checker.problems import Problem
from checker.record import NamedTuple
from checker.report.report import Input, LeftOut
from checker.settings import settings as configured
from checker.sources.log import Commit
from checker.sources.source import Source
from checker.sources.tree import Tree
from checker.usecases.evidence import evidence
from checker.usecases.joining import Joining
from checker.usecases.load import Request
from checker.usecases.named import inventory_paths
from checker.usecases.rules import Rules, rules, selected
from checker.usecases.vetted import Vetted, vetted
from checker.usecases.waivers import Accepted, accepted
from checker.validate.duplicates import duplicates
from checker.values import Timestamp
from checker.verdict import FailOn
from checker.version import __version__


class _Policies(NamedTuple):
    """All that a commit says besides its inventories.

    Attributes:
        serial: the same as of those before that ask the same of an inventory file.
        policies: those that are selected, at no moment.
    """

    serial: int
    settings: Config
    rules: Rules
    policies: tuple[Policy, ...]
    facts: Facts | None
    waivers: Accepted


class Past:
    """Loads one commit after the other, as `load` would."""

    def __init__(self, memory: Memory) -> None:
        """Prepare; whoever goes from commit to commit turns the memory."""
        self._memory = memory
        self._joining = Joining(memory)
        self._inventories: frozenset[str] = frozenset()
        self._valid: dict[tuple[str, int], Vetted] = {}
        self._bare: dict[str, Inventory] = {}
        self._beside: _Policies | None = None
        self._agreed: tuple[object, ...] = ()
        self._policies: tuple[Policy, ...] = ()
        self._serial = 0
        self._asked: object = None

    def run(self, request: Request, commit: Commit) -> tuple[Run, Sequence[Inventory]]:
        """Everything that a request for a commit is about.

        Args:
            request: of the check; other ones differ in their moment alone.
            commit: to be read.

        Returns:
            The run, and its inventories without facts of the portfolio.

        Raises:
            InputError: its files cannot be read or are not valid.
            UsageError: there is no inventory, or no policy.
        """
        tree = commit.tree
        beside = self._rules(request, commit)
        paths = self._paths(request, tree, beside.settings)
        vetted = self._vetted(tree, paths, beside)
        problems = [problem for each in vetted for problem in each.problems]
        documents = [each.document for each in vetted if each.document is not None]
        if not problems:
            problems += self._disagreements(vetted, documents)
        kept, lacking = evidence(documents, tree)
        if problems or lacking:
            raise InputError([*problems, *lacking])
        self._inventories = frozenset(paths)
        bare = [self._inventory(each, beside) for each in documents]
        self._bare = {each.document.path: each for each in bare}
        bare.sort(key=lambda inventory: inventory.id)
        as_of = request.as_of or clock.now()
        policies = self._standing(beside.policies, as_of)
        inventories = self._joining.joined(bare, _asked(policies))
        inputs = [Input(document.path, "inventory", document.sha256) for document in documents]
        inputs += [*kept, *packs.inputs(beside.rules.sources, beside.settings)]
        run = Run(
            policies=policies,
            inventories=tuple(inventories),
            inputs=(*inputs, *beside.waivers.inputs),
            as_of=as_of,
            fail_on=request.fail_on or beside.settings.fail_on or FailOn.LOW,
            left_out=LeftOut(0, 0),
            version=__version__,
            waivers=beside.waivers.file,
            packs=tuple(beside.rules.entries(policies, beside.settings.only)),
            revision=tree.commit,
        )
        return run, bare

    def _standing(self, policies: tuple[Policy, ...], as_of: Timestamp) -> tuple[Policy, ...]:
        """The policies at a moment; the same object as before, if they are the same."""
        standing = tuple(policy.at(as_of) for policy in policies)
        if standing != self._policies:
            self._policies = standing
        return self._policies

    def _rules(self, request: Request, commit: Commit) -> _Policies:
        """Settings, policies and waivers; the same as before where inventories alone changed."""
        known, self._beside = self._beside, None
        if known is None or not commit.changed <= self._inventories & commit.tree.entries.keys():
            known = _policies(request, commit.tree)
            asked = known.settings.fields, known.rules.regimes
            if asked != self._asked:
                self._serial, self._asked = self._serial + 1, asked
            known = known._replace(serial=self._serial)
        self._beside = known
        return known

    def _paths(self, request: Request, tree: Tree, settings: Config) -> list[str]:
        named, problems = inventory_paths(
            tree,
            request.paths,
            settings,
            command=request.command,
            may_be_empty=request.may_be_empty,
        )
        paths, unreadable = tree.files(named) if named else ([], [])
        if problems or unreadable:
            raise InputError([*problems, *unreadable])
        return paths

    def _vetted(self, tree: Tree, paths: Sequence[str], beside: _Policies) -> list[Vetted]:
        """The inventory files of a commit; those that are not known are read at once."""
        keys = [("file", path, tree.entries[path].object, beside.serial) for path in paths]
        unknown = [
            path for path, key in zip(paths, keys, strict=True) if not self._memory.knows(key)
        ]
        sources = {source.path: source for source in tree.read(unknown)[0]}
        found = {
            path: self._memory.recall(key, lambda path=path: self._read(sources[path], beside))  # type: ignore[misc] # mypy knows no type of such a default
            for path, key in zip(paths, keys, strict=True)
        }
        # A version that is wrong may be mended: the one before it is kept.
        named = ((path, beside.serial) for path in paths)
        before = {key: self._valid[key] for key in named if key in self._valid}
        valid = {(path, beside.serial): each for path, each in found.items() if each.document}
        self._valid = {**before, **valid}
        return [found[path] for path in paths]

    def _read(self, source: Source, beside: _Policies) -> Vetted:
        before = self._valid.get((source.path, beside.serial))
        return vetted(source, beside.settings, beside.rules.regimes or {}, before)

    def _disagreements(
        self, vetted: Sequence[Vetted], documents: Sequence[Document]
    ) -> list[Problem]:
        """The problems of several inventories taken together."""
        parties = tuple(each.parties for each in vetted)
        if parties == self._agreed:
            return []
        self._agreed = ()
        found = list(duplicates(documents))
        self._agreed = () if found else parties
        return found

    def _inventory(self, document: Document, beside: _Policies) -> Inventory:
        def work() -> Inventory:
            before = self._bare.get(document.path)
            return inventory_of(document, beside.facts, beside.settings.fields, before)

        key = "inventory", id(document), beside.serial, beside.facts is None
        return self._memory.recall(key, work)


def _asked(policies: Sequence[Policy]) -> frozenset[str]:
    """The facts of the portfolio that policies ask for."""
    return frozenset(
        name for policy in policies if policy.evaluated for name in policy.asks_of_portfolio
    )


def _policies(request: Request, tree: Tree) -> _Policies:
    settings = configured(tree, request.config)
    read = rules(tree, request.policies, settings, cache=request.cache)
    policies = tuple(selected(read.policies, (), settings.only))
    asked = [policy.regimes for policy in policies if policy.regimes is not None]
    return _Policies(
        0,
        settings,
        read,
        policies,
        Facts(asked[0]) if asked else None,
        accepted(tree, request.waivers, settings, read.policies),
    )
