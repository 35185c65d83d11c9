"""Rechecking: the compiled policy once more, on data and a budget of one's own.

It is cheap where tracking is not: it tells beforehand whether a cell can be explained in the
time that somebody waits, and whether a change of the inventory would make the cell pass.
"""

from collections.abc import Mapping
from typing import Any

from checker.cel.depth import Depths
from checker.evaluate.condition import Condition, NoBool
from checker.explaining.judge import Judgement, no_bool
from checker.policy.policy import Policy
from checker.report.matrix import VERDICTS
from checker.values import BudgetSpent
from checker.verdict import Verdict


class Recheck:
    """One policy, compiled for single cells.

    Attributes:
        depths: of its variables.
        asks_of_portfolio: as the policy says, and those below it: told from its words.
    """

    def __init__(self, policy: Policy) -> None:
        self._condition = Condition(policy)
        self._budget = 0
        self.depths = Depths(policy.variables)
        self.asks_of_portfolio = policy.asks_of_portfolio
        self.reads_portfolio = policy.reads_portfolio
        self.reads_others = policy.reads_portfolio or policy.reads_other_vendors
        self.asks_for_facts = policy.asks_for_facts
        self.reads_lists_of_facts = policy.reads_lists_of_facts

    @property
    def spent(self) -> int:
        """The units that the last verdict cost."""
        return self._budget - int(self._condition.frame[0])

    def judge(self, values: Mapping[str, Any], budget: int) -> Judgement | None:
        """The verdict on these values of the root variables, None if the budget is spent."""
        condition = self._condition
        self._budget = budget
        for slot, name in enumerate(condition.names, start=1):
            condition.frame[slot] = values[name]
        verdict = VERDICTS[condition.decide(budget)]
        if verdict is not Verdict.ERROR:
            return Judgement(verdict)
        match condition.causes[0]:
            case BudgetSpent():
                return None
            case NoBool(clause, value):
                return Judgement(verdict, problem=no_bool(clause, value))
            case error:
                return Judgement(verdict, problem=str(error))
