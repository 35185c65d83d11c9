"""The trial: one policy, compiled once, on any number of cases."""

import json

from checker.evaluate.decider import Decider, Surroundings
from checker.inventory import DERIVED
from checker.model.roots import WHOLES
from checker.policy.policy import Policy
from checker.report.matrix import VERDICTS
from checker.testing.case import Case
from checker.testing.subjects import Fixture, Seen, fixtures, named, params_at
from checker.verdict import Verdict


class Trial:
    """A policy, or what a mutation made of it, on trial."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._deciders: dict[str, Decider] = {}

    def decided(self, case: Case) -> tuple[tuple[Seen, Verdict], ...]:
        """Every subject of a case, with its verdict.

        One verdict that a test expects of facts is that of those that the policy applies to.
        """
        decider = self._decider(case)
        found = tuple(
            (seen, VERDICTS[code])
            for fixture in fixtures(self.policy, case)
            for seen, code in zip(fixture.seen, self._codes(decider, fixture, case), strict=True)
        )
        if self.policy.subject_kind not in DERIVED or not isinstance(case.expect, Verdict):
            return found
        return tuple(pair for pair in found if pair[1] is not Verdict.SKIP) or found

    def verdicts(self, case: Case) -> tuple[tuple[str, Verdict], ...]:
        """The name of every subject of a case, with its verdict."""
        decided = self.decided(case)
        names = named(tuple(seen for seen, _ in decided))
        return tuple((name, verdict) for name, (_, verdict) in zip(names, decided, strict=True))

    def holds(self, case: Case) -> bool:
        """Whether every subject gets the verdict that is expected; the message is not looked at."""
        return all(verdict is expected(case, seen) for seen, verdict in self.decided(case))

    def _decider(self, case: Case) -> Decider:
        policy = self.policy
        if case.params or policy.phases:
            policy = put(policy, case)
        key = json.dumps(policy.params, sort_keys=True) if policy is not self.policy else ""
        decider = self._deciders.get(key)
        if decider is None:
            decider = self._deciders[key] = Decider(policy)
        return decider

    def _codes(self, decider: Decider, fixture: Fixture, case: Case) -> bytes:
        around = Surroundings(fixture.inventory, fixture.portfolio, case.now)
        if self.policy.subject_kind in WHOLES or fixture.vendor is None:
            return bytes([decider.whole(around, fixture.vendors)])
        return decider.vendors([fixture.vendor], around)


def put(policy: Policy, case: Case) -> Policy:
    """The policy as a case puts it to the test: in force, with the parameters of its moment."""
    return policy._replace(params=params_at(policy, case))


def expected(case: Case, seen: Seen) -> Verdict:
    """The verdict that a case expects on a subject; a fact that it does not name is skipped."""
    if isinstance(case.expect, Verdict):
        return case.expect
    named = (case.expect[name] for name in seen.names if name in case.expect)
    return next(named, Verdict.SKIP)
