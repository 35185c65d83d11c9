"""The search for a plan that makes a cell pass: proposed, tried, and cut to what is needed."""

import re
from collections.abc import Sequence
from itertools import islice, product
from math import prod

from checker.cel.trace.record import Path
from checker.cel.trace.tracer import Tracer
from checker.explaining.case import Case
from checker.explaining.change import Change, Edit, in_added
from checker.explaining.plan import Plan, merged
from checker.explaining.proposals import Proposals, unrecorded
from checker.explaining.shape import Address
from checker.explaining.target import Find
from checker.report.subject import Subject
from checker.time.text import DAY, format_day
from checker.verdict import Verdict

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ROUNDS = 3
_MOST_TRIES = 36
_SPARE = 500
"""Units for the clauses after the first that decides, where something was changed."""


def search(case: Case) -> Plan:
    """A plan of which nothing can be left out, with all options that would do; empty for none.

    Raises:
        BudgetSpent: finding one costs too much.
    """
    plan = _plan(case, adding=False) or _plan(case, adding=True)
    return _narrowed(_needed(plan, case), case)


def _plan(case: Case, *, adding: bool) -> Plan:
    """A plan that makes the cell pass; empty if none is known.

    Args:
        adding: whether it may begin with a record that is added to a list.
    """
    plan: Plan = ()
    doubtful = _doubtful(case, _tracer(case, plan))
    for turn in range(_ROUNDS):
        best: Plan = ()
        for more in _proposed(case, plan, adding=adding):
            both = merged(plan, more)
            if both is None or (turn and any(map(_dated, more))):
                continue
            if doubtful and any(map(case.has, both)):
                continue  # something is missing: what is recorded is not at fault
            chosen = _chosen(both, case)
            if chosen is not None:
                return chosen
            best = best or both
        if not best or best == plan:
            break
        plan = best
    return ()


def _dated(change: Change) -> bool:
    """Return whether a change speaks of what stood there before the rest of the plan."""
    return bool(change.context) or change.edit is Edit.DROP


def _doubtful(case: Case, tracer: Tracer) -> bool:
    """Return whether something is missing: whether the policy applies, or whether it holds."""
    when = case.policy.when
    conditions = [case.policy.require, *([] if when is None else [when])]
    return any(isinstance(tracer.record(each).outcome, KeyError) for each in conditions)


def _tracer(case: Case, plan: Plan) -> Tracer:
    return case.traced(case.values(plan), _SPARE) if plan else case.tracer


def _proposed(case: Case, before: Plan, *, adding: bool) -> list[Plan]:
    """Plans for the condition that does not come to true with what is changed before."""
    policy, tracer = case.policy, _tracer(case, before)
    find, first = _finder(case, before), adding and not before
    holds = None if policy.when is None else tracer.record(policy.when)
    if holds is None or holds.outcome is True:
        holds = tracer.record(policy.require)
        proposed = Proposals(find, case.fact, adding=first).to(holds, want=True)
    else:
        proposed = []
    if isinstance(holds.outcome, KeyError):
        proposed = [*proposed, *unrecorded(holds, find)]
    if first:  # all others were tried before
        proposed = [plan for plan in proposed if any(each.blank for each in plan)]
    return [
        plan
        for plan in proposed
        if plan
        and not _shifts(plan, case.subject)
        and not _rewrites(plan, case)
        and not _strays(plan, before, case)
    ]


def _finder(case: Case, before: Plan) -> Find:
    """As `find` of the case, with what is told of records that are added before."""
    added = [change for change in before if change.blank]

    def find(path: Path) -> Address:
        address = case.find(path)
        document, where, *_ = address
        own = (each for each in added if each.document == document)
        return address._replace(new=any(in_added(where, each, case.inventories) for each in own))

    return find if added else case.find


def _strays(plan: Plan, before: Plan, case: Case) -> bool:
    """Return whether what is said of a record that is added would follow from a mere sample.

    Beside it nothing is recorded that may be anything, and after it nothing else is changed.
    """
    added = [change for change in before if change.blank]
    if added:
        return not all(any(each.is_of(one, case.inventories) for one in added) for each in plan)
    return any(each.blank for each in plan) and any(each.free for each in plan)


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


def _chosen(plan: Plan, case: Case) -> Plan | None:
    """The plan with those options first that make the cell pass."""
    combinations = product(*(range(len(change.options)) for change in plan))
    for picks in islice(combinations, _MOST_TRIES):
        tried = tuple(map(_first, plan, picks))
        if case.verdict(tried) is Verdict.PASS:
            return tried
    return None


def _first(change: Change, pick: int) -> Change:
    options = change.options
    return change._replace(options=(options[pick], *options[:pick], *options[pick + 1 :]))


def _needed(plan: Plan, case: Case) -> Plan:
    """The plan without what it passes without."""
    for change in plan:
        rest = tuple(other for other in plan if other is not change)
        if rest and case.verdict(rest) is Verdict.PASS:
            plan = rest
    return plan


def _narrowed(plan: Plan, case: Case) -> Plan:
    """The plan with no options but those that would do, whichever of them are taken together."""
    narrowed = _few([_sound(change, plan, case) for change in plan])
    choices = [range(len(change.options)) for change in narrowed]
    tried = (tuple(map(_first, narrowed, picks)) for picks in product(*choices))
    if prod(map(len, choices)) > _MOST_TRIES or any(
        case.verdict(each) is not Verdict.PASS for each in tried
    ):
        return tuple(change._replace(options=change.options[:1], others=False) for change in plan)
    return narrowed


def _few(changes: Sequence[Change]) -> Plan:
    """The changes with as many options as can be tried together; that there are more is noted."""
    few = list(changes)
    while prod(len(change.options) for change in few) > _MOST_TRIES:
        longest = max(range(len(few)), key=lambda n: len(few[n].options))
        change = few[longest]
        if len(change.options) == 1:
            break
        few[longest] = change._replace(options=change.options[:-1], others=True)
    return tuple(few)


def _sound(change: Change, plan: Plan, case: Case) -> Change:
    """A change with those options that would do while the rest of the plan stays."""
    if change.edit is not Edit.SET or change.free:
        return change._replace(options=change.options[:1])
    if change.limit:
        far = change._replace(options=(change.far,))
        one = change._replace(options=change.options[:1])
        # A limit says that all beyond it will do.
        if case.verdict(swapped(plan, change, far)) is Verdict.PASS:
            return one
        # Between two limits only the value itself is sure, but that a day may be any until now.
        last = _last(change, plan, case)
        return one._replace(limit=f"{change.limit} nor after {last}" if last else "", context="")
    options = (
        _first(change, pick)
        for pick in range(len(change.options))
        if case.verdict(swapped(plan, change, _first(change, pick))) is Verdict.PASS
    )
    return change._replace(options=tuple(each.options[0] for each in options))


def _last(change: Change, plan: Plan, case: Case) -> str:
    """The last day until now that will do, of a change to some day or a later one; else empty."""
    if not change.limit.startswith("not before ") or not _DAY.fullmatch(str(change.options[0])):
        return ""
    now = case.run.as_of.nanoseconds // DAY
    # Without a zone today is not over everywhere.
    for day in map(format_day, (now, now - 1)):
        until = change._replace(options=(day,))
        if day > change.options[0] and case.verdict(swapped(plan, change, until)) is Verdict.PASS:
            return day
    return ""


def swapped(plan: Plan, change: Change, other: Change) -> Plan:
    """The plan with another change in the place of one."""
    return tuple(other if each is change else each for each in plan)
