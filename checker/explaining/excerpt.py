"""The excerpt: the lines of an inventory that show a piece of evidence, and nothing sensitive."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from checker.explaining.places import LocatedRecord, spelt
from checker.explaining.redact import REDACTED, hides
from checker.inventory import Inventory
from checker.parse.positions import Path, Positions
from checker.problems import Place
from checker.report.account import ShownEvidence
from checker.report.explanation import Evidence, Excerpt
from checker.shorten import window
from checker.validate.schema import at

BEFORE = 2
"""Lines before the one that decides."""

LONGEST = 400
"""Characters of a line: a file may be one single line."""

_CLOSING = " \t,}]"
"""Characters that may stand between a value and the next node."""


def shown_evidence(
    record: LocatedRecord, evidence: Evidence, inventory: Inventory
) -> ShownEvidence:
    """A piece of evidence with the lines that show it."""
    positions = inventory.document.positions
    if not record.recorded:
        path, place = positions.nearest(record.path)
        use = _use(positions, path)
        nearest = spelt(path) if path else ""
    else:
        # What CEL's `inventory` has beside its header has a value even where it is not written.
        use = _use(positions, positions.nearest(record.path)[0])
        place = _written(positions, record.path)
        nearest = ""
    if use is None:
        return ShownEvidence(evidence, nearest, excerpt(inventory, place), None)
    return ShownEvidence(evidence, nearest, excerpt(inventory, use), excerpt(inventory, place))


def _use(positions: Positions, path: Path) -> Place | None:
    """The first alias on the way to the value at a path."""
    for length in range(1, len(path) + 1):
        if positions.anchor(path[:length]) is not None:
            return positions.value(path[:length])
    return None


def _written(positions: Positions, path: Path) -> Place:
    """The place at which a value is written; one that begins below its key, at the key."""
    try:
        anchor = positions.anchor(path)
        value = positions.value(path)
    except KeyError:  # the portfolio, and what CEL's `inventory` has beside its header
        return positions.nearest(path)[1]
    if anchor is not None:
        return anchor
    key = positions.key(path)
    return value if value.line == key.line else key


def excerpt(
    inventory: Inventory, place: Place, secrets: Sequence[tuple[int, int]] | None = None
) -> Excerpt:
    """The line of a place and those before it.

    Args:
        secrets: what `sensitive` says of the inventory; without it only these lines are searched.
    """
    positions = inventory.document.positions
    first = max(place.line - BEFORE, 1)
    start = positions.line(first)
    end = positions.line(place.line) + len(positions.excerpt(place.line))
    if secrets is None:
        secret = sorted(_sensitive(inventory, start, end))
    else:
        begin = max(bisect_left(secrets, (start, start)) - 1, 0)
        secret = list(secrets[begin : bisect_left(secrets, (end, end))])
    lines = []
    column = place.column
    for number in range(first, place.line + 1):
        at = place.column if number == place.line else 1
        text, at = _redacted(positions.excerpt(number), positions.line(number), secret, at)
        text, at = window(text, at, LONGEST)
        lines.append(text)
        column = at
    return Excerpt(place, column, first, tuple(lines))


def sensitive(inventory: Inventory) -> list[tuple[int, int]]:
    """The extents of all sensitive values, apart and in order: one search for many excerpts."""
    apart: list[tuple[int, int]] = []
    length = len(inventory.document.positions.text)
    for start, end in sorted(_sensitive(inventory, 0, length + 1)):
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(apart[-1][1], end)
        else:
            apart.append((start, end))
    return apart


def _redacted(
    text: str, offset: int, secret: list[tuple[int, int]], column: int
) -> tuple[str, int]:
    """A line without what is secret, and where the column came to stand."""
    parts = []
    position = moved = 0
    for start, end in secret:
        begin, stop = max(start - offset, position), min(end - offset, len(text))
        if begin < stop:
            stop = begin + len(text[begin:stop].rstrip(_CLOSING))
        if begin >= stop:
            continue
        parts += [text[position:begin], REDACTED]
        if column - 1 >= stop:
            moved += len(REDACTED) - (stop - begin)
        elif column - 1 > begin:
            moved = begin + 1 - column + moved
        position = stop
    return "".join([*parts, text[position:]]), column + moved


def _sensitive(inventory: Inventory, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The extents of the sensitive values that reach into a part of the text."""
    document, fields = inventory.document, inventory.fields
    waiting: list[tuple[Path, Any]] = [((), document.data)]
    while waiting:
        path, data = waiting.pop()
        # Most of a document can hold nothing sensitive: where it stands need not be found out.
        if not hides(path, fields):
            continue
        extent = document.positions.extent(path)
        if extent[0] >= end or extent[1] <= start:
            continue
        if at("inventory", path, fields).sensitive:
            yield extent
        elif isinstance(data, dict | list):
            pairs = data.items() if isinstance(data, dict) else enumerate(data)
            waiting += [((*path, step), each) for step, each in pairs]
