"""Remedies: what would make a cell pass, said only where deciding again shows that it does."""

from collections.abc import Sequence
from typing import assert_never

from checker.explaining.case import Case
from checker.explaining.change import Change, Edit, applied, fits
from checker.explaining.places import place, spelt
from checker.explaining.plan import Plan
from checker.explaining.search import search, swapped
from checker.explaining.words import listed, word
from checker.inventory import Inventory
from checker.model.places import at
from checker.problems import Place
from checker.report.explanation import Remedy
from checker.report.subject import Subject
from checker.shorten import shorten
from checker.values import BudgetSpent
from checker.verdict import Verdict

_DEAR = 10
"""A condition that costs a tenth of the budget is not read backwards: its remedies are far."""


def remedies(case: Case) -> tuple[Remedy, ...]:
    """Changes that together make the cell pass, in the order of the documents; none if none do."""
    if case.verdict(()) is None or _DEAR * case.recheck.spent > case.budget:
        return ()
    try:
        return _found(case)
    except BudgetSpent:
        return ()


def _found(case: Case) -> tuple[Remedy, ...]:
    plan = search(case)
    if not _allowed(plan, case):
        return ()
    changes = sorted(plan, key=lambda change: (change.document, _place(change, case)[1:]))
    return tuple(
        Remedy(spelt(change.path), _said(change, plan, case), _place(change, case))
        for change in changes
    )


def _allowed(plan: Plan, case: Case) -> bool:
    """Return whether the schema allows what would stand there then."""
    changed = applied(case.inventories, plan)
    return all(fits(case.inventories, changed, change) for change in plan)


def _place(change: Change, case: Case) -> Place:
    return place(case.inventories[change.document].document.positions, change.path)


def _said(change: Change, plan: Plan, case: Case) -> str:
    """The instruction at the place of a change."""
    option = change.options[0]
    match change.edit:
        case Edit.ADD if change.context:
            return f"{change.context}, {change.limit}, would pass"
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
    """The known bounds of a value that is not recorded yet."""
    if change.free:
        return ""
    if change.limit:
        return f"; {change.limit} would pass"
    verdicts = [
        (option, case.verdict(swapped(plan, change, change._replace(options=(option,)))))
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
