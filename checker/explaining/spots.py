"""Spots: where in which document a read of CEL's variables stands, and how it is shown."""

import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from checker.cel.trace.record import Path
from checker.cel.trace.trace import Read
from checker.explaining.redact import redacted
from checker.inventory import LISTS, Inventory
from checker.parse.positions import Positions
from checker.problems import Place
from checker.report.explanation import Evidence
from checker.report.subject import Subject
from checker.shorten import shorten

_LONGEST = 200
_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class Spot(NamedTuple):
    """A read, located: the index of its document, and the path in it (empty: the portfolio)."""

    document: int
    path: Path
    value: Any
    recorded: bool


def locate(read: Read, subject: Subject) -> Spot:
    """The place of a read of a policy on this subject."""
    root, *rest = read.path
    document = max(subject.document, 0)
    path: Path
    if root == "vendor":
        path = (*subject.path[:2], *rest)
    elif root in LISTS:
        path = (*subject.path, *rest)
    elif root == "inventory":
        path = _of_inventory(rest)
    elif len(rest) < 2:
        path = ()
    else:
        document, path = int(rest[1]), _of_inventory(rest[2:])
    return Spot(document, path, read.value, read.recorded)


def _of_inventory(rest: Sequence[str | int]) -> Path:
    """The path in a document of what CEL's `inventory` has: its header, and lists beside it."""
    if rest and rest[0] in {"calendar", "organisations", "vendors"}:
        return tuple(rest)
    return ("inventory", *rest)


def evidence(spot: Spot, inventories: Sequence[Inventory]) -> Evidence:
    """A spot as a report shows it: redacted, cut to size, with its place."""
    positions = inventories[spot.document].document.positions
    value = shown(redacted(spot.path, spot.value)) if spot.recorded else None
    return Evidence(
        spelt(spot.path),
        value,
        spot.recorded,
        place(positions, spot.path),
        anchor(positions, spot.path),
    )


def shown(value: Any) -> Any:
    """The value itself if it is short, else its beginning, or how many things it holds."""
    if isinstance(value, str):
        return shorten(value, _LONGEST)
    if isinstance(value, list | dict) and len(json.dumps(value)) > _LONGEST:
        noun = "element" if isinstance(value, list) else "key"
        return f"({len(value)} {noun}{'' if len(value) == 1 else 's'})"
    return value


def spelt(path: Path) -> str:
    """`vendors[3].data[2].encryption.at_rest`; the portfolio has no path in any document."""
    if not path:
        return "portfolio"
    text = "".join(
        f".{step}" if isinstance(step, str) and _WORD.fullmatch(step) else f"[{json.dumps(step)}]"
        for step in path
    )
    return text.removeprefix(".")


def place(positions: Positions, path: Path) -> Place:
    """The place to change the value at a path, or the value that would hold it.

    Where an alias stands on the way, its use: what it stands for belongs to another vendor, too.
    """
    use = _alias(positions, path)
    return positions.nearest(path)[1] if use is None else positions.value(use)


def anchor(positions: Positions, path: Path) -> Place | None:
    """The place at which the value is written, or would be, if an alias stands on the way to it."""
    use = _alias(positions, path)
    if use is None:
        return None
    above, nearest = positions.nearest(path)
    return positions.anchor(use) if above == use else nearest


def _alias(positions: Positions, path: Path) -> Path | None:
    """The first part of a path at which an alias stands."""
    for length in range(1, len(path) + 1):
        try:
            if positions.anchor(path[:length]) is not None:
                return path[:length]
        except KeyError:
            break
    return None
