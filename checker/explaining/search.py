"""The search for a plan that makes a cell pass: proposed, tried, and cut to what is needed."""

from enum import Enum
from itertools import islice, product
from math import prod
from typing import Final

from checker.cel.trace.tracer import Tracer
from checker.explaining.case import Case
from checker.explaining.change import Change, Edit
from checker.explaining.plan import Plan, merged
from checker.explaining.proposals import Proposals, unrecorded
from checker.report.subject import Subject
from checker.verdict import Verdict

_ROUNDS = 3
_MOST_TRIES = 36
_SPARE = 500
"""Units for the clauses after the first that decides, where something was changed."""

_PASSES: Final = frozenset({Verdict.PASS})
_SETTLES: Final = frozenset({Verdict.PASS, Verdict.SKIP})


def search(case: Case) -> Plan:
    """A plan of which nothing can be left out, with all options that would do; empty for none.

    Raises:
        BudgetSpent: finding one costs too much.
    """
    plan, good = _plan(case)
    return _narrowed(_needed(plan, case, good), case, good)


def _plan(case: Case) -> tuple[Plan, frozenset[Verdict]]:
    """A plan that makes the cell pass, or settles whether it applies; empty if none is known."""
    plan: Plan = ()
    first = _doubt(case, _tracer(case, plan))
    good = _SETTLES if first is _Doubt.WHETHER else _PASSES
    for turn in range(_ROUNDS):
        best: Plan = ()
        for more in _proposed(case, _tracer(case, plan)):
            both = merged(plan, more)
            if both is None or (turn and any(map(_dated, more))):
                continue
            if first is not _Doubt.NONE and any(map(case.has, both)):
                continue  # something is missing: what is recorded is not at fault
            chosen = _chosen(both, case, good)
            if chosen is not None:
                return chosen, good
            best = best or both
        if not best or best == plan:
            break
        plan = best
    return (), good


def _dated(change: Change) -> bool:
    """Return whether a change speaks of what stood there before the rest of the plan."""
    return bool(change.context) or change.edit is Edit.DROP


class _Doubt(Enum):
    """The missing answer: none, whether the policy applies, or whether it holds."""

    NONE = "none"
    WHETHER = "whether"
    WHAT = "what"


def _doubt(case: Case, tracer: Tracer) -> _Doubt:
    when = case.policy.when
    if when is not None and isinstance(tracer.record(when).outcome, KeyError):
        return _Doubt.WHETHER
    missing = isinstance(tracer.record(case.policy.require).outcome, KeyError)
    return _Doubt.WHAT if missing else _Doubt.NONE


def _tracer(case: Case, plan: Plan) -> Tracer:
    return case.traced(case.values(plan), _SPARE) if plan else case.tracer


def _proposed(case: Case, tracer: Tracer) -> list[Plan]:
    """Plans for the condition that did not come to true."""
    policy = case.policy
    holds = None if policy.when is None else tracer.record(policy.when)
    if holds is None or holds.outcome is True:
        holds = tracer.record(policy.require)
        proposed = Proposals(case.find, case.fact).to(holds, want=True)
    else:
        proposed = []
    if isinstance(holds.outcome, KeyError):
        proposed = [*proposed, *unrecorded(holds, case.find)]
    return [
        plan
        for plan in proposed
        if plan and not _shifts(plan, case.subject) and not _rewrites(plan, case)
    ]


def _shifts(plan: Plan, subject: Subject) -> bool:
    """Return whether elements would go from a list that the subject itself stands in."""
    return any(
        change.edit is Edit.DROP and change.path == subject.path[: len(change.path)]
        for change in plan
    )


def _rewrites(plan: Plan, case: Case) -> bool:
    """Return whether something else would have happened, where an incident is already told."""
    return any(
        "incidents" in change.path and case.has(change) and not change.limit for change in plan
    )


def _chosen(plan: Plan, case: Case, good: frozenset[Verdict]) -> Plan | None:
    """The plan with those options first that make the cell pass."""
    combinations = product(*(range(len(change.options)) for change in plan))
    for picks in islice(combinations, _MOST_TRIES):
        tried = tuple(map(_first, plan, picks))
        if case.verdict(tried) in good:
            return tried
    return None


def _first(change: Change, pick: int) -> Change:
    options = change.options
    return change._replace(options=(options[pick], *options[:pick], *options[pick + 1 :]))


def _needed(plan: Plan, case: Case, good: frozenset[Verdict]) -> Plan:
    """The plan without what it passes without."""
    for change in plan:
        rest = tuple(other for other in plan if other is not change)
        if rest and case.verdict(rest) in good:
            plan = rest
    return plan


def _narrowed(plan: Plan, case: Case, good: frozenset[Verdict]) -> Plan:
    """The plan with no options but those that would do, whichever of them are taken together."""
    narrowed = tuple(_sound(change, plan, case, good) for change in plan)
    choices = [range(len(change.options)) for change in narrowed]
    if prod(map(len, choices)) > _MOST_TRIES or any(
        case.verdict(tuple(map(_first, narrowed, picks))) not in good for picks in product(*choices)
    ):
        return tuple(change._replace(options=change.options[:1]) for change in plan)
    return narrowed


def _sound(change: Change, plan: Plan, case: Case, good: frozenset[Verdict]) -> Change:
    """A change with those options that would do while the rest of the plan stays."""
    if change.edit is not Edit.SET or change.free:
        return change._replace(options=change.options[:1])
    if change.limit:
        far = change._replace(options=(change.far,))
        one = change._replace(options=change.options[:1])
        # A limit says that all beyond it will do; between two limits only the value itself is sure.
        sure = case.verdict(swapped(plan, change, far)) in good
        return one if sure else one._replace(limit="", context="")
    options = (
        _first(change, pick)
        for pick in range(len(change.options))
        if case.verdict(swapped(plan, change, _first(change, pick))) in good
    )
    return change._replace(options=tuple(each.options[0] for each in options))


def swapped(plan: Plan, change: Change, other: Change) -> Plan:
    """The plan with another change in the place of one."""
    return tuple(other if each is change else each for each in plan)
