"""Remedies: what would make a cell pass, said only where deciding again shows that it does."""

from collections.abc import Sequence
from typing import assert_never

from checker.explaining.case import Case
from checker.explaining.change import Change, Edit, Unfit, applied, fits
from checker.explaining.places import place, spelt
from checker.explaining.plan import Plan
from checker.explaining.search import search
from checker.explaining.words import listed, word
from checker.inventory import Inventory
from checker.model.places import at, stands
from checker.problems import Place
from checker.report.explanation import Remedy
from checker.shorten import shorten
from checker.values import BudgetSpent

_DEAR = 10
"""A condition that costs a tenth of the budget is not read backwards: its remedies are far."""


def plan_of(case: Case) -> Plan:
    """Changes that together make the cell pass; none if none do."""
    if case.verdict(()) is None or _DEAR * case.recheck.spent > case.budget:
        return ()
    try:
        plan = search(case)
        return plan if _allowed(plan, case) else ()
    except (BudgetSpent, Unfit):  # facts of a large portfolio are not worked out anew
        return ()


def remedies(plan: Plan, inventories: Sequence[Inventory]) -> tuple[Remedy, ...]:
    """The changes of a plan as a report tells them, in the order of the documents."""
    added = [change for change in plan if change.blank]
    whole = [each for each in plan if not any(each.is_of(one, inventories) for one in added)]
    placed = [(_place(change, inventories), change) for change in whole]
    placed.sort(key=lambda each: (each[1].document, each[0][1:]))
    return tuple(
        Remedy(
            spelt(change.path),
            _another(change, plan, inventories) if change.blank else _said(change, inventories),
            place,
        )
        for place, change in placed
    )


def _another(added: Change, plan: Plan, inventories: Sequence[Inventory]) -> str:
    """`had one with date not after 2029-01-01 and outcome ok or conditional`."""
    size = len(added.path) + 1
    parts = [
        f"{spelt(each.path[size:])} {_value(each)}".rstrip()
        for each in sorted(plan, key=lambda each: each.path[size:])
        if each.is_of(added, inventories)
    ]
    return f"had one with {' and '.join(parts)}"


def _value(change: Change) -> str:
    """The value that a change sets in what is added; empty if any will do."""
    return "" if change.free else change.limit or _words(change)


def _words(change: Change) -> str:
    return listed(change.options) + (", among others" if change.others else "")


def _allowed(plan: Plan, case: Case) -> bool:
    """Return whether the schema allows what would stand there then."""
    changed = applied(case.inventories, plan)
    return all(fits(case.inventories, changed, change) for change in plan)


def _place(change: Change, inventories: Sequence[Inventory]) -> Place:
    return place(inventories[change.document].document.positions, change.path)


def _said(change: Change, inventories: Sequence[Inventory]) -> str:
    """The end of a sentence that begins with `would pass if` and the path of a change."""
    option = change.options[0]
    match change.edit:
        case Edit.ADD if change.context:
            return f"had {change.context}, {change.limit}"
        case Edit.ADD:
            return f"included {word(option)}"
        case Edit.DROP:
            return f"did not include {change.limit}"
        case Edit.SET:
            return _set(change, inventories)
        case _:
            assert_never(change.edit)


def _set(change: Change, inventories: Sequence[Inventory]) -> str:
    words = _words(change)
    if not stands(inventories[change.document], change.path):
        if change.free:
            return "were recorded"
        return f"were recorded, {change.limit}" if change.limit else f"were recorded as {words}"
    if change.context:
        return f"were {change.limit} ({change.context})"
    if change.limit:
        known = shorten(word(at(inventories[change.document], change.path)))
        return f"were {change.limit} (it is {known})"
    return f"were {words}"
