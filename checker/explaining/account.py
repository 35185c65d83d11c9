"""The account of one cell: its condition clause by clause, and the lines that decided.

Unlike the explanation of a finding it is told for every verdict, also for a pass and a skip.
"""

from collections.abc import Iterator

from checker.cel.trace.dependencies import dependencies_of
from checker.cel.trace.record import Record
from checker.cel.trace.trace import Read, reads
from checker.cel.trace.tracer import Tracer
from checker.evaluate.run import Run
from checker.explaining.case import root_values
from checker.explaining.excerpt import shown_evidence
from checker.explaining.explain import (
    DOES_NOT_APPLY,
    MOST_EVIDENCE,
    TOO_LARGE,
    agree,
    allowance,
)
from checker.explaining.explainer import Explainer
from checker.explaining.judge import grounds, judge
from checker.explaining.order import first, located
from checker.explaining.places import Locator, evidence
from checker.explaining.recheck import Recheck
from checker.explaining.rendering import render
from checker.explaining.tree import Tree
from checker.explaining.values import Presenter
from checker.inventory import LISTS
from checker.policy.policy import Policy
from checker.policy.schedule import Standing
from checker.record import NamedTuple
from checker.report.account import Account, Part
from checker.report.matrix import Cell
from checker.report.report import Report, fingerprint
from checker.report.subject import Subject
from checker.report.waivers import State, note
from checker.values import BudgetSpent
from checker.verdict import OnMissing, Verdict

GENEROUS = 10
"""The factor by which one account may spend more than one of the many of a report."""


class _Heard(NamedTuple):
    """The records of the policy's expressions; None was not read."""

    when: Record | None
    require: Record | None
    reads: tuple[Read, ...]
    message: str = ""
    too_large: bool = False


def account(run: Run, report: Report, cell: Cell, configured: Policy) -> Account:
    """The account of a cell of a run that was decided.

    Args:
        report: what the run came to.
        configured: the policy as it stands; the run may put one that is not in force to the test.

    Raises:
        Disagreement: deciding and explaining came to different verdicts.
    """
    policy, subject, inventories = run.policies[cell.policy], cell.subject, run.inventories
    explanation = Explainer(run).explain(cell)
    locator = Locator(subject, inventories)
    tree = Tree(Presenter(locator))
    tracer: Tracer | None = None
    if _untold(policy, subject):
        path = ("vendor", _untold(policy, subject))
        heard = _Heard(None, None, (Read(path, None, recorded=False),))
    else:
        values = root_values(run, policy, subject)
        budget = GENEROUS * allowance(policy, subject, inventories)
        tracer = Tracer(values, policy.variables, budget)
        if Recheck(policy).judge(values, budget) is None:
            heard = _Heard(None, None, (), too_large=True)
        else:
            again = Tracer(values, policy.variables, budget)
            heard = _heard(policy, cell, tracer, again, locator)
    records = located(heard.reads, locator)
    shown = first(records, MOST_EVIDENCE, locator)
    return Account(
        version=report.version,
        as_of=report.as_of,
        inputs=report.inputs,
        policy=report.policies[cell.policy],
        params=policy.params,
        subject=subject,
        verdict=cell.verdict,
        place=explanation.place,
        # One account may spend more than a report, and its notes say where that is not enough.
        message=explanation.message.removesuffix(f" {TOO_LARGE}") or heard.message,
        notes=(*_accepted(report, cell), *_standing(configured), *_notes(policy, cell, heard)),
        parts=tuple(_parts(policy, heard, tracer, tree)),
        shown_evidence=tuple(
            shown_evidence(each.record, evidence(each, inventories), inventories[each.document])
            for each in shown
        ),
        omitted=len(records) - len(shown),
        remedies=explanation.remedies,
    )


def _accepted(report: Report, cell: Cell) -> Iterator[str]:
    """The reason for which a cell is waived, or for which a waiver about it does not count."""
    waiver = report.waivers.of(fingerprint(report.policies[cell.policy].id, cell.subject))
    if waiver is None:
        return
    if waiver.state is State.IN_FORCE:
        who = f"approved by {waiver.approved_by}, until {waiver.expires}"
        yield f"waived by '{waiver.id}' ({who}): {waiver.reason}"
    else:
        yield note(waiver).strip(" ()")


def _untold(policy: Policy, subject: Subject) -> str:
    """The list that the policy is about, if the vendor has none."""
    return "" if subject.subject_kind == policy.subject_kind else LISTS.get(policy.subject_kind, "")


def _heard(policy: Policy, cell: Cell, tracer: Tracer, again: Tracer, locator: Locator) -> _Heard:
    try:
        judgement = judge(policy, tracer)
    except BudgetSpent:
        return _Heard(None, None, (), too_large=True)
    agree(policy, cell, judgement)
    when, require = judgement.when, judgement.require
    if cell.verdict is not Verdict.PASS:
        return _Heard(when, require, judgement.reads)
    return _Heard(when, require, grounds(judgement), render(policy.message, again, locator))


def _standing(policy: Policy) -> Iterator[str]:
    """The reason for which the policy is not in force."""
    passed_over = "'vendorgate check' does not evaluate it"
    if not policy.enabled:
        yield f"disabled by configuration: {passed_over}"
    elif policy.standing is Standing.OVER:
        yield f"no longer in force, its last day was {policy.effective.last}: {passed_over}"
    elif policy.standing is Standing.COMING:
        first = policy.effective.first
        yield f"coming: in force from {first}; until then its findings block nothing"


def _notes(policy: Policy, cell: Cell, heard: _Heard) -> Iterator[str]:
    if heard.too_large:
        yield TOO_LARGE.strip("()")
        return
    collection = _untold(policy, cell.subject)
    decided = heard.when if heard.require is None else heard.require
    if collection:
        yield f"nothing was evaluated: the vendor has no '{collection}'"
    elif cell.verdict is Verdict.SKIP and decided is not None and decided.outcome is False:
        yield DOES_NOT_APPLY
    gap = bool(collection) or (decided is not None and isinstance(decided.outcome, KeyError))
    if gap and policy.on_missing is not OnMissing.UNKNOWN:
        yield f"what is not recorded counts as {policy.on_missing.value} (on_missing)"


def _parts(policy: Policy, heard: _Heard, tracer: Tracer | None, tree: Tree) -> Iterator[Part]:
    """`when`, `require` and the variables, in this order."""
    decided = heard.when if heard.require is None else heard.require
    silent = decided is not None and not reads(dependencies_of(decided))
    if policy.when is not None:
        settles = heard.require is None or silent
        yield Part("when", tree.draw(policy.when, heard.when, decided=settles))
    yield Part("require", tree.draw(policy.require, heard.require, decided=True))
    drawn: list[Part] = []
    # A variable reads those before it, and has its part in the verdict from those after it.
    for name, expression in reversed(list(policy.variables.items())):
        record, needed = (None, False) if tracer is None else tracer.recall(name)
        told = name in tree.deciding
        clause = tree.draw(expression, record, decided=told, needed=needed)
        drawn.append(Part(f"variables.{name}", clause))
    yield from reversed(drawn)
