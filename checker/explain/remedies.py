"""Remedies: what would make a cell pass, said only where deciding again shows that it does."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import islice, product
from math import prod
from typing import Any, Final, assert_never

from checker.cel.trace.record import Path
from checker.cel.trace.trace import Read
from checker.cel.trace.tracer import Tracer
from checker.cel.values import BudgetSpent
from checker.explain.change import Change, Edit, Unfit, applied, at, fits, stands
from checker.explain.plan import Plan, merged
from checker.explain.recheck import Recheck
from checker.explain.spots import locate, place, spelt
from checker.explain.ways import Ways, unrecorded
from checker.explain.words import listed, word
from checker.inventory import Inventory
from checker.policy.policy import Policy
from checker.problems import Place
from checker.report.explanation import Remedy
from checker.report.report import Subject
from checker.shorten import shorten
from checker.verdict import Verdict

Values = Callable[[Sequence[Inventory]], Mapping[str, Any]]
"""From inventories to the values of the root variables of one cell."""

_ROUNDS = 3
_MOST_TRIES = 36
_A_TRY = 40
"""Units that a try costs besides what the condition does."""
_DEAR = 10
"""A condition that costs a tenth of the budget is not read backwards: its remedies are far."""
_SPARE = 500
"""Units for the clauses after the first that decides."""

_PASSES: Final = frozenset({Verdict.PASS})
_SETTLES: Final = frozenset({Verdict.PASS, Verdict.SKIP})


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


def remedies(case: Case) -> tuple[Remedy, ...]:
    """Changes that together make the cell pass, in the order of the documents; none if none do."""
    if case.verdict(()) is None or _DEAR * case.recheck.spent > case.budget:
        return ()
    try:
        return _found(case)
    except BudgetSpent:
        return ()


def _found(case: Case) -> tuple[Remedy, ...]:
    plan, good = _plan(case)
    plan = _narrowed(_needed(plan, case, good), case, good)
    if not _allowed(plan, case):
        return ()
    found = sorted(plan, key=lambda change: (change.document, _place(change, case)[1:]))
    return tuple(
        Remedy(spelt(change.path), _said(change, plan, case), _place(change, case))
        for change in found
    )


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
    """Whether a change speaks of what stood there before the rest of the plan."""
    return bool(change.context) or change.edit is Edit.DROP


class _Doubt(Enum):
    """What is missing: nothing, whether the policy applies, or whether it holds."""

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
    values = case.values(applied(case.inventories, plan))
    return Tracer(values, case.policy.variables, case.budget, _SPARE)


def _proposed(case: Case, tracer: Tracer) -> list[Plan]:
    """Plans for the condition that did not come to true."""
    policy = case.policy
    holds = None if policy.when is None else tracer.record(policy.when)
    if holds is None or holds.outcome is True:
        holds = tracer.record(policy.require)
        proposed = Ways(case.find).to(holds, want=True)
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
    """Whether elements would go from a list that the subject itself stands in."""
    return any(
        change.edit is Edit.DROP and change.path == subject.path[: len(change.path)]
        for change in plan
    )


def _rewrites(plan: Plan, case: Case) -> bool:
    """Whether something else would have happened, where an incident is already told."""
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
        sure = case.verdict(_swapped(plan, change, far)) in good
        return one if sure else one._replace(limit="", context="")
    options = (
        _first(change, pick)
        for pick in range(len(change.options))
        if case.verdict(_swapped(plan, change, _first(change, pick))) in good
    )
    return change._replace(options=tuple(each.options[0] for each in options))


def _swapped(plan: Plan, change: Change, other: Change) -> Plan:
    return tuple(other if each is change else each for each in plan)


def _allowed(plan: Plan, case: Case) -> bool:
    """Whether the schema allows what would stand there then."""
    changed = applied(case.inventories, plan)
    return all(fits(case.inventories, changed, change) for change in plan)


def _place(change: Change, case: Case) -> Place:
    return place(case.inventories[change.document].document.positions, change.path)


def _said(change: Change, plan: Plan, case: Case) -> str:
    """What to do at the place of a change."""
    option = change.options[0]
    match change.edit:
        case Edit.ADD:
            return f"add {word(option)}"
        case Edit.DROP if change.context:
            return f"{change.context}: remove {len(option)}"
        case Edit.DROP:
            return f"remove {change.limit}"
        case Edit.SET:
            return _set(change, plan, case)
        case _:
            assert_never(change.edit)


def _set(change: Change, plan: Plan, case: Case) -> str:
    if not case.has(change):
        return f"record it{_promised(change, plan, case)}"
    if change.context:
        return f"{change.context}: {change.limit}"
    if change.limit:
        return (
            f"{shorten(word(at(case.inventories[change.document], change.path)))}, {change.limit}"
        )
    if len(change.options) == 1:
        return f"set to {word(change.options[0])}"
    return f"set to one of: {', '.join(map(word, change.options))}"


def _promised(change: Change, plan: Plan, case: Case) -> str:
    """What is known beforehand about a value that is not recorded yet."""
    if change.free:
        return ""
    if change.limit:
        return f"; {change.limit} would pass"
    verdicts = [
        (option, case.verdict(_swapped(plan, change, change._replace(options=(option,)))))
        for option in change.options
    ]
    passing = [option for option, verdict in verdicts if verdict is Verdict.PASS]
    skipping = [option for option, verdict in verdicts if verdict is Verdict.SKIP]
    text = f"; {listed(passing)} would pass" if passing else ""
    return f"{text}; with {listed(skipping)} it does not apply" if skipping else text


def unlisted(collection: str, subject: Subject, inventories: Sequence[Inventory]) -> Remedy:
    """The remedy where a vendor lacks a whole list: an empty one is a statement, too."""
    path = (*subject.path, collection)
    where = place(inventories[subject.document].document.positions, path)
    return Remedy(spelt(path), "record it; [] says that there is none", where)
