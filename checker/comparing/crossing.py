"""Crossing: what a cell of one state would be under the policies of the other."""

from collections.abc import Callable

from checker.cel.compile.frame import BUDGET
from checker.evaluate.condition import MISSING, Condition
from checker.evaluate.run import Run
from checker.inventory import LISTS
from checker.model.roots import records
from checker.policy.policy import BUDGET_A_VENDOR, Policy
from checker.report.matrix import VERDICTS
from checker.report.subject import Subject
from checker.verdict import Verdict


class Crossing:
    """Decides single cells of one run under policies of another; each is compiled once."""

    def __init__(self, inventories: Callable[[], Run], policies: Callable[[], Run]) -> None:
        self._inventories = inventories
        self._policies = policies
        self._conditions: dict[str, tuple[Policy, Condition]] = {}

    def verdict(self, policy: str, subject: Subject) -> Verdict | None:
        """The verdict before waivers; None where the records lack the facts that it asks for.

        Args:
            policy: the id of one that both runs have.
            subject: of the run whose inventories are looked at.
        """
        run = self._inventories()
        own, condition = self._condition(policy)
        if own.asks_for_facts and any(each.facts is None for each in run.inventories):
            return None
        if own.asks_of_portfolio and any(each.portfolio is None for each in run.inventories):
            return None
        if subject.subject_kind != own.subject_kind:
            return MISSING[own.on_missing] if own.subject_kind in LISTS else None
        values = {
            **records(own.subject_kind, run.inventories, subject.document, subject.path),
            "now": run.as_of,
            "params": own.params,
        }
        for slot, name in enumerate(condition.names, start=1):
            condition.frame[slot] = values[name]
        vendors = sum(len(each.view["vendors"]) for each in run.inventories)
        return VERDICTS[condition.decide(BUDGET + BUDGET_A_VENDOR * vendors)]

    def _condition(self, id_: str) -> tuple[Policy, Condition]:
        if id_ not in self._conditions:
            policy = next(each for each in self._policies().policies if each.id == id_)
            self._conditions[id_] = policy, Condition(policy)
        return self._conditions[id_]
