"""The history for a person: what stands, the longest first, how long the fixed stood, by month."""

from collections import Counter
from collections.abc import Iterator, Sequence

from checker.formats.escape import plain
from checker.formats.marks import COLOURS, MARKS
from checker.formats.moment import moment
from checker.formats.style import Colour, Style
from checker.formats.summary import number
from checker.formats.width import hanging
from checker.report.history import Ended, Event, History, Month, Standing

LIMIT = 200
"""Findings that are shown: nobody reads more."""

REASONS = 10
"""Reasons for which commits could not be read that are shown."""

_SHORT = 12
_BAR = 40
_INDENT = " " * 6


def render(history: History, *, width: int, colour: bool) -> str:
    """The history as text that ends with a line break.

    Args:
        history: any, one without findings too.
        width: columns that a line may take; only what cannot be broken is longer.
        colour: whether the words that matter are coloured, too.
    """
    lines = _lines(history, width, Style(colour))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def answer(history: History) -> str:
    """The numbers of findings that stand, were fixed, and ended otherwise."""
    others = len(history.ended) - len(history.fixed)
    more = f", {others:,} ended otherwise" if others else ""
    stand = number(len(history.standing), "finding stands", "findings stand")
    return f"{stand}, {len(history.fixed):,} fixed{more}"


def span(history: History) -> str:
    """The commits that were looked at, and from when to when."""
    start, end = (moment(plain(each.at)) for each in (history.start, history.end))
    return f"{number(history.commits, 'commit')}, from {start} to {end}"


def pace(history: History) -> str:
    """The days that fixed findings stood; empty if none was fixed."""
    days = history.days_to_fix
    if days is None:
        return ""
    return f"what was fixed stood {number(days[0], 'day')} in the middle, {days[1]:,} at most"


def unread(history: History) -> Iterator[str]:
    """The commits that could not be decided, by the reason."""
    reasons = Counter(each.reason for each in history.unread)
    for reason, count in reasons.most_common(REASONS):
        yield f"{number(count, 'commit')} could not be read, and {_counts(count)}: {reason}"
    others = reasons.most_common()[REASONS:]
    if others:
        total = sum(count for _, count in others)
        yield f"{number(total, 'commit')} more could not be read, and {_counts(total)}"


def _counts(count: int) -> str:
    return "counts as the one before" if count == 1 else "count as the ones before"


def known_since(finding: Standing | Ended) -> str:
    """The day since which it stands; of one that stood from the start, at least since then."""
    day = finding.since.at[:10]
    return f"at least since {day}" if finding.from_start else f"since {day}"


def origin(event: Event) -> str:
    """The commit, or that it was the clock."""
    return event.commit[:_SHORT] or "by time alone"


def _lines(history: History, width: int, style: Style) -> Iterator[str]:
    yield style(Colour.ALARM if history.undecided else Colour.BOLD, answer(history))
    yield from hanging("  ", span(history), width)
    if pace(history):
        yield from hanging("  ", pace(history), width)
    for each in (*history.undecided, *unread(history)):
        yield from hanging("  note: ", plain(each), width)
    yield from _section("Standing, the longest first", history.standing, width, style)
    yield from _section("Ended, the latest first", history.ended, width, style)
    yield from _months(history.months, style)


def _section(
    title: str, findings: Sequence[Standing] | Sequence[Ended], width: int, style: Style
) -> Iterator[str]:
    if not findings:
        return
    yield ""
    yield style(Colour.BOLD, f"{title} ({len(findings):,})")
    yield ""
    for each in findings[:LIMIT]:
        yield from _finding(each, width, style)
    if len(findings) > LIMIT:
        yield ""
        yield f"  and {len(findings) - LIMIT:,} more (all of them: -o json)"


def _finding(finding: Standing | Ended, width: int, style: Style) -> Iterator[str]:
    verdict = finding.verdict if isinstance(finding, Standing) else finding.after
    sign = "·" if verdict is None else style(COLOURS[verdict], MARKS[verdict])
    about = f"{plain(finding.policy)} ({finding.severity.value})  {plain(str(finding.subject))}"
    yield f"  {sign} {about}"
    days = number(finding.days, "day")
    told = f"{known_since(finding)}, {days}, {origin(finding.since)}"
    if isinstance(finding, Ended):
        after = "not checked" if finding.after is None else finding.after.value
        told += f"; until {finding.until.at[:10]}, {origin(finding.until)}: {after}"
    owner = f"  owner: {finding.subject.owner}" if finding.subject.owner else ""
    yield from hanging(_INDENT, plain(f"{told}{owner}"), width)


def _months(months: Sequence[Month], style: Style) -> Iterator[str]:
    if not months:
        return
    yield ""
    yield style(Colour.BOLD, "Findings at the end of each month")
    yield ""
    most = max(month.total for month in months)
    shown = months[-LIMIT:]
    if len(months) > len(shown):
        yield f"  {number(len(months) - len(shown), 'month')} before (all of them: -o json)"
    for month in shown:
        bar = "█" * -(-month.total * _BAR // most) if most else ""
        moved = f"  +{month.began:,} -{month.fixed:,}" if month.began or month.fixed else ""
        yield f"  {month.name}  {month.total:>7,}  {bar}{moved}"
