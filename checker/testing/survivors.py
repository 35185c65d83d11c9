"""Survivors: the mutants of policies that no test notices. Each is a test that is missing.

A mutant is killed by the first test of which it changes a verdict. Those that are listed as
equivalent may survive; a list that has become wrong is said.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from checker.errors import UsageError
from checker.policy.policy import Policy
from checker.record import NamedTuple
from checker.spread import Progress, spread
from checker.step import Step
from checker.testing.case import Case
from checker.testing.equivalents import Equivalent, Key, spaced
from checker.testing.mutants import Mutant, mutants
from checker.testing.sources import Source
from checker.testing.trial import Trial


class Stale(NamedTuple):
    """An equivalent that should be listed no more, and why."""

    equivalent: Equivalent
    reason: str


class Survivors(NamedTuple):
    """The results of all mutants.

    Attributes:
        total: how many there are.
        tried: how many were tried: all, unless it was interrupted.
        killed: how many were noticed.
        survived: those that nobody noticed and no list names, by policy.
        listed: those that nobody noticed, as their list says.
    """

    total: int
    tried: int
    killed: int
    survived: tuple[Mutant, ...]
    listed: tuple[Mutant, ...]
    stale: tuple[Stale, ...]

    def data(self) -> dict[str, Any]:
        """All of it as JSON data."""
        return {
            "mutants": self.total,
            "killed": self.killed,
            "survived": [_data(mutant) for mutant in self.survived],
            "equivalent": [_data(mutant) for mutant in self.listed],
            "stale": [_stale_data(stale) for stale in self.stale],
        }


class Interrupted(KeyboardInterrupt):
    """Somebody stopped it; `found` is what was found so far, `by` what stopped it."""

    def __init__(self, survivors: Survivors, by: KeyboardInterrupt) -> None:
        super().__init__()
        self.found = survivors
        self.by = by


def survivors(
    policies: Sequence[Policy],
    cases: Sequence[Case],
    sources: Mapping[str, Source],
    *,
    jobs: int,
    progress: Progress,
    equivalents: Sequence[Equivalent] = (),
) -> Survivors:
    """The mutants that no case notices, the same for every number of jobs.

    Args:
        policies: what is tested.
        cases: of these policies; the verdicts that the policies themselves give are right.
        sources: where each policy is written, by id; of other policies too.
        jobs: the most processes to use.
        progress: is told how many mutants were tried, and of how many.
        equivalents: mutants that are known to make no difference.

    Raises:
        Interrupted: a KeyboardInterrupt came before the end.
        UsageError: there is nothing to change.
    """
    ordered = sorted(policies, key=lambda policy: policy.id)
    all_of = [mutant for each in ordered for mutant in mutants(each, sources[each.id])]
    if not all_of:
        raise UsageError("no policy has anything to mutate: nothing was tried")
    alive = _alive(all_of, {policy.id: _Bench(policy, cases) for policy in ordered})
    verdicts: list[bool] = []
    try:
        for verdict in spread(alive, len(all_of), jobs, lambda number: _trying(all_of[number])):
            verdicts.append(verdict)
            progress(len(verdicts), len(all_of))
    except KeyboardInterrupt as error:
        raise Interrupted(_found(all_of, verdicts, equivalents), error) from None
    survivors = _found(all_of, verdicts, equivalents)
    return survivors._replace(stale=tuple(_stale(equivalents, all_of, survivors.listed, sources)))


def _trying(mutant: Mutant) -> Step:
    """The trying of a mutant, as a message names it."""
    return Step(mutant.place, f"tried a mutant of '{mutant.policy.id}'")


class _Bench:
    """The cases of a policy, and what the policy itself says of them."""

    def __init__(self, policy: Policy, cases: Sequence[Case]) -> None:
        trial = Trial(policy)
        self._said = [(case, trial.verdicts(case)) for case in cases if case.policy == policy.id]

    def notices(self, mutant: Policy) -> bool:
        """Return whether some case gets another verdict from a mutant."""
        trial = Trial(mutant)
        return any(trial.verdicts(case) != said for case, said in self._said)


def _alive(all_of: Sequence[Mutant], benches: Mapping[str, _Bench]) -> Callable[[int], bool]:
    def alive(number: int) -> bool:
        mutant = all_of[number].policy
        return not benches[mutant.id].notices(mutant)

    return alive


def key_of(mutant: Mutant) -> Key:
    """The name of a mutant in a list of equivalents."""
    old, new = ("\n".join(lines) for lines in mutant.diff)
    return Key(mutant.policy.id, mutant.clause, spaced(old), spaced(new))


def _found(
    all_of: Sequence[Mutant], verdicts: Sequence[bool], equivalents: Sequence[Equivalent]
) -> Survivors:
    keys = {equivalent.key for equivalent in equivalents}
    living = [mutant for mutant, alive in zip(all_of, verdicts, strict=False) if alive]
    return Survivors(
        total=len(all_of),
        tried=len(verdicts),
        killed=len(verdicts) - len(living),
        survived=tuple(each for each in living if key_of(each) not in keys),
        listed=tuple(each for each in living if key_of(each) in keys),
        stale=(),
    )


def _stale(
    equivalents: Sequence[Equivalent],
    all_of: Sequence[Mutant],
    listed: Sequence[Mutant],
    sources: Mapping[str, Source],
) -> Iterator[Stale]:
    """The entries listed in vain; nothing is known of policies that were not selected."""
    tried = {mutant.policy.id for mutant in all_of}
    made, living = set(map(key_of, all_of)), set(map(key_of, listed))
    for equivalent in equivalents:
        id_ = equivalent.key.policy
        if id_ not in sources:
            yield Stale(equivalent, f"there is no policy '{id_}'")
        elif id_ in tried and equivalent.key not in made:
            yield Stale(equivalent, f"'{id_}' has no such mutant")
        elif id_ in tried and equivalent.key not in living:
            yield Stale(equivalent, "a test notices it: it is not equivalent")


def _data(mutant: Mutant) -> dict[str, Any]:
    return {
        "policy": mutant.policy.id,
        "clause": mutant.clause,
        "mutation": mutant.mutation.value,
        "location": mutant.place._asdict(),
        "old": list(mutant.diff.old),
        "new": list(mutant.diff.new),
    }


def _stale_data(stale: Stale) -> dict[str, Any]:
    return {
        **stale.equivalent.key._asdict(),
        "location": stale.equivalent.place._asdict(),
        "reason": stale.reason,
    }
