"""Judging: the decision table a second time, over the tracking evaluator.

It stands beside the one of `checker.evaluate.condition` on purpose: a verdict that both reach is
right for two reasons.
"""

from typing import Any

from checker.cel.operators import type_name
from checker.cel.trace.dependencies import deciding
from checker.cel.trace.record import Record
from checker.cel.trace.trace import Read, reads
from checker.cel.trace.tracer import Tracer
from checker.evaluate.condition import MISSING
from checker.policy.policy import Policy
from checker.record import NamedTuple
from checker.values import CelError
from checker.verdict import Verdict


class Judgement(NamedTuple):
    """A verdict, and what decided it.

    Attributes:
        verdict: what it came to.
        reads: what decided it.
        problem: what is wrong with the policy, if it is.
        doubt: why evidence that is recorded does not decide: a date too coarse for the question.
        when: what `when` came to; None if there is none, or nothing was traced.
        require: what `require` came to; None if it was not read.
    """

    verdict: Verdict
    reads: tuple[Read, ...] = ()
    problem: str = ""
    doubt: str = ""
    when: Record | None = None
    require: Record | None = None


def judge(policy: Policy, tracer: Tracer) -> Judgement:
    """The verdict of a policy on the subject that the tracer reads.

    Raises:
        BudgetSpent: telling it costs too much.
    """
    applies: Record | None = None
    if policy.when is not None:
        applies = tracer.record(policy.when)
        if applies.outcome is not True:
            return _settled(policy, applies, "when", Verdict.SKIP)._replace(when=applies)
    holds = tracer.record(policy.require)
    if holds.outcome is True:
        return Judgement(Verdict.PASS, when=applies, require=holds)
    judgement = _settled(policy, holds, "require", Verdict.FAIL)
    judgement = judgement._replace(when=applies, require=holds)
    if judgement.reads or applies is None:
        return judgement
    # A `require` that reads nothing (`false`) leaves it to `when`.
    return judgement._replace(reads=reads(deciding(applies)))


def grounds(judgement: Judgement) -> tuple[Read, ...]:
    """The reads that decided; a pass was decided by what `require` read, else by `when`."""
    if judgement.verdict is not Verdict.PASS:
        return judgement.reads
    decided = [record for record in (judgement.require, judgement.when) if record is not None]
    return next((each for each in map(reads, map(deciding, decided)) if each), ())


def _settled(policy: Policy, record: Record, where: str, denied: Verdict) -> Judgement:
    """The verdict of an expression that did not come to true."""
    decided = reads(deciding(record))
    outcome: Any = record.outcome
    if outcome is False:
        return Judgement(denied, decided)
    if isinstance(outcome, KeyError):
        # A function that had all its values says what it would need; a key that is not there needs
        # no words.
        all_there = bool(decided) and all(read.recorded for read in decided)
        doubt = str(outcome.args[0]) if all_there else ""
        return Judgement(MISSING[policy.on_missing], decided, doubt=doubt)
    if isinstance(outcome, CelError):
        return Judgement(Verdict.ERROR, decided, str(outcome))
    return Judgement(Verdict.ERROR, decided, no_bool(where, outcome))


def no_bool(where: str, outcome: Any) -> str:
    """The problem of a `when` or `require` that is neither true nor false."""
    return f"'{where}' is {type_name(outcome)} (a bool was expected)"
