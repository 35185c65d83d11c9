"""The trial: one policy, compiled once, on any number of cases."""

import json
from collections.abc import Mapping
from typing import Any

from checker.evaluate.decider import Decider, Surroundings
from checker.policy.policy import WHOLES, Policy
from checker.proof.case import Case
from checker.proof.scenes import Scene, Seen, named, scenes
from checker.report.matrix import VERDICTS
from checker.verdict import Verdict


class Trial:
    """A policy, or what a mutation made of it, on trial."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._deciders: dict[str, Decider] = {}

    def decided(self, case: Case) -> tuple[tuple[Seen, Verdict], ...]:
        """Every subject of a case, with its verdict."""
        decider = self._decider(case.params)
        return tuple(
            (seen, VERDICTS[code])
            for scene in scenes(self.policy, case)
            for seen, code in zip(scene.seen, self._codes(decider, scene, case), strict=True)
        )

    def verdicts(self, case: Case) -> tuple[tuple[str, Verdict], ...]:
        """The name of every subject of a case, with its verdict."""
        decided = self.decided(case)
        names = named(tuple(seen for seen, _ in decided))
        return tuple((name, verdict) for name, (_, verdict) in zip(names, decided, strict=True))

    def holds(self, case: Case) -> bool:
        """Whether every subject gets the verdict that is expected; the message is not looked at."""
        return all(verdict is expected(case, seen) for seen, verdict in self.decided(case))

    def _decider(self, params: Mapping[str, Any]) -> Decider:
        key = json.dumps(params, sort_keys=True) if params else ""
        found = self._deciders.get(key)
        if found is None:
            policy = self.policy._replace(params={**self.policy.params, **params})
            found = self._deciders[key] = Decider(policy)
        return found

    def _codes(self, decider: Decider, scene: Scene, case: Case) -> bytes:
        around = Surroundings(scene.inventory, scene.portfolio, case.now)
        if self.policy.kind in WHOLES or scene.vendor is None:
            return bytes([decider.whole(around, scene.vendors)])
        return decider.vendors([scene.vendor], around)


def expected(case: Case, seen: Seen) -> Verdict:
    """The verdict that a case expects on one of its subjects."""
    if isinstance(case.expect, Verdict):
        return case.expect
    return next(case.expect[name] for name in seen.names if name in case.expect)
