"""Diffs: the lines of a policy's YAML that a change touches, before and after it."""

import json
from collections.abc import Sequence
from textwrap import dedent
from typing import Any

from checker.parse.positions import Path
from checker.record import NamedTuple
from checker.shorten import shorten
from checker.testing.edits import Change, edited
from checker.testing.sources import Source

_PLAIN_START = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

_LONG = 6
"""Elements of a list that are shown all."""

_WIDE = 60
"""Characters of an element of a longer list."""


class Diff(NamedTuple):
    """Lines without their common indentation, as they stand and as they would stand."""

    old: tuple[str, ...]
    new: tuple[str, ...]


def of_text(source: Source, path: Path, text: str, changes: Sequence[Change]) -> Diff:
    """The lines that changes of the text at a path touch.

    Where YAML writes the text otherwise (escapes in quotes), it is the text's own lines.
    """
    first = source.inside(path, text, changes[0].start)
    last = source.inside(path, text, max(changes[-1].end - 1, changes[-1].start))
    positions = source.document.positions
    lines = [positions.excerpt(line) for line in range(first.line, last.line + 1)]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    written = "\n".join(lines)
    moved = []
    for change in changes:
        start = source.inside(path, text, change.start)
        end = start
        if change.end > change.start:
            end = source.inside(path, text, change.end - 1)
            end = end._replace(column=end.column + 1)
        moved.append(
            Change(
                starts[start.line - first.line] + start.column - 1,
                starts[end.line - first.line] + end.column - 1,
                change.text,
            )
        )
    if all(_same(written, text, *pair) for pair in zip(moved, changes, strict=True)):
        return _diff(written, edited(written, tuple(moved)))
    return _diff(text, edited(text, tuple(changes)))


def of_value(path: Path, old: Any, new: Any) -> Diff:
    """A parameter, or a part of one, on one line each; of a long list what is near the change."""
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    name = "".join(steps).removeprefix(".")
    if isinstance(old, list) and len(old) > _LONG and isinstance(new, list):
        pairs = enumerate(zip(old, new, strict=False))
        index = next((index for index, (one, other) in pairs if one != other), len(new))
        start, end = max(index - 1, 0), index + 2
        return Diff(
            (f"{name}: {_window(old, start, end)}",), (f"{name}: {_window(new, start, end - 1)}",)
        )
    return Diff((f"{name}: {_flow(old)}",), (f"{name}: {_flow(new)}",))


def _window(items: Sequence[Any], start: int, end: int) -> str:
    shown = ", ".join(shorten(_flow(item), _WIDE) for item in items[start:end])
    return f"[{'…, ' if start > 0 else ''}{shown}{', …' if end < len(items) else ''}]"


def _same(written: str, text: str, moved: Change, change: Change) -> bool:
    there, here = written[moved.start : moved.end], text[change.start : change.end]
    return there.split() == here.split()


def _diff(old: str, new: str) -> Diff:
    before, after = old.splitlines(), new.splitlines()
    while before and after and before[0] == after[0]:
        before, after = before[1:], after[1:]
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    after = [line.rstrip() for line in after if line.strip()]
    both = dedent("\n".join([*before, *after])).splitlines()
    return Diff(tuple(both[: len(before)]), tuple(both[len(before) :]))


def _flow(value: Any) -> str:
    match value:
        case list():
            return f"[{', '.join(map(_flow, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {_flow(each)}' for key, each in value.items())}}}"
        case str() if value[:1] in _PLAIN_START and value.replace("_", "a").isalnum():
            return value
        case _:
            return json.dumps(value, ensure_ascii=False)
