"""The changes that a configuration makes to policies, in few words: `limit 5 → 9`."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from checker.overridden import Effect, Overridden
from checker.report.report import Report
from checker.shorten import shorten

_MOST = 3


def with_effect(report: Report, effect: Effect) -> list[str]:
    """The policies that are changed to one effect, each with these changes."""
    told = []
    for policy in report.policies:
        changes = [change(each) for each in policy.overridden if each.effect is effect]
        if changes:
            told.append(f"{policy.id}: {', '.join(changes)}")
    return told


def few(texts: Sequence[str]) -> str:
    """The first of several texts, and how many more there are."""
    more = len(texts) - _MOST
    return "; ".join([*texts[:_MOST], *([f"and {more} more"] if more > 0 else [])])


def change(overridden: Overridden) -> str:
    """One change, from the policy's own value to the one in force."""
    name, value, own = overridden.name.removeprefix("params."), overridden.value, overridden.own
    if name == "enabled":
        return "disabled"
    if isinstance(value, list) and isinstance(own, list):
        return f"{name} {shorten(' '.join(_edits(own, value)), 80) or 'in another order'}"
    return f"{name} {_value(own)} → {_value(value)}"


def _edits(own: Sequence[Any], value: Sequence[Any]) -> Iterator[str]:
    before, after = Counter(map(_value, own)), Counter(map(_value, value))
    yield from (f"+{each}" for each in (after - before))
    yield from (f"-{each}" for each in (before - after))


def _value(value: Any) -> str:
    return shorten(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
