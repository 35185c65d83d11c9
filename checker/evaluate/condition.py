"""The condition of a policy, compiled: the decision table of a cell (docs/verdicts.md).

The table stands here once; `checker.explaining.judge` has it a second time, over the tracking
evaluator, so that a verdict that both reach is right for two reasons.
"""

from collections.abc import Callable, Mapping
from typing import Any

from checker.cel.compile.frame import UNSET, Evaluator
from checker.evaluate.functions import Functions, condition
from checker.policy.policy import Policy
from checker.record import NamedTuple
from checker.report.matrix import CODES
from checker.values import BudgetSpent, CelError
from checker.verdict import OnMissing, Verdict

_PASS = CODES[Verdict.PASS]
_FAIL = CODES[Verdict.FAIL]
_SKIP = CODES[Verdict.SKIP]
_ERROR = CODES[Verdict.ERROR]
MISSING: Mapping[OnMissing, Verdict] = {
    OnMissing.UNKNOWN: Verdict.UNKNOWN,
    OnMissing.FAIL: Verdict.FAIL,
    OnMissing.SKIP: Verdict.SKIP,
}
"""The verdict where the evidence is not recorded."""


class NoBool(NamedTuple):
    """The value of a `when` or `require` that is neither true nor false."""

    clause: str
    value: Any


Cause = CelError | BudgetSpent | NoBool
"""The reason why a policy cannot be evaluated."""


class Condition:
    """One policy, compiled over a frame that serves many cells, so it serves one thread.

    Attributes:
        names: the root variables of the policy; `frame` has their values from slot 1 on.
        frame: to be filled before each cell; slot 0 is the budget.
        absent: the code where the evidence is not recorded.
        decide: from a budget to the code of the cell that the frame is about.
        causes: of the last cell that came to an error, why; else empty.
    """

    def __init__(self, policy: Policy, functions: Functions | None = None) -> None:
        """Prepare.

        Args:
            functions: those that decide; None means the policy's own.
        """
        names, frame, memo, each = functions or condition(policy).functions()
        self.names, self.frame = names, frame
        self.absent = CODES[MISSING[policy.on_missing]]
        self.causes: list[Cause] = []
        *guard, require = each
        self.decide = _decision(self, memo, guard[0] if guard else None, require)


def _decision(
    own: Condition, memo: range, when: Evaluator | None, require: Evaluator
) -> Callable[[int], int]:
    frame, absent, causes = own.frame, own.absent, own.causes
    first, last = memo.start, memo.stop
    unset = [UNSET] * len(memo)

    def decide(budget: int) -> int:
        frame[0] = budget
        if unset:
            frame[first:last] = unset
        try:
            if when is not None:
                applies = when(frame)
                if applies is not True:
                    if applies is False:
                        return _SKIP
                    causes[:] = [NoBool("when", applies)]
                    return _ERROR
            holds = require(frame)
        except KeyError:
            return absent
        except (CelError, BudgetSpent) as error:
            # Its frames would keep what it was raised over.
            causes[:] = [error.with_traceback(None)]
            return _ERROR
        if holds is True:
            return _PASS
        if holds is False:
            return _FAIL
        causes[:] = [NoBool("require", holds)]
        return _ERROR

    return decide
