"""The diff for a person: what got worse, what got better, whose change each is."""

from collections.abc import Iterator, Sequence

from checker.formats.changes import (
    answer,
    asides,
    blocking,
    counted,
    moments,
    named,
    record,
    rule,
    step,
    whose,
)
from checker.formats.escape import plain
from checker.formats.marks import COLOURS, MARKS
from checker.formats.style import Colour, Style
from checker.formats.width import hanging
from checker.report.diff import CellChange, Diff, DiffExplainer, Kind

LIMIT = 200
"""Changes of a kind that are shown: working out a message is expensive, and nobody reads more."""

_INDENT = " " * 6


def render(diff: Diff, explainer: DiffExplainer, *, width: int, colour: bool) -> str:
    """The diff as text that ends with a line break.

    Args:
        diff: any, one without changes too.
        explainer: of the later state.
        width: columns that a line may take; only what cannot be broken is longer.
        colour: whether the words that matter are coloured, too.
    """
    lines = _lines(diff, explainer, width, Style(colour))
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _lines(diff: Diff, explainer: DiffExplainer, width: int, style: Style) -> Iterator[str]:
    told = answer(diff)
    yield style(told.colour, told.text)
    yield from hanging(
        "  ", f"from {named(diff.before)} to {named(diff.after)}, {moments(diff)}", width
    )
    yield from hanging("  before: ", counted(diff.before), width)
    yield from hanging("  after:  ", counted(diff.after), width)
    yield from hanging("  ", blocking(diff), width)
    for each in asides(diff):
        yield from hanging("  note: ", plain(each), width)
    for kind in Kind:
        yield from _section(diff.of(kind), kind, explainer, width, style)
    for title, texts in (
        ("Policies, regimes, configuration, waivers", [rule(each) for each in diff.rules]),
        ("Vendors and their records", [record(each) for each in diff.records]),
    ):
        yield from _listed(title, texts, width, style)


def _section(
    changes: Sequence[CellChange],
    kind: Kind,
    explainer: DiffExplainer,
    width: int,
    style: Style,
) -> Iterator[str]:
    if not changes:
        return
    yield ""
    yield style(Colour.BOLD, f"{kind.value.capitalize()} ({len(changes):,})")
    for change in changes[:LIMIT]:
        yield ""
        yield from _change(change, explainer, width, style)
    yield from _hidden(len(changes) - LIMIT)


def _change(
    change: CellChange, explainer: DiffExplainer, width: int, style: Style
) -> Iterator[str]:
    verdict = change.after
    sign = "·" if verdict is None else style(COLOURS[verdict], MARKS[verdict])
    about = f"{plain(change.policy)} ({change.severity.value})  {plain(str(change.subject))}"
    blocks = ", blocks" if change.gating else ""
    yield f"  {sign} {about}"
    yield from hanging(_INDENT, f"{step(change)}, {whose(change)}{blocks}", width)
    if change.messages is not None:
        yield from hanging(f"{_INDENT}was: ", plain(change.messages[0]), width)
        yield from hanging(f"{_INDENT}now: ", plain(change.messages[1]), width)
    explanation = explainer.explain(change)
    if explanation is None:
        return
    if explanation.message and change.messages is None:
        yield from hanging(_INDENT, plain(explanation.message), width)
    owner = f"  owner: {change.subject.owner}" if change.subject.owner else ""
    yield from hanging(_INDENT, plain(f"{explanation.place}{owner}"), width)


def _listed(title: str, texts: Sequence[str], width: int, style: Style) -> Iterator[str]:
    if not texts:
        return
    yield ""
    yield style(Colour.BOLD, title)
    yield ""
    for text in texts[:LIMIT]:
        sign, _, rest = plain(text).partition(" ")
        yield from hanging(f"  {sign} ", rest, width)
    yield from _hidden(len(texts) - LIMIT)


def _hidden(count: int) -> Iterator[str]:
    if count > 0:
        yield ""
        yield f"  and {count:,} more (all of them: -o json)"
