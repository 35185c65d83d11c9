r"""The calendar: a forecast as iCalendar (RFC 5545), for a reviewer to subscribe to.

An event is a whole day, and its UID the fingerprint of the finding to come: another forecast moves
the event instead of adding one. No clock is read: the stamp is the moment of the forecast.
"""

from collections.abc import Iterator

from checker.formats.escape import plain
from checker.formats.problems import render_problem
from checker.report.forecast import Change, ChangeExplainer, Forecast
from checker.report.undone import Undone
from checker.version import __version__

_LONGEST = 75
"""Octets of a line, its break aside (section 3.1)."""


def render(forecast: Forecast, explainer: ChangeExplainer) -> str:
    """The whole calendar; lines end with CR LF, as section 3.1 asks."""
    return "".join(f"{part}\r\n" for line in _lines(forecast, explainer) for part in _folded(line))


def render_undone(undone: Undone) -> str:
    """The whole calendar of a run that came to no forecast: its name and description say so."""
    told = [render_problem(problem).rstrip() for problem in undone.problems]
    lines = [
        *_begin(__version__),
        f"X-WR-CALNAME:vendorgate forecast: none (exit code {undone.code:d})",
        "X-WR-CALDESC:" + r"\n".join(_text(line) for line in told),
        *_NO_EVENT,
        "END:VCALENDAR",
    ]
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _begin(version: str) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//vendorgate//vendorgate {_text(version)}//EN"
    yield "CALSCALE:GREGORIAN"


def _lines(forecast: Forecast, explainer: ChangeExplainer) -> Iterator[str]:
    yield from _begin(forecast.version)
    yield "X-WR-CALNAME:vendorgate forecast"
    changes = (*forecast.changes, *forecast.worse)
    if not changes:
        yield from _NO_EVENT
    stamp = _instant(forecast.as_of)
    for change in changes:
        yield from _event(explainer, change, stamp)
    yield "END:VCALENDAR"


_NO_EVENT = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""A calendar without any component is none (section 3.4); this one says nothing."""


def _event(explainer: ChangeExplainer, change: Change, stamp: str) -> Iterator[str]:
    explanation = explainer.explain(change)
    told = [
        explanation.message or f"{change.policy.title}: it no longer applies",
        f"from {change.at}",
        str(explanation.place),
        f"owner: {change.subject.owner}" if change.subject.owner else "",
        f"fix: {change.policy.fix}" if change.policy.fix else "",
    ]
    subject = f"{change.policy.id} on {change.subject}"
    yield "BEGIN:VEVENT"
    yield f"UID:{change.fingerprint}@vendorgate"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{change.day.replace('-', '')}"
    yield f"SUMMARY:{_text(f'{change.verdict.value}: {subject}')}"
    # Each line is escaped on its own: the breaks between them are ours.
    yield "DESCRIPTION:" + r"\n".join(_text(line) for line in told if line)
    yield f"CATEGORIES:{_text(change.policy.severity.value)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _instant(moment: str) -> str:
    """`20310515T235959Z`: a calendar counts seconds."""
    return moment[:19].replace("-", "").replace(":", "") + "Z"


def _text(value: str) -> str:
    """A value of type TEXT (section 3.3.11), without what a reader or a terminal would obey."""
    value = plain(value)
    for character in ("\\", ";", ","):
        value = value.replace(character, f"\\{character}")
    return value


def _folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 octets, no character cut; a space leads all but the first."""
    part, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _LONGEST:
            yield part
            part, size = " ", 1
        part += character
        size += octets
    yield part
