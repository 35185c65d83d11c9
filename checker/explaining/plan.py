"""A plan: changes that are made together; and how the plans of several clauses become one."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from checker.explaining.change import Change, Edit

Plan: TypeAlias = tuple[Change, ...]

MOST_CHANGES = 20
"""Changes of one plan: nobody reads more."""

_MOST_PLANS = 8


def merged(plan: Plan, more: Plan) -> Plan | None:
    """Both plans as one, None if they want different things of one place."""
    changes = {change.address: change for change in plan}
    for change in more:
        known = changes.get(change.address)
        both = change if known is None else _both(known, change)
        if both is None:
            return None
        changes[change.address] = both
    whole = tuple(changes.values())
    return None if len(whole) > MOST_CHANGES or _crossed(whole) else whole


def _crossed(plan: Plan) -> bool:
    """Whether a list would lose elements while others of it are changed: which, none could say."""
    emptied = [change.address for change in plan if change.edit is Edit.DROP]
    return any(
        (change.document, change.path[: len(path)]) == (document, path)
        for document, path in emptied
        for change in plan
        if change.address != (document, path)
    )


def _both(one: Change, other: Change) -> Change | None:
    if one == other:
        return one
    if not one.edit is other.edit is Edit.SET:
        return None
    if one.free or other.free:
        return other if one.free else one
    if one.limit or other.limit:
        return other if one.limit else one
    shared = tuple(option for option in one.options if option in other.options)
    return one._replace(options=shared) if shared else None


def every(parts: Iterable[Sequence[Plan]]) -> list[Plan]:
    """The cheapest plan that does what each part asks for, if there is one.

    Args:
        parts: of each part the plans any of which would do.
    """
    whole: Plan = ()
    for plans in sorted(parts, key=len):
        joined = [both for plan in plans if (both := merged(whole, plan)) is not None]
        if not joined:
            return []
        whole = min(joined, key=len)
    return [whole]


def any_of(parts: Iterable[Sequence[Plan]]) -> list[Plan]:
    """The plans of all parts, the cheapest first."""
    return sorted((plan for plans in parts for plan in plans), key=len)[:_MOST_PLANS]


def touched(plan: Plan, document: int) -> set[int] | None:
    """The vendors of an inventory that a plan changes; None if it changes more of it."""
    paths = [change.path for change in plan if change.document == document]
    if any(len(path) < len(("vendors", 0, "field")) or path[0] != "vendors" for path in paths):
        return None
    return {int(path[1]) for path in paths}
