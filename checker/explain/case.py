"""A case: a cell that did not pass, and what its verdict would be, were the inventory another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from checker.cel.trace.record import Path
from checker.cel.trace.trace import Read
from checker.cel.values import BudgetSpent
from checker.explain.change import Change, Unfit, applied, stands
from checker.explain.plan import Plan
from checker.explain.recheck import Recheck
from checker.explain.spots import locate
from checker.inventory import Inventory
from checker.policy.policy import Policy
from checker.report.report import Subject
from checker.verdict import Verdict

Values = Callable[[Sequence[Inventory]], Mapping[str, Any]]
"""From inventories to the values of the root variables of one cell."""

_A_TRY = 40
"""Units that a try costs besides what the condition does."""


@dataclass
class Case:
    """A cell that did not pass.

    Attributes:
        values: what its variables are, were the inventories others.
        budget: units that deciding it once may cost.
        allowance: units that may still be spent on trying what would make it pass.
    """

    policy: Policy
    subject: Subject
    inventories: Sequence[Inventory]
    recheck: Recheck
    values: Values
    budget: int
    allowance: int = field(init=False)

    def __post_init__(self) -> None:
        self.allowance = 2 * self.budget

    def verdict(self, plan: Plan) -> Verdict | None:
        """The verdict if the plan were carried out, None where it cannot be.

        Raises:
            BudgetSpent: too much was tried.
        """
        if self.allowance < 0:
            raise BudgetSpent("too many remedies were tried")
        try:
            changed = applied(self.inventories, plan)
        except Unfit:
            return None
        judgement = self.recheck.judge(self.values(changed), self.budget)
        self.allowance -= self.recheck.spent + _A_TRY
        return None if judgement is None else judgement.verdict

    def has(self, change: Change) -> bool:
        """Whether something stands where a change is to be made."""
        return stands(self.inventories[change.document], change.path)

    def find(self, path: Path) -> tuple[int, Path]:
        """Where a path of CEL's variables is."""
        spot = locate(Read(path, None, recorded=True), self.subject)
        return spot.document, spot.path
