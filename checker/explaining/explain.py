"""Explaining: why a cell has its verdict, worked out again by the tracking evaluator.

What deciding and explaining do not agree about is a bug in vendorgate, and stops the run.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from checker.cel.trace.trace import Read
from checker.cel.trace.tracer import Tracer
from checker.evaluate.condition import MISSING
from checker.evaluate.run import Run
from checker.explaining.case import Case
from checker.explaining.excerpt import excerpt, sensitive
from checker.explaining.judge import Judgement, judge
from checker.explaining.places import LocatedRecord, Locator, evidence, place
from checker.explaining.recheck import Recheck
from checker.explaining.redact import unquoted
from checker.explaining.remedies import remedies, unlisted
from checker.explaining.rendering import render
from checker.facts.facts import KEPT
from checker.inventory import LISTS, SOURCES, Inventory
from checker.model.places import is_derived
from checker.model.roots import WHOLES
from checker.model.view import HEADER
from checker.policy.policy import Policy
from checker.problems import Place
from checker.report.explanation import Evidence, Excerpt, Explanation
from checker.report.matrix import Cell
from checker.report.subject import Subject
from checker.values import BudgetSpent
from checker.verdict import Verdict

TRACED = 3_000
"""Units that an explanation may spend: a tenth of a second, for a hundred findings are shown."""

TRACED_A_VENDOR = 20
"""Units that each vendor adds to that for a policy that looks at all of them at once."""

SPARE = 1_000
"""Units for finding what else would have decided, besides those that each vendor adds."""

REPEATED = 100_000
"""Units that finding an error again may spend, where that is more than can be explained."""

TOO_LARGE = "(the condition is too large to be explained clause by clause)"
MOST_EVIDENCE = 20
"""Pieces of evidence that an explanation shows: the first ones in the documents."""


class Disagreement(RuntimeError):  # noqa: N818
    """Deciding and explaining came to different verdicts."""


class Explainer:
    """Explains the cells of one run; a policy is compiled when its first cell is asked for."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._compiled: dict[int, Recheck] = {}
        self._documents = {
            inventory.document.path: inventory.document for inventory in run.inventories
        }
        self._secrets: dict[str, list[tuple[int, int]]] = {}

    def explain(self, cell: Cell) -> Explanation:
        """The message, the place, the evidence and the remedies of a cell.

        Raises:
            Disagreement: deciding and explaining came to different verdicts.
        """
        run, subject = self._run, cell.subject
        policy = run.policies[cell.policy]
        if cell.verdict in {Verdict.PASS, Verdict.SKIP}:
            return Explanation("", standing(subject, run.inventories), ())
        collection = LISTS.get(policy.subject_kind, "")
        if collection and subject.subject_kind == "vendor":
            return self._untold(policy, cell, collection)
        if cell.policy not in self._compiled:
            self._compiled[cell.policy] = Recheck(policy)
        budget = allowance(policy, subject, run.inventories)
        return self._told(cell, Case(run, policy, subject, self._compiled[cell.policy], budget))

    def excerpt(self, place: Place) -> Excerpt | None:
        """The lines of an inventory that end at a place; None where it stands in none."""
        if place.path not in self._documents:
            return None
        document = self._documents[place.path]
        if place.path not in self._secrets:
            self._secrets[place.path] = sensitive(document)
        return excerpt(document, place, self._secrets[place.path])

    def _untold(self, policy: Policy, cell: Cell, collection: str) -> Explanation:
        """The explanation for a vendor that lacks the list that the policy is for."""
        path = ("vendor", collection)
        judgement = Judgement(MISSING[policy.on_missing], (Read(path, None, recorded=False),))
        agree(policy, cell, judgement)
        message = untold(policy, cell.subject, SOURCES.get(collection, collection))
        locator = Locator(cell.subject, self._run.inventories)
        remedy = unlisted(SOURCES.get(collection, collection), cell.subject, locator.inventories)
        explanation = _explanation(message, judgement, locator)
        return explanation._replace(remedies=(remedy,))

    def _told(self, cell: Cell, case: Case) -> Explanation:
        policy, subject = case.policy, case.subject
        values = case.values()
        tracked = _tracked(policy, case.recheck, values, case.budget)
        if tracked is None:
            place = standing(subject, case.inventories)
            if cell.verdict is Verdict.ERROR:
                problem = costly(policy, case.recheck.judge(values, REPEATED))
                return Explanation(problem, place, ())
            tracer = Tracer(values, policy.variables, case.budget, 0)
            message = render(policy.message, tracer, case.locator)
            return Explanation(f"{message} {TOO_LARGE}", place, ())
        agree(policy, cell, tracked)
        message = message_of(policy, tracked, values, case.locator, case.budget)
        explanation = _explanation(message, tracked, case.locator)
        return explanation if tracked.problem else explanation._replace(remedies=remedies(case))


