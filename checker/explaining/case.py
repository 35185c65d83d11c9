"""A case: a cell that did not pass, and what its verdict would be, were the inventory another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from checker.cel.trace.record import Path
from checker.cel.trace.tracer import Tracer
from checker.evaluate.run import Run
from checker.explaining.change import Change, Unfit, applied
from checker.explaining.notices import in_time
from checker.explaining.places import Locator
from checker.explaining.plan import Plan, touched
from checker.explaining.recheck import Recheck
from checker.explaining.shape import Address
from checker.facts.facts import KEPT
from checker.inventory import Inventory
from checker.model.places import is_derived, is_of_portfolio, stands
from checker.model.roots import records
from checker.model.view import in_view, joined, with_facts_of
from checker.policy.policy import Policy
from checker.report.subject import Subject
from checker.values import BudgetSpent
from checker.verdict import Verdict

TRACED = 3_000
"""Units that an explanation may spend: a tenth of a second, for a hundred findings are shown."""

SPARE = 1_000
"""Units for finding what else would have decided, besides those that each vendor adds."""

_A_TRY = 40
"""Units that a try costs besides what the condition does."""

_A_VENDOR = 10
"""Units for each vendor of a portfolio of which the graph is worked out anew."""


@dataclass
class Case:
    """A cell that did not pass.

    Attributes:
        budget: units that deciding it once may cost.
        portfolio: the value of `portfolio` as it is; many cases share it.
        recorded: the values of its root variables, as they are.
        locator: finds what the policy read about the subject.
        allowance: units that may still be spent on trying what would make it pass.
    """

    run: Run
    policy: Policy
    subject: Subject
    recheck: Recheck
    budget: int
    portfolio: Mapping[str, Any]
    recorded: Mapping[str, Any] = field(init=False)
    locator: Locator = field(init=False)
    allowance: int = field(init=False)
    _tried: dict[tuple[Any, ...], tuple[Verdict | None, int]] = field(
        init=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        self.allowance = 2 * self.budget
        self.recorded = root_values(self.run, self.policy, self.subject, self.portfolio)
        self.locator = Locator(self.subject, self.inventories)

    @cached_property
    def tracer(self) -> Tracer:
        """The tracer of the policy on the case as it is."""
        return self.traced(self.recorded, self.budget - TRACED + SPARE)

    def traced(self, values: Mapping[str, Any], spare: int) -> Tracer:
        """A tracer of the policy on these values.

        Args:
            values: of its root variables.
            spare: units for what decides nothing.
        """
        variables, depths = self.policy.variables, self.recheck.depths
        return Tracer(values, variables, self.budget, spare, depths)

    @property
    def inventories(self) -> Sequence[Inventory]:
        """The inventories as they are."""
        return self.run.inventories

    def values(self, plan: Plan = ()) -> Mapping[str, Any]:
        """The values of its root variables, if the plan were carried out.

        Raises:
            Unfit: it cannot be.
        """
        if not plan:
            return self.recorded
        edited = applied(self.inventories, plan)
        for number in {change.document for change in plan}:
            edited[number] = self._with_facts(edited[number], number, plan)
        changed = tuple(self._with_portfolio(edited, plan))
        run = self.run._replace(inventories=changed)
        portfolio = None if self.recheck.reads_portfolio else self.portfolio
        return root_values(run, self.policy, self.subject, portfolio)

    def _with_portfolio(self, changed: Sequence[Inventory], plan: Plan) -> Sequence[Inventory]:
        """The inventories that were changed, with the facts of the portfolio anew.

        Raises:
            Unfit: the change leaves no such subject, or the portfolio is too large to try it.
        """
        asked, known = self.recheck.asks_of_portfolio, self.inventories[0].portfolio
        if not asked or known is None:
            return changed
        views = [
            (self.inventories[number].view, changed[number].view, touched(plan, number))
            for number in {change.document for change in plan}
        ]
        facts = known.changed(views, asked)
        if facts is not known:
            self.allowance -= _A_VENDOR * sum(len(each.view["vendors"]) for each in changed)
            if self.allowance < 0:
                raise Unfit
        document, path = self.subject.document, self.subject.path
        if path[:1] == ("vendors",) and not self.recheck.reads_others:
            anew = with_facts_of(changed, facts, document, int(path[1]))
        else:
            anew = [joined(each, number, facts) for number, each in enumerate(changed)]
        if is_of_portfolio(path):
            elements = anew[document].view["vendors"][path[1]].get(path[2], ())
            number = int(path[3])
            if number >= len(elements) or elements[number]["id"] != self.subject.id:
                raise Unfit
        return anew

    def _with_facts(self, new: Inventory, number: int, plan: Plan) -> Inventory:
        """An inventory that was changed, with those facts anew that the policy looks at."""
        path, old = self.subject.path, self.inventories[number]
        if new is old or new.facts is None or not self.recheck.asks_for_facts:
            return new
        paths = [in_view(change.path) for change in plan if change.document == number]
        if not is_derived(path) or number != self.subject.document:
            return new.edited(paths)
        view = new.facts.refreshed(new.view, old.view, path)
        if view is None:
            raise Unfit
        inventory = new._replace(view=dict(view))
        return inventory.edited(paths) if self.recheck.reads_lists_of_facts else inventory

    def verdict(self, plan: Plan) -> Verdict | None:
        """The verdict if the plan were carried out, None where it cannot be.

        Raises:
            BudgetSpent: too much was tried.
        """
        if self.allowance < 0:
            raise BudgetSpent("too many remedies were tried")
        if self.recheck.asks_of_portfolio:
            return self._verdict(plan)  # whether it is too dear depends on what is left
        # Options after the first say what else would do, and are not tried.
        key = tuple((*change[:3], repr(change.options[0])) for change in plan)
        if key not in self._tried:
            before = self.allowance
            verdict = self._verdict(plan)
            self._tried[key] = verdict, before - self.allowance
            return verdict
        verdict, cost = self._tried[key]
        self.allowance -= cost
        return verdict

    def _verdict(self, plan: Plan) -> Verdict | None:
        try:
            values = self.values(plan)
        except Unfit:
            return None
        judgement = self.recheck.judge(values, self.budget)
        self.allowance -= self.recheck.spent + _A_TRY
        return None if judgement is None else judgement.verdict

    def has(self, change: Change) -> bool:
        """Return whether something stands where a change is to be made."""
        return stands(self.inventories[change.document], change.path)

    def find(self, path: Path) -> Address:
        """The place in a document of a path of CEL's variables.

        Of a fact it is the first of its records that is not there yet, else the one that decided.
        """
        sources = self.locator.sources(path)
        gaps = (
            source
            for source in sources
            if not stands(self.inventories[source.document], source.path)
        )
        document, where = next(gaps, sources[0])
        return Address(document, where, self.inventories[document].fields)

    def fact(self, path: Path, want: bool) -> list[Plan] | None:  # noqa: FBT001 as Proposals asks
        """The plans that make the fact at a path of CEL's variables so; None for a record."""
        source = self.locator.written(path)
        if not is_derived(source.path):
            return None
        inventory = self.inventories[source.document]
        if not want or source.path[-1] != KEPT or inventory.facts is None:
            return []
        return in_time(inventory.facts.obligation(inventory.view, source.path), source.document)


def root_values(
    run: Run, policy: Policy, subject: Subject, portfolio: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The values of the CEL variables of a policy on a subject of a run.

    Args:
        portfolio: the value of `portfolio`, if somebody has it.
    """
    kind, path = policy.subject_kind, subject.path
    recorded = records(kind, run.inventories, subject.document, path, portfolio)
    return {**recorded, "now": run.as_of, "params": policy.params}
