"""Whether a report is what its inputs give, as text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from typing import TypeVar

from checker.formats.brief import brief
from checker.formats.escape import plain
from checker.formats.moment import moment
from checker.formats.summary import number
from checker.formats.width import hanging
from checker.report.differences import ADDED, GONE, TWICE, Check, Differences
from checker.report.verification import Verification

_T = TypeVar("_T")

MOST = 20
"""Files, and checks, that are told; the others are counted."""

_TEXT = 200


def render(found: Verification, *, width: int) -> str:
    """Whether the report is what its inputs give, else all that differs.

    Args:
        width: columns that a line may take.
    """
    source = "the work tree" if found.commit is None else f"the commit {found.commit}"
    if found.differences is not None:
        head = f"differs: {plain(found.path)} is not what {source} gives"
        return _text(chain(hanging("", head, width), _lines(found.differences, width)))
    told = number(found.checks, "check")
    text = (
        f"same: {plain(found.path)} is, byte for byte, what {source} gives as of "
        f"{moment(plain(found.as_of))}: {told}, {number(len(found.inputs), 'input')}"
    )
    return _text(hanging("", text, width))


def _lines(found: Differences, width: int) -> Iterator[str]:
    if not any(found):
        text = "it says the same in other bytes: it was written anew, or a key stands twice in it"
        yield from hanging("  ", text, width)
    if found.version is not None:
        told, made = found.version
        name = brief(told, _TEXT) or "not recorded"
        text = f"tool: version {name} in the report, {plain(made)} here"
        if told == made:
            text = "tool: it names another one, or more than it"
        yield from hanging("  ", text, width)
    yield from _list(found.inputs, "input", _input, width)
    yield from _list(found.checks, "check", _check, width)
    if found.others:
        names = ", ".join(brief(each, 40) for each in found.others[:MOST])
        more = len(found.others) - MOST
        text = f"{names} and {more} more" if more > 0 else names
        yield from hanging("  other members: ", text, width)


def _list(items: Sequence[_T], noun: str, told: Callable[[_T], str], width: int) -> Iterator[str]:
    if not items:
        return
    yield f"  {number(len(items), noun)} {'differs' if len(items) == 1 else 'differ'}"
    for each in items[:MOST]:
        yield from hanging("    ", told(each), width)
    if len(items) > MOST:
        yield f"    and {len(items) - MOST:,} more"


def _input(item: tuple[str, str]) -> str:
    path, how = item
    return f"{brief(path, _TEXT)}: {how}"


def _check(check: Check) -> str:
    policy, subject = brief(check.policy, _TEXT), brief(check.subject, _TEXT)
    about = f"{policy or '(no policy)'} on {subject or '(no subject)'}"
    told, made = brief(check.told, _TEXT), brief(check.made, _TEXT)
    if check.parts[0] in {GONE, ADDED, TWICE}:
        return f"{about}: {told or '(no verdict)'}, {check.parts[0]}"
    if "verdict" in check.parts:
        return f"{about}: {told or '(no verdict)'} in the report, {made} here"
    if "message" in check.parts:
        return f"{about}: it says '{told}' in the report, '{made}' here"
    return f"{about}: {', '.join(brief(each, 40) for each in check.parts[:MOST])}"


def _text(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
