"""An explanation: why a cell has its verdict, in values that any format can show."""

from typing import Any

from checker.problems import Place
from checker.record import NamedTuple


class Evidence(NamedTuple):
    """A value of the inventory that decided a verdict, or the one that is not there.

    `value` is JSON data, already redacted where the schema says `sensitive`; `recorded` is False
    where nothing stands at `path`, and `place` is then that of the nearest thing that exists.
    `anchor` is where it is really written, if `place` is an alias.
    """

    path: str
    value: Any
    recorded: bool
    place: Place
    anchor: Place | None = None


class Remedy(NamedTuple):
    """One difference with which, and the other remedies of a result, the policy would pass.

    `text` ends the sentence `would pass if <path>`: `were full`; `place` is where.
    """

    path: str
    text: str
    place: Place


class Explanation(NamedTuple):
    """The reasons of a cell's verdict: the policy's message, the place to change, the evidence.

    `omitted` says how many pieces of evidence there are besides those that are shown.
    """

    message: str
    place: Place
    evidence: tuple[Evidence, ...]
    omitted: int = 0
    remedies: tuple[Remedy, ...] = ()


class Excerpt(NamedTuple):
    """Lines of a document, redacted; the first has the number `first`.

    `place` is where to look, in the last of the lines. There the column to point at is `caret`:
    what stands before it may have been redacted or cut.
    """

    place: Place
    caret: int
    first: int
    lines: tuple[str, ...]
