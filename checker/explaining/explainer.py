"""The explainer: the reasons of every cell of a run, and the lines of its inventories."""

from collections.abc import Mapping
from functools import cached_property, partial
from typing import Any

from checker.cel.trace.record import Path
from checker.cel.trace.trace import Read
from checker.evaluate.condition import MISSING
from checker.evaluate.run import Run
from checker.explaining.case import Case
from checker.explaining.excerpt import excerpt, sensitive
from checker.explaining.explain import (
    DOES_NOT_APPLY,
    REPEATED,
    TOO_LARGE,
    agree,
    allowance,
    costly,
    explained,
    message_of,
    standing,
    tracked,
    untold,
)
from checker.explaining.judge import Judgement, grounds
from checker.explaining.message import Message
from checker.explaining.places import Locator
from checker.explaining.plan import Plan
from checker.explaining.precedents import Precedent, Precedents
from checker.explaining.recheck import Recheck
from checker.explaining.remedies import plan_of, remedies
from checker.explaining.rendering import render
from checker.inventory import LISTS, SOURCES
from checker.problems import Place
from checker.record import NamedTuple
from checker.report.explanation import Excerpt, Explanation
from checker.report.gate import QUIET
from checker.report.matrix import Cell
from checker.report.subject import Subject
from checker.verdict import Verdict

_NEIGHBOURS = 1_000
"""Subjects whose places are kept: those of a vendor are asked for again with each policy."""


class _Ready(NamedTuple):
    """A policy, ready to explain its findings."""

    recheck: Recheck
    message: Message
    precedents: Precedents


