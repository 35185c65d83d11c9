"""Rechecking: the compiled policy once more, on data and a budget of one's own.

It is cheap where tracking is not: it tells beforehand whether a cell can be explained in the
time that somebody waits, and whether a change of the inventory would make the cell pass.
"""

from collections.abc import Mapping
from typing import Any

from checker.cel.compile.compile import Compiler
from checker.cel.compile.frame import UNSET
from checker.cel.values import BudgetSpent, CelError
from checker.explain.judge import Judgement, missing, no_bool
from checker.policy.policy import Policy, roots
from checker.verdict import Verdict


class Recheck:
    """One policy, compiled for single cells."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._names = roots(policy.kind)
        compiler = Compiler(self._names)
        for name, expression in policy.variables.items():
            compiler.variable(name, expression)
        self._when = None if policy.when is None else compiler.compile(policy.when)
        self._require = compiler.compile(policy.require)
        self._frame = compiler.frame()
        self._memo = compiler.memo
        self._budget = 0

    @property
    def spent(self) -> int:
        """The units that the last verdict cost."""
        return self._budget - int(self._frame[0])

    def judge(self, values: Mapping[str, Any], budget: int) -> Judgement | None:
        """The verdict on these values of the root variables, None if the budget is spent."""
        frame = self._frame
        frame[0] = self._budget = budget
        for slot, name in enumerate(self._names, start=1):
            frame[slot] = values[name]
        for slot in self._memo:
            frame[slot] = UNSET
        try:
            if self._when is not None:
                applies = self._when(frame)
                if applies is False:
                    return Judgement(Verdict.SKIP)
                if applies is not True:
                    return Judgement(Verdict.ERROR, problem=no_bool("when", applies))
            holds = self._require(frame)
        except KeyError:
            return Judgement(missing(self._policy.on_missing))
        except CelError as error:
            return Judgement(Verdict.ERROR, problem=str(error))
        except BudgetSpent:
            return None
        if holds is True:
            return Judgement(Verdict.PASS)
        if holds is False:
            return Judgement(Verdict.FAIL)
        return Judgement(Verdict.ERROR, problem=no_bool("require", holds))
