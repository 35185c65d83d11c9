"""The explanation: one account as text, for somebody who did not write the policy."""

import json
from collections.abc import Iterator, Sequence

from checker.formats.clauses import parts
from checker.formats.escape import plain
from checker.formats.marks import SEVERITIES, marked
from checker.formats.moment import moment
from checker.formats.remedies import would_pass
from checker.formats.style import Colour, Style
from checker.formats.summary import number
from checker.formats.width import columns, cut, hanging
from checker.overridden import Effect
from checker.report.account import Account, ShownEvidence
from checker.report.explanation import Excerpt
from checker.shorten import window

_NARROWEST = 20
_LABEL = 10
_SCREEN = 14
"""Lines of evidence on the first screen, of 24."""


def render(account: Account, *, width: int, colour: bool) -> str:
    """The account as text that ends with a line break.

    Args:
        width: columns that a line may take; only what cannot be broken is longer.
        colour: whether the words that matter are coloured, too.
    """
    style = Style(colour)
    evidence = [list(_shown_evidence(each, width, style)) for each in account.shown_evidence]
    first = _first(evidence)
    lines = list(_answer(account, evidence[:first], width, style))
    for title, section in (
        ("Policy", _policy(account, width, style)),
        ("Condition", parts(account.parts, width=width, style=style)),
        ("More evidence", _more(account, evidence[first:])),
    ):
        body = list(section)
        if body:
            lines += ["", style(Colour.BOLD, title), "", *body]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _first(evidence: Sequence[Sequence[str]]) -> int:
    """The number of pieces of evidence that belong to the first screen: one at least."""
    fitting = 0
    room = _SCREEN
    for piece in evidence:
        room -= len(piece) + 1
        if fitting and room < 0:
            break
        fitting += 1
    return fitting


def _answer(
    account: Account, evidence: Sequence[Sequence[str]], width: int, style: Style
) -> Iterator[str]:
    """The verdict, the sentence, the evidence, and what would pass: one screen."""
    about = plain(f"{account.policy.id} on {account.subject}")
    yield f"{marked(account.verdict, style)} {about}"
    yield ""
    if account.message:
        yield from hanging("  ", plain(account.message), width)
    for note in account.notes:
        yield from hanging("  ", plain(note), width)
    owner = ""
    if account.subject.vendor:
        told = account.subject.owner
        owner = f", owner: {plain(told)}" if told else ", owner not recorded"
    yield from hanging("  ", f"as of {moment(plain(account.as_of))}{owner}", width)
    for piece in evidence:
        yield ""
        yield from piece
    remedy = would_pass(account.remedies, account.subject)
    if remedy:
        yield ""
        yield from hanging("  ", remedy, width)


def _policy(account: Account, width: int, style: Style) -> Iterator[str]:
    policy = account.policy
    severity = policy.severity
    title = style(Colour.BOLD, plain(policy.title))
    yield f"  {style(SEVERITIES[severity], severity.value)} {title}"
    yield from _field("why", [policy.why], width)
    yield from _field("fix", [policy.fix], width)
    controls = [f"{name}: {', '.join(ids)}" for name, ids in policy.controls.items()]
    yield from _field("controls", controls, width)
    params = [
        f"{name} = {json.dumps(value, ensure_ascii=False)}"
        for name, value in account.params.items()
    ]
    yield from _field("params", params, width)
    for effect in Effect:
        changes = [str(each) for each in policy.overridden if each.effect is effect]
        yield from _field(effect.value, changes, width)


def _field(label: str, texts: Sequence[str], width: int) -> Iterator[str]:
    """Texts, each on lines of its own, the first behind a label."""
    for text in texts:
        if text:
            yield from hanging(f"  {label:<{_LABEL}}", plain(text), width)
            label = ""


def _more(account: Account, evidence: Sequence[Sequence[str]]) -> Iterator[str]:
    """The evidence that the first screen has no room for, and how much is left out."""
    for index, piece in enumerate(evidence):
        if index:
            yield ""
        yield from piece
    if account.omitted:
        if evidence:
            yield ""
        yield f"  and {number(account.omitted, 'more piece', 'more pieces')} of evidence"


def _shown_evidence(shown_evidence: ShownEvidence, width: int, style: Style) -> Iterator[str]:
    evidence, excerpt = shown_evidence.evidence, shown_evidence.excerpt
    path = plain(evidence.path)
    remark = ""
    if evidence.recorded:
        value = plain(json.dumps(evidence.value, ensure_ascii=False, allow_nan=False))
        yield cut(f"  {path} = {value}", max(width, columns(path) + _NARROWEST))
    else:
        yield f"  {path} (not recorded)"
        rest = evidence.path.removeprefix(shown_evidence.nearest).removeprefix(".")
        remark = f" '{plain(rest)}' is not recorded here" if rest else ""
    if shown_evidence.anchor is None:
        yield f"  {plain(str(excerpt.place))}"
        yield from _excerpt(excerpt, remark, width, style)
    else:
        yield f"  {plain(str(excerpt.place))} uses an anchor"
        yield from _excerpt(excerpt, "", width, style)
        yield f"  {plain(str(shown_evidence.anchor.place))} is where it is written"
        yield from _excerpt(shown_evidence.anchor, remark, width, style)


def _excerpt(excerpt: Excerpt, remark: str, width: int, style: Style) -> Iterator[str]:
    digits = len(str(excerpt.place.line))
    room = max(width - digits - len("     | "), _NARROWEST)
    column = excerpt.caret
    skipped = _skipped(excerpt, room)
    for number_, line in enumerate(excerpt.lines, start=excerpt.first):
        text = f"…{line[skipped + 1 :]}" if skipped else line
        gutter = style(Colour.DIM, f"    {number_:>{digits}} |")
        yield f"{gutter} {cut(plain(text), room)}"
    before = excerpt.lines[-1][skipped : column - 1]
    below = style(Colour.DIM, f"    {'':>{digits}} |")
    yield f"{below} {' ' * columns(plain(before))}{style(Colour.BOLD, f'^{remark}')}"


def _skipped(excerpt: Excerpt, room: int) -> int:
    """The columns of every line that are left out, so that the caret is seen."""
    column = excerpt.caret
    if column <= room * 2 // 3:
        return 0
    _, at = window(excerpt.lines[-1], column, room)
    return column - at
