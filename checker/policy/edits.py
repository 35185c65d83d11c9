"""Edits of a list that is a parameter: what is added to it, and what is taken from it."""

from collections.abc import Iterator
from typing import Any

from checker.parse.positions import Path, Positions
from checker.problems import Problem
from checker.suggest import did_you_mean

_EDITS = ("add", "remove")


def is_edit(value: Any, own: Any) -> bool:
    """Return whether a configuration edits a policy's list, and does not replace it."""
    return isinstance(own, list) and isinstance(value, dict)


def edited(value: Any, own: Any) -> Any:
    """The value in force: the list as it is edited, else the value that replaces the policy's."""
    if not is_edit(value, own):
        return value
    kept = [item for item in own if not _holds(_items(value, "remove"), item)]
    return [*kept, *(item for item in _items(value, "add") if not _holds(kept, item))]


def edit_problems(positions: Positions, path: Path, value: Any, own: Any) -> Iterator[Problem]:
    """The problems of an edit of a list."""
    for name, items in value.items():
        if name not in _EDITS:
            message = f"unknown key '{name}' (expected a list, or what to add and to remove)"
            yield Problem(positions.key((*path, name)), message, did_you_mean(name, _EDITS))
        elif not isinstance(items, list) or not items:
            place = positions.value((*path, name))
            yield Problem(place, f"'{name}' is no list of values (expected at least one)")
    for number, item in enumerate(_items(value, "remove")):
        if not _holds(own, item):
            place = positions.value((*path, "remove", number))
            hint = did_you_mean(str(item), list(map(str, own)))
            yield Problem(place, f"{item!r} is not in the policy's list: it removes nothing", hint)
    if not value:
        yield Problem(positions.key(path), "an edit without 'add' or 'remove' changes nothing")


def _items(value: Any, name: str) -> list[Any]:
    items = value.get(name)
    return items if isinstance(items, list) else []


def _holds(items: Any, value: Any) -> bool:
    # true is no 1 in YAML.
    return any(item == value and type(item) is type(value) for item in items)