class Explainer:
    """Explains the cells of one run; a policy is compiled when its first cell is asked for.

    Without `remedies` it does not look for what would make a cell pass.
    """

    def __init__(self, run: Run, *, remedies: bool = True) -> None:
        self._run = run
        self._remedies = remedies
        self._policies: dict[int, _Ready] = {}
        self._inventories = {inventory.document.path: inventory for inventory in run.inventories}
        self._standing: dict[tuple[int, Path], Explanation] = {}
        self._secrets: dict[str, list[tuple[int, int]]] = {}

    def explain(self, cell: Cell) -> Explanation:
        """The message, the place, the evidence and the remedies of a cell.

        Raises:
            Disagreement: deciding and explaining came to different verdicts.
        """
        if cell.verdict in QUIET:
            return self._quiet(cell.subject)
        if self._missing(cell):
            return self._untold(cell)
        return self._told(cell, self._case(cell))

    def reason(self, cell: Cell) -> str:
        """The message of a finding, without what `explain` says besides.

        Raises:
            Disagreement: deciding and explaining came to different verdicts.
        """
        collection = self._missing(cell)
        policy = self._run.policies[cell.policy]
        if collection:
            return untold(policy, cell.subject, SOURCES.get(collection, collection))
        case = self._case(cell)
        judgement = tracked(case)
        if judgement is None:
            return self._too_large(cell, case).message
        agree(policy, cell, judgement)
        return message_of(policy, judgement, case.locator, partial(self._message, cell, case))

    def proof(self, cell: Cell) -> Explanation:
        """As `explain`, with what decided a cell that passes or is skipped.

        Raises:
            Disagreement: deciding and explaining came to different verdicts.
        """
        if cell.verdict not in QUIET:
            return self.explain(cell)
        if self._missing(cell):
            return self._untold(cell)
        case = self._case(cell)
        policy = case.policy
        judgement = tracked(case)
        if judgement is None:
            return Explanation(TOO_LARGE, standing(cell.subject, case.inventories), ())
        agree(policy, cell, judgement)
        tracer = case.traced(case.recorded, 0)
        if cell.verdict is Verdict.PASS:
            message = render(policy.message, tracer, case.locator)
        elif judgement.when is not None and judgement.when.outcome is False:
            message = DOES_NOT_APPLY
        else:
            message = f"what is not recorded counts as {policy.on_missing.value} (on_missing)"
        return explained(message, judgement._replace(reads=grounds(judgement)), case.locator)

    def excerpt(self, place: Place) -> Excerpt | None:
        """The lines of an inventory that end at a place; None where it stands in none."""
        inventory = self._inventories.get(place.path)
        if inventory is None:
            return None
        if place.path not in self._secrets:
            self._secrets[place.path] = sensitive(inventory)
        return excerpt(inventory, place, self._secrets[place.path])

    def _quiet(self, subject: Subject) -> Explanation:
        """The place of a subject, and nothing else; many cells have the same one."""
        key = subject.document, subject.path
        known = self._standing.get(key)
        if known is None:
            known = Explanation("", standing(subject, self._run.inventories), ())
            if len(self._standing) >= _NEIGHBOURS:
                self._standing.clear()
            self._standing[key] = known
        return known

    def _missing(self, cell: Cell) -> str:
        """The list that the policy is for and the vendor lacks; empty if it has it."""
        policy, subject = self._run.policies[cell.policy], cell.subject
        if subject.subject_kind == policy.subject_kind:
            return ""
        return LISTS.get(policy.subject_kind, "")

    def _case(self, cell: Cell) -> Case:
        run = self._run
        policy = run.policies[cell.policy]
        budget = allowance(policy, cell.subject, run.inventories)
        recheck = self._ready(cell.policy).recheck
        return Case(run, policy, cell.subject, recheck, budget, self._portfolio)

    @cached_property
    def _portfolio(self) -> Mapping[str, Any]:
        """The value of `portfolio`, once for all cells: it is a list of all inventories."""
        return self._run.portfolio()

    def _ready(self, number: int) -> _Ready:
        if number not in self._policies:
            policy = self._run.policies[number]
            self._policies[number] = _Ready(Recheck(policy), Message(policy), Precedents(policy))
        return self._policies[number]

    def _untold(self, cell: Cell) -> Explanation:
        """The explanation for a vendor that lacks the list that the policy is for."""
        policy, collection = self._run.policies[cell.policy], self._missing(cell)
        path = ("vendor", collection)
        judgement = Judgement(MISSING[policy.on_missing], (Read(path, None, recorded=False),))
        agree(policy, cell, judgement)
        message = untold(policy, cell.subject, SOURCES.get(collection, collection))
        locator = Locator(cell.subject, self._run.inventories)
        return explained(message, judgement, locator)

    def _told(self, cell: Cell, case: Case) -> Explanation:
        told = self._precedent(cell, case)
        if told is None:
            return self._too_large(cell, case)
        judgement, plan = told
        message = message_of(
            case.policy, judgement, case.locator, partial(self._message, cell, case)
        )
        passing = remedies(plan, case.inventories) if plan else ()
        return explained(message, judgement, case.locator, passing)

    def _precedent(self, cell: Cell, case: Case) -> tuple[Judgement, Plan] | None:
        """The judgement of a cell and what would make it pass; None if that costs too much."""
        subject, precedents = cell.subject, self._ready(cell.policy).precedents
        key = precedents.key(subject, case.recorded)
        known = precedents.find(key)
        if known is not None:
            agree(case.policy, cell, known.judgement)
            inventory = case.inventories[subject.document]
            return known.judged(subject, inventory), known.planned(subject)
        judgement = tracked(case)
        if judgement is None:
            return None
        agree(case.policy, cell, judgement)
        plan = plan_of(case) if self._remedies and not judgement.problem else ()
        precedents.keep(key, Precedent(subject, judgement, plan))
        return judgement, plan

    def _too_large(self, cell: Cell, case: Case) -> Explanation:
        policy, place = case.policy, standing(cell.subject, case.inventories)
        if cell.verdict is Verdict.ERROR:
            problem = costly(policy, case.recheck.judge(case.recorded, REPEATED))
            return Explanation(problem, place, ())
        return Explanation(f"{self._message(cell, case)} {TOO_LARGE}", place, ())

    def _message(self, cell: Cell, case: Case) -> str:
        """The message of the policy on a case; traced where some of it may have to be redacted."""
        text = self._ready(cell.policy).message.text(case.recorded, case.budget)
        if text is not None:
            return text
        return render(case.policy.message, case.traced(case.recorded, 0), case.locator)