def allowance(policy: Policy, subject: Subject, inventories: Sequence[Inventory]) -> int:
    """The units that explaining a cell in a report may spend."""
    if policy.subject_kind not in WHOLES:
        return TRACED
    seen = inventories if subject.document < 0 else [inventories[subject.document]]
    return TRACED + TRACED_A_VENDOR * sum(len(inventory.view["vendors"]) for inventory in seen)


def _tracked(
    policy: Policy, recheck: Recheck, values: Mapping[str, Any], budget: int
) -> Judgement | None:
    """The verdict and its reasons, None if they cost too much: the compiled policy tells sooner."""
    if recheck.judge(values, budget) is None:
        return None
    try:
        spare = budget - TRACED + SPARE
        return judge(policy, Tracer(values, policy.variables, budget, spare))
    except BudgetSpent:
        return None


def message_of(
    policy: Policy, judgement: Judgement, values: Mapping[str, Any], locator: Locator, budget: int
) -> str:
    """The message of a finding."""
    hidden = any(locator.secret(read) for read in judgement.reads if read.recorded)
    if judgement.problem:
        problem = unquoted(judgement.problem) if hidden else judgement.problem
        return unevaluated(policy, problem)
    message = render(policy.message, Tracer(values, policy.variables, budget, 0), locator)
    return f"{message} ({judgement.doubt})" if judgement.doubt and not hidden else message


def costly(policy: Policy, again: Judgement | None) -> str:
    """The problem of a policy that costs more than may be tracked.

    Nobody knows what was read then: what the problem quotes may be sensitive.
    """
    problem = f"it spends its budget, or more than {REPEATED:,} units of it before it fails"
    return unevaluated(policy, problem if again is None else unquoted(again.problem))


def unevaluated(policy: Policy, problem: str) -> str:
    """The message of an error: it is the policy's fault, not the vendor's."""
    return f"policy '{policy.id}' cannot be evaluated: {problem}"


def untold(policy: Policy, subject: Subject, collection: str) -> str:
    """The message for a vendor that lacks the whole list that a policy is for."""
    title = policy.title
    if title[1:2].islower() or title.startswith("A "):
        title = title[:1].lower() + title[1:]
    return f"no '{collection}' recorded for {subject.vendor}: whether {title} cannot be told"


def agree(policy: Policy, cell: Cell, judgement: Judgement) -> None:
    """Raises Disagreement where a judgement is not the verdict that was decided."""
    verdicts = {cell.verdict}
    if cell.verdict is Verdict.WAIVED:
        verdicts = {Verdict.FAIL, Verdict.UNKNOWN}
    if judgement.verdict not in verdicts:
        raise Disagreement(
            f"policy '{policy.id}' on {cell.subject}: decided {cell.verdict.value},"
            f" explained {judgement.verdict.value}"
        )


def _explanation(message: str, judgement: Judgement, locator: Locator) -> Explanation:
    found = ranked(judgement.reads, locator)
    return Explanation(
        message,
        _deciding(judgement.reads, locator)
        or _line_to_change(found, locator)
        or standing(locator.subject, locator.inventories),
        tuple(piece for _, piece in found[:MOST_EVIDENCE]),
        max(len(found) - MOST_EVIDENCE, 0),
    )


def ranked(reads: Iterable[Read], locator: Locator) -> list[tuple[LocatedRecord, Evidence]]:
    """The records that reads come from, each once, in the order of the documents."""
    records = _distinct(record for read in reads for record in locator.locate(read))
    found = [(record, evidence(record, locator.inventories)) for record in records]
    found.sort(key=lambda each: (each[0].document, *each[1].place[1:], each[1].path))
    return found


def _distinct(records: Iterable[LocatedRecord]) -> Iterable[LocatedRecord]:
    """Each place once: CEL may have reached it under two names."""
    return {(record.document, record.path): record for record in records}.values()


def _deciding(reads: Sequence[Read], locator: Locator) -> Place | None:
    """The record to look at where a policy is about a fact: what lacks, else whether it is kept."""
    if not is_derived(locator.subject.path):
        return None
    facts = [read for read in reads if is_derived(locator.written(read.path).path)]
    best = min(facts, key=lambda read: (read.recorded, read.path[-1] != KEPT), default=None)
    if best is None:
        return None
    first, *_ = locator.locate(best)
    return place(locator.inventories[first.document].document.positions, first.path)


def _line_to_change(
    found: Sequence[tuple[LocatedRecord, Evidence]], locator: Locator
) -> Place | None:
    """The first evidence, the subject's own before what it is measured against."""
    own = locator.standing
    best = min(
        found,
        key=lambda each: (each[0].path[: len(own)] != own, not each[0].recorded),
        default=None,
    )
    return None if best is None else best[1].place


def standing(subject: Subject, inventories: Sequence[Inventory]) -> Place:
    """The place of a subject; of an inventory its header, of the portfolio the first one's."""
    positions = inventories[max(subject.document, 0)].document.positions
    return place(positions, Locator(subject, inventories).standing or (HEADER,))
