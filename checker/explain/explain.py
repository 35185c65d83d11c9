"""Explaining: why a cell has its verdict, worked out again by the tracking evaluator.

What deciding and explaining do not agree about is a bug in vendorgate, and stops the run.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from checker.cel.trace.trace import Read
from checker.cel.trace.tracer import Tracer
from checker.cel.values import BudgetSpent, Timestamp
from checker.explain.judge import Judgement, judge, missing
from checker.explain.recheck import Recheck
from checker.explain.rendering import render
from checker.explain.spots import Spot, evidence, locate, place
from checker.inventory import LISTS, Inventory, portfolio
from checker.policy.policy import WHOLES, Policy, roots
from checker.problems import Place
from checker.report.report import Cell, Evidence, Explanation, Subject
from checker.verdict import Verdict

TRACED = 3_000
"""Units that an explanation may spend: a tenth of a second, for a hundred findings are shown."""

TRACED_A_VENDOR = 20
"""What each vendor adds to that for a policy that looks at all of them at once."""

REPEATED = 100_000
"""Units that finding an error again may spend, where that is more than can be explained."""

TOO_LARGE = "(the condition is too large to be explained clause by clause)"
MOST_EVIDENCE = 20
"""Pieces of evidence that an explanation shows: the first ones in the documents."""


class Disagreement(RuntimeError):  # noqa: N818
    """Deciding and explaining came to different verdicts."""


def explainer(
    policies: Sequence[Policy], inventories: Sequence[Inventory], now: Timestamp
) -> Callable[[Cell], Explanation]:
    """What works out the explanation of any cell of a run; it raises Disagreement."""
    whole = portfolio(inventories)
    compiled: dict[int, Recheck] = {}

    def explain(cell: Cell) -> Explanation:
        subject = cell.subject
        if cell.verdict in {Verdict.PASS, Verdict.SKIP}:
            return Explanation("", standing(subject, inventories), ())
        policy = policies[cell.policy]
        collection = LISTS.get(policy.kind, "")
        if collection and subject.kind == "vendor":
            path = ("vendor", collection)
            judgement = Judgement(missing(policy.on_missing), (Read(path, None, recorded=False),))
            agree(policy, cell, judgement)
            message = untold(policy, subject, collection)
            return _explanation(message, judgement, subject, inventories)
        if cell.policy not in compiled:
            compiled[cell.policy] = Recheck(policy)
        recheck = compiled[cell.policy]
        values = root_values(policy, subject, inventories, {"portfolio": whole, "now": now})
        budget = allowance(policy, subject, inventories)
        tracked = _tracked(policy, recheck, values, budget)
        if tracked is None:
            place = standing(subject, inventories)
            if cell.verdict is Verdict.ERROR:
                return Explanation(_costly(policy, recheck.judge(values, REPEATED)), place, ())
            message = render(policy.message, Tracer(values, policy.variables, budget), subject)
            return Explanation(f"{message} {TOO_LARGE}", place, ())
        agree(policy, cell, tracked)
        if tracked.problem:
            message = unevaluated(policy, tracked.problem)
        else:
            message = render(policy.message, Tracer(values, policy.variables, budget), subject)
            message += f" ({tracked.doubt})" if tracked.doubt else ""
        return _explanation(message, tracked, subject, inventories)

    return explain


def root_values(
    policy: Policy, subject: Subject, inventories: Sequence[Inventory], given: Mapping[str, Any]
) -> dict[str, Any]:
    """The values of the CEL variables of a policy on a subject."""
    values = {**given, "params": policy.params}
    if subject.document >= 0:
        view = inventories[subject.document].view
        values["inventory"] = view
        if subject.path:
            values["vendor"] = view["vendors"][subject.path[1]]
        if subject.collection:
            values[policy.kind] = values["vendor"][subject.collection][subject.path[3]]
    return {name: values[name] for name in roots(policy.kind)}


def allowance(policy: Policy, subject: Subject, inventories: Sequence[Inventory]) -> int:
    """The units that explaining a cell in a report may spend."""
    if policy.kind not in WHOLES:
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
        return judge(policy, Tracer(values, policy.variables, budget))
    except BudgetSpent:
        return None


def _costly(policy: Policy, again: Judgement | None) -> str:
    """What is wrong with a policy that costs more than may be tracked."""
    problem = f"it spends its budget, or more than {REPEATED:,} units of it before it fails"
    return unevaluated(policy, problem if again is None else again.problem)


def unevaluated(policy: Policy, problem: str) -> str:
    """What an error says: it is the policy's fault, not the vendor's."""
    return f"policy '{policy.id}' cannot be evaluated: {problem}"


def untold(policy: Policy, subject: Subject, collection: str) -> str:
    """What is said of a vendor that lacks the whole list that a policy is for."""
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


def _explanation(
    message: str, judgement: Judgement, subject: Subject, inventories: Sequence[Inventory]
) -> Explanation:
    found = ranked(judgement.reads, subject, inventories)
    return Explanation(
        message,
        _line_to_change(found, subject) or standing(subject, inventories),
        tuple(piece for _, piece in found[:MOST_EVIDENCE]),
        max(len(found) - MOST_EVIDENCE, 0),
    )


def ranked(
    reads: Iterable[Read], subject: Subject, inventories: Sequence[Inventory]
) -> list[tuple[Spot, Evidence]]:
    """What was read, each place once, in the order of the documents."""
    spots = _distinct(locate(read, subject) for read in reads)
    found = [(spot, evidence(spot, inventories)) for spot in spots]
    found.sort(key=lambda each: (each[0].document, *each[1].place[1:], each[1].path))
    return found


def _distinct(spots: Iterable[Spot]) -> Iterable[Spot]:
    """Each place once: CEL may have reached it under two names."""
    return {(spot.document, spot.path): spot for spot in spots}.values()


def _line_to_change(found: Sequence[tuple[Spot, Evidence]], subject: Subject) -> Place | None:
    """The first evidence, the subject's own before what it is measured against."""
    depth = len(subject.path)
    best = min(
        found,
        key=lambda each: (each[0].path[:depth] != subject.path, not each[0].recorded),
        default=None,
    )
    return None if best is None else best[1].place


def standing(subject: Subject, inventories: Sequence[Inventory]) -> Place:
    """Where a subject stands; an inventory at its header, the portfolio at the first one's."""
    positions = inventories[max(subject.document, 0)].document.positions
    return place(positions, subject.path or ("inventory",))
