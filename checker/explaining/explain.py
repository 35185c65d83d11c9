"""Explaining: why a cell has its verdict, worked out again by the tracking evaluator.

What deciding and explaining do not agree about is a bug in vendorgate, and stops the run.
"""

from collections.abc import Callable, Collection, Sequence

from checker.cel.trace.trace import Read
from checker.explaining.case import TRACED, Case
from checker.explaining.judge import Judgement, judge
from checker.explaining.order import first, located
from checker.explaining.places import LocatedRecord, Locator, PlacedRecord, evidence, place, placed
from checker.explaining.redact import unquoted
from checker.facts.facts import KEPT
from checker.inventory import Inventory
from checker.model.places import is_derived
from checker.model.roots import WHOLES
from checker.model.view import HEADER
from checker.policy.policy import Policy
from checker.problems import Place
from checker.report.explanation import Explanation, Remedy
from checker.report.matrix import Cell
from checker.report.subject import Subject
from checker.values import BudgetSpent
from checker.verdict import Verdict

TRACED_A_VENDOR = 20
"""Units that each vendor adds to that for a policy that looks at all of them at once."""

REPEATED = 100_000
"""Units that finding an error again may spend, where that is more than can be explained."""

DOES_NOT_APPLY = "the policy does not apply: its 'when' is false"
TOO_LARGE = "(the condition is too large to be explained clause by clause)"
MOST_EVIDENCE = 20
"""Pieces of evidence that an explanation shows: the first ones in the documents."""


class Disagreement(RuntimeError):  # noqa: N818
    """Deciding and explaining came to different verdicts."""


def allowance(policy: Policy, subject: Subject, inventories: Sequence[Inventory]) -> int:
    """The units that explaining a cell in a report may spend."""
    if policy.subject_kind not in WHOLES:
        return TRACED
    seen = inventories if subject.document < 0 else [inventories[subject.document]]
    return TRACED + TRACED_A_VENDOR * sum(len(inventory.view["vendors"]) for inventory in seen)


def tracked(case: Case) -> Judgement | None:
    """The verdict and its reasons, None if they cost too much: the compiled policy tells sooner."""
    if case.recheck.judge(case.recorded, case.budget) is None:
        return None
    try:
        return judge(case.policy, case.tracer)
    except BudgetSpent:
        return None


def message_of(
    policy: Policy, judgement: Judgement, locator: Locator, render: Callable[[], str]
) -> str:
    """The message of a finding; `render` makes the policy's own, where it can be evaluated."""
    hidden = (judgement.problem or judgement.doubt) and any(
        locator.secret(read) for read in judgement.reads if read.recorded
    )
    if judgement.problem:
        problem = unquoted(judgement.problem) if hidden else judgement.problem
        return unevaluated(policy, problem)
    message = render()
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
    if judgement.verdict is cell.verdict:
        return
    verdicts = {cell.verdict}
    if cell.verdict is Verdict.WAIVED:
        verdicts = {Verdict.FAIL, Verdict.UNKNOWN}
    if judgement.verdict not in verdicts:
        raise Disagreement(
            f"policy '{policy.id}' on {cell.subject}: decided {cell.verdict.value},"
            f" explained {judgement.verdict.value}"
        )


def explained(
    message: str, judgement: Judgement, locator: Locator, remedies: tuple[Remedy, ...] = ()
) -> Explanation:
    """The explanation of a judgement: the place to look at, and the first pieces of evidence."""
    records = located(judgement.reads, locator)
    shown = first(records, MOST_EVIDENCE, locator)
    return Explanation(
        message,
        _deciding(judgement.reads, locator)
        or _line_to_change(records, shown, locator)
        or standing(locator.subject, locator.inventories),
        tuple([evidence(each, locator.inventories) for each in shown]),
        len(records) - len(shown),
        remedies,
    )


def _deciding(reads: Sequence[Read], locator: Locator) -> Place | None:
    """The record to look at where a policy is about a fact: what lacks, else whether it is kept."""
    if not is_derived(locator.subject.path):
        return None
    facts = [read for read in reads if is_derived(locator.written(read.path).path)]
    best = min(facts, key=lambda read: (read.recorded, read.path[-1] != KEPT), default=None)
    if best is None:
        return None
    return placed(locator.decisive(best), locator.inventories).place


def _line_to_change(
    records: Collection[LocatedRecord], shown: Sequence[PlacedRecord], locator: Locator
) -> Place | None:
    """The place of the first record, the subject's own before what it is measured against.

    Args:
        shown: the first records of all.
    """
    if len(records) < 2:
        return shown[0].place if shown else None
    own = locator.standing

    def rank(record: LocatedRecord) -> tuple[bool, bool]:
        return record.path[: len(own)] != own, not record.recorded

    best = min(map(rank, records))
    for each in shown:
        if rank(each.record) == best:
            return each.place
    chosen, *_ = first([each for each in records if rank(each) == best], 1, locator)
    return chosen.place


def standing(subject: Subject, inventories: Sequence[Inventory]) -> Place:
    """The place of a subject; of an inventory its header, of the portfolio the first one's."""
    positions = inventories[max(subject.document, 0)].document.positions
    return place(positions, Locator(subject, inventories).standing or (HEADER,))
