"""The forecast for a person: what stops passing, the soonest first, and by whom it can be kept."""

from collections.abc import Iterator, Sequence

from checker.formats.escape import plain
from checker.formats.marks import marked
from checker.formats.moment import moment
from checker.formats.style import Colour, Style
from checker.formats.summary import number
from checker.formats.width import hanging
from checker.report.forecast import Change, ChangeExplainer, Forecast

LIMIT = 200
"""Changes that are shown; working out a message is expensive, and nobody reads more."""

_INDENT = " " * 14


def render(forecast: Forecast, explainer: ChangeExplainer, *, width: int, colour: bool) -> str:
    """The forecast as text that ends with a line break.

    Args:
        forecast: any, one without changes too.
        explainer: of the run that was looked at.
        width: columns that a line may take; only what cannot be broken is longer.
        colour: whether the words that matter are coloured, too.
    """
    return "".join(
        f"{line.rstrip()}\n" for line in _lines(forecast, explainer, width, Style(colour))
    )


def _lines(
    forecast: Forecast, explainer: ChangeExplainer, width: int, style: Style
) -> Iterator[str]:
    yield style(*_answer(forecast))
    yield ""
    for reason in forecast.undecided:
        yield from hanging("  - ", plain(reason), width)
    if forecast.undecided:
        yield ""
    start, end = moment(plain(forecast.as_of)), moment(plain(forecast.until))
    yield from hanging("  ", f"from {start} to {end}", width)
    if forecast.fail_within is not None:
        yield from hanging("  ", f"failing on what changes up to {forecast.fail_within}", width)
    yield from hanging("  ", _counts(forecast), width)
    for note in forecast.notes:
        yield from hanging("  note: ", plain(note), width)
    for title, changes in (
        ("What changes if nobody acts, soonest first", forecast.changes),
        ("The next change after that", (forecast.later,) if forecast.later else ()),
        ("Open already, and getting worse if nobody acts", forecast.worse),
    ):
        if changes:
            yield ""
            yield style(Colour.BOLD, title)
            yield from _section(explainer, changes, width, style)


def _section(
    explainer: ChangeExplainer, changes: Sequence[Change], width: int, style: Style
) -> Iterator[str]:
    wide = max(len(_when(each)) for each in changes[:LIMIT])
    for change in changes[:LIMIT]:
        yield ""
        yield from _change(explainer, change, width, wide, style)
    hidden = len(changes) - LIMIT
    if hidden > 0:
        yield ""
        yield f"  and {hidden:,} later ones (all of them: -o json)"


def _answer(forecast: Forecast) -> tuple[Colour, str]:
    if forecast.undecided:
        return Colour.ALARM, "COULD NOT DECIDE"
    changes = len(forecast.changes)
    soon = sum(change.due for change in forecast.changes)
    if soon:
        verb = "changes" if soon == 1 else "change"
        return Colour.ALARM, f"NOT FOR LONG: {number(soon, 'check')} {verb} too soon, of {changes}"
    if changes:
        verb = "changes" if changes == 1 else "change"
        return Colour.YELLOW, f"{number(changes, 'check')} {verb} if nobody acts"
    return Colour.GREEN, _quiet(forecast)


def _quiet(forecast: Forecast) -> str:
    until = f"nothing stops passing by itself until {plain(forecast.until[:10])}"
    if forecast.later is not None:
        return f"{until}; the next change is on {forecast.later.day}"
    counts = forecast.counts
    return (
        f"{until}, and none is known of in the ten years after"
        if counts.steady + counts.timeless
        else "nothing passes now"
    )


def _counts(forecast: Forecast) -> str:
    counts = forecast.counts
    total = counts.changing + counts.found + counts.steady + counts.timeless
    return (
        f"{number(total, 'check')}: {counts.changing} to change, {counts.found} found already, "
        f"{counts.steady} that stay, {counts.timeless} that do not look at the clock"
    )


def _when(change: Change) -> str:
    return "today" if change.days == 0 else f"in {number(change.days, 'day')}"


def _change(
    explainer: ChangeExplainer, change: Change, width: int, wide: int, style: Style
) -> Iterator[str]:
    explanation = explainer.explain(change)
    gap = " " * (wide - len(_when(change)))
    policy = plain(change.policy.id)
    severity = change.policy.severity.value
    about = f"{policy} ({severity})  {plain(str(change.subject))}"
    yield f"  {change.day}  {_when(change)}{gap}  {marked(change.verdict, style)}  {about}"
    message = explanation.message or "the policy no longer applies"
    yield from hanging(_INDENT, plain(message), width)
    if change.clause:
        yield from hanging(_INDENT, plain(f"fails already; then also: {change.clause}"), width)
    subject = change.subject
    owner = f"  owner: {subject.owner}" if subject.owner else ""
    yield from hanging(_INDENT, plain(f"{explanation.place}{owner}"), width)
