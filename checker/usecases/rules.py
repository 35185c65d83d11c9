"""The policies of a run, from which packs they come, and which of them are in force."""

from collections.abc import Iterable, Iterator, Sequence

from checker import packs
from checker.cache import location
from checker.errors import UsageError
from checker.facts.facts import Facts
from checker.facts.regime import Regimes
from checker.policy.config import Config
from checker.policy.policy import Policy
from checker.policy.recall import recall
from checker.policy.suites import is_suite
from checker.record import NamedTuple
from checker.report.packs import PackEntry
from checker.selectors import all_known
from checker.sources.source import Source, Sources


class Rules(NamedTuple):
    """The contents of policies and regimes.

    Attributes:
        policies: in order of id, also those that are not in force.
        sources: the files that hold them.
        regimes: None where they cannot be read.
        packs: the names of the packs.
    """

    policies: tuple[Policy, ...]
    sources: Sequence[Source]
    regimes: Regimes | None
    packs: tuple[str, ...]

    def entries(self, in_force: Sequence[Policy], only: Sequence[str]) -> Iterator[PackEntry]:
        """The packs as reports tell them.

        Args:
            in_force: the policies of the run.
            only: the ids that the configuration puts in force; none means all.
        """
        for name in self.packs:
            own = [policy.id for policy in self.policies if policy.pack == name]
            yield PackEntry(
                name,
                sum(policy.in_force and policy.pack == name for policy in in_force),
                tuple(id_ for id_ in own if only and id_ not in only),
            )


NO_RULES = Rules((), (), None, ())


def rules(where: Sources, named: Sequence[str], settings: Config, *, cache: bool) -> Rules:
    """Read the packs that are named, else those that are in force.

    Raises:
        InputError: files that cannot be read or are not valid, every problem of all of them.
    """
    chosen = packs.chosen(where, named or packs.in_force(where, settings))
    store = location.store(wanted=cache)
    regimes = packs.regimes(chosen.regimes, store)
    sources = chosen.policies
    vetted = recall(
        sources,
        settings,
        lambda: packs.parsed(sources),
        store=store,
        regimes=regimes,
        elsewhere=packs.shipped_policies,
    )
    return Rules(
        tuple(policy._replace(pack=chosen.packs[policy.place.path]) for policy in vetted),
        # What tests say changes no verdict.
        [source for source in chosen.all if not is_suite(source.path)],
        regimes,
        chosen.names,
    )


def selected(
    policies: Sequence[Policy], select: Sequence[str], only: Sequence[str]
) -> Sequence[Policy]:
    """The policies that are asked for, else those that the configuration puts in force.

    Raises:
        UsageError: there is none, or a selector names none.
    """
    if not policies:
        raise UsageError("there is no policy to check")
    all_known("policy", select, [policy.id for policy in policies])
    asked = select or only
    chosen = [policy for policy in policies if policy.id in asked] if asked else policies
    if not chosen:
        raise UsageError("'only' in the configuration leaves out every policy that was read")
    return chosen


def facts_of(policies: Iterable[Policy]) -> Facts | None:
    """The facts of single inventories that policies ask for; None where none does."""
    asked = [policy.regimes for policy in policies if policy.regimes is not None]
    return Facts(asked[0]) if asked else None
