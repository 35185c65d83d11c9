"""Waivers for a person: what is wrong with them, and which findings are accepted until when."""

from collections.abc import Iterator

from checker.formats.escape import plain
from checker.formats.marks import SEVERITIES
from checker.formats.style import Colour, Style
from checker.formats.summary import number
from checker.formats.width import hanging
from checker.report.report import Report
from checker.report.waivers import State, WaiverDefect, WaiverEntry

LIMIT = 20
"""Waivers of each state that a report lists: all of them are in the file."""


def waivers(report: Report, *, width: int, style: Style) -> Iterator[str]:
    """The problems of waivers, then those that cover something, the soonest to end first."""
    defects = report.waivers.defects
    for defect in defects[:LIMIT]:
        yield from _defect(defect, width, style)
    if len(defects) > LIMIT:
        yield f"  and {len(defects) - LIMIT:,} more (all of them: -o json)"
    covering = [each for each in report.waivers.entries if each.covers]
    covering.sort(key=lambda each: each.days_left)
    if defects and covering:
        yield ""
    for entry in covering[:LIMIT]:
        yield from waiver_lines(entry, width, style)
    if len(covering) > LIMIT:
        yield f"  and {len(covering) - LIMIT:,} more (all of them: vendorgate waivers)"


def render(report: Report, *, width: int, colour: bool) -> str:
    """Every waiver with the days that it has left, the soonest to end first, then the defects."""
    style = Style(colour)
    entries = sorted(report.waivers.entries, key=lambda each: each.days_left)
    total = sum(each.covers for each in entries)
    lines = [
        style(
            Colour.BOLD,
            f"{number(len(entries), 'waiver')} on {plain(report.as_of[:10])}, "
            f"{number(total, 'check')} waived",
        )
    ]
    for entry in entries:
        lines += ["", *waiver_lines(entry, width, style)]
    if report.waivers.defects:
        lines.append("")
    for defect in report.waivers.defects:
        lines += _defect(defect, width, style)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def waiver_lines(entry: WaiverEntry, width: int, style: Style) -> Iterator[str]:
    """A waiver: how long it lasts, what it is about, why, and who answers for it."""
    state, colour = _state(entry)
    about = f"{plain(entry.id)}: {plain(entry.policy)} on {plain(entry.about)}"
    yield from _led(state, colour, about, width, style)
    yield from hanging("    ", plain(entry.reason), width)
    approved = f"approved by {entry.approved_by}" if entry.approved_by else "not approved"
    ticket = f", {entry.ticket}" if entry.ticket else ""
    who = f"owner {entry.owner}, {approved}{ticket}; until {entry.expires}; {_covers(entry)}"
    yield from hanging("    ", plain(who), width)
    yield f"    {plain(str(entry.place))}"


def _state(entry: WaiverEntry) -> tuple[str, Colour]:
    if entry.state is not State.IN_FORCE:
        quiet = entry.state in {State.PENDING, State.ELSEWHERE}
        return entry.state.value, Colour.DIM if quiet else Colour.ALARM
    left = "last day" if entry.days_left == 0 else f"{number(entry.days_left, 'day')} left"
    return f"~ {left}", Colour.YELLOW


def _covers(entry: WaiverEntry) -> str:
    return f"covers {number(entry.covers, 'check')}" if entry.covers else "covers nothing"


def _defect(defect: WaiverDefect, width: int, style: Style) -> Iterator[str]:
    label = defect.severity.value
    mild = "" if defect.gating else " (does not block)"
    yield from _led(
        label, SEVERITIES[defect.severity], f"{plain(defect.message)}{mild}", width, style
    )
    yield f"    {plain(str(defect.place))}"


def _led(word: str, colour: Colour, text: str, width: int, style: Style) -> Iterator[str]:
    """The text in lines behind a word in its colour, which takes no room of its own."""
    first, *rest = hanging(f"  {word}  ", text, width)
    yield first.replace(word, style(colour, word), 1)
    yield from rest
